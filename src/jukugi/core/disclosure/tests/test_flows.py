from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jukugi.core.disclosure.flows import cell_range, hidden_cells, hidden_parts, may_follow, wide
from jukugi.core.disclosure.tests.attacker import TOTAL, Attacker

K = 5
people = st.one_of(st.integers(0, 12), st.integers(0, 80))
tables = st.tuples(st.integers(2, 4), st.integers(2, 4)).flatmap(
    lambda size: st.lists(st.lists(people, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)


def _published(table, gone):
    rows = [
        (f"r{i}", f"c{j}", None if (i, j) in gone else table[i][j])
        for i, j in product(range(len(table)), range(len(table[0])))
    ]
    rows += [(f"r{i}", TOTAL, sum(row)) for i, row in enumerate(table)]
    rows += [(TOTAL, f"c{j}", sum(column)) for j, column in enumerate(zip(*table, strict=True))]
    return [*rows, (TOTAL, TOTAL, sum(map(sum, table)))]


def _ranges(table, gone):
    found = Attacker([_published(table, gone)], [{}]).ranges()
    return {(int(row[1:]), int(column[1:])): ends for (_, row, column), ends in found.items()}


@given(tables)
@example([[0, 3, 0], [0, 5, 0], [1, 0, 3]])
def test_somebody_who_solves_a_table_learns_no_small_cell(table):
    gone = hidden_cells(table, minimum=K)

    assert not [n for i, row in enumerate(table) for j, n in enumerate(row) if 0 < n < K and (i, j) not in gone]
    everything = set(product(range(len(table)), range(len(table[0]))))
    for (i, j), (low, high) in _ranges(table, gone).items():
        assert cell_range(table, gone, (i, j)) == (low, high)
        if gone < everything:
            assert high - low >= min(wide(K), sum(table[i]), sum(line[j] for line in table))
            assert not (0 < table[i][j] < K and low)


@given(tables, st.data())
def test_how_far_a_cell_can_go_is_what_a_solver_finds(table, data):
    cells = list(product(range(len(table)), range(len(table[0]))))
    gone = data.draw(st.sets(st.sampled_from(cells), min_size=1))

    for cell, ends in _ranges(table, gone).items():
        assert cell_range(table, gone, cell) == ends


@given(st.lists(people, min_size=1, max_size=6))
def test_a_hidden_part_can_be_nobody_or_everybody_hidden(parts):
    hidden = hidden_parts(parts, minimum=K)

    assert not [n for place, n in enumerate(parts) if 0 < n < K and place not in hidden]
    some = [parts[place] for place in hidden if parts[place]]
    if some and len([n for n in parts if n]) > 1:
        assert len(some) > 1
        assert sum(some) >= min(wide(K), sum(parts))


def test_what_is_large_enough_is_shown():
    assert hidden_parts([20, 0, 5], minimum=K) == frozenset()
    assert hidden_cells([[20, 5], [0, 7]], minimum=K) == frozenset()


def test_one_small_cell_takes_three_others_with_it_and_no_more():
    table = [[30, 30, 30], [30, 3, 20], [30, 40, 25]]

    gone = hidden_cells(table, minimum=K)

    assert len(gone) == 4
    assert (1, 1) in gone


def test_what_was_hidden_before_stays_so():
    assert hidden_parts([20, 30, 40], minimum=K, hidden={0}) == {0, 1}
    assert (0, 0) in hidden_cells([[20, 30], [40, 50]], minimum=K, hidden={(0, 0)})


@pytest.mark.parametrize(("before", "after", "may"), [([9, 3], [9, 8], True), ([9], [13], False), ([9], [8], False)])
def test_a_figure_changes_by_nobody_or_by_enough(before, after, may):
    assert may_follow(before, after, minimum=K) is may
