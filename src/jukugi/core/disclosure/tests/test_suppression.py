from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.core.disclosure.attack import feasible_range
from jukugi.core.disclosure.linked import CountTable, WrongSums, link_tables
from jukugi.core.disclosure.suppression import Search, suppress
from jukugi.core.disclosure.tests.attacker import TOTAL, Attacker
from jukugi.core.disclosure.tests.published import as_table, crossed, published_tables, shared_names, with_margins


def linked(tables):
    return link_tables([as_table(f"t{number}", lines) for number, lines in enumerate(tables)])


def published(tables, hidden):
    """The tables as they would be given out."""
    found = linked(tables)
    place = {True: None}
    return [
        [
            (
                row,
                column,
                None if own[place.get(row == TOTAL, row), place.get(column == TOTAL, column)] in hidden else n,
            )
            for row, column, n in lines
        ]
        for lines, own in zip(tables, found.figure, strict=True)
    ]


def told_too_much(tables, hidden, minimum):
    """Empty cells that the attacker pins: within ± minimum, or a small one that cannot be nobody."""
    names = shared_names(tables)
    truth = Attacker(tables, names).known
    ranges = Attacker(published(tables, hidden), names).ranges()
    return [
        (cell, low, high)
        for cell, (low, high) in ranges.items()
        if high - low <= 2 * minimum
        or (low >= truth[cell] - minimum and high <= truth[cell] + minimum)
        or (truth[cell] < minimum and low > 0)
    ]


@settings(deadline=None, max_examples=60)
@given(published_tables(), st.integers(1, 6))
def test_an_attacker_with_all_tables_pins_no_empty_cell(tables, minimum):
    found = linked(tables)

    chosen = suppress(found, minimum=minimum)

    assert chosen.is_proven
    assert {figure for figure, n in enumerate(found.counts) if 0 < n < minimum} == chosen.small <= chosen.hidden
    assert all(found.counts[figure] for figure in chosen.hidden)
    assert told_too_much(tables, chosen.hidden, minimum) == []


@settings(deadline=None, max_examples=25)
@given(published_tables(), st.integers(2, 5))
def test_what_is_found_without_the_search_for_the_best_withstands_too(tables, minimum):
    found = linked(tables)
    best = suppress(found, minimum=minimum)

    some = Search(found, best.small, minimum).some()

    assert told_too_much(tables, some, minimum) == []
    assert _people(found, some) >= _people(found, best.hidden)


def _people(found, hidden):
    return sum(found.counts[figure] + 1 for figure in hidden)


def _is_safe(found, hidden, small, minimum):
    for figure in hidden:
        low, high = feasible_range(found, hidden, figure, reach=found.counts[figure] + 2 * minimum + 1)
        if high - low <= 2 * minimum or (figure in small and (low > 0 or high <= 2 * minimum)):
            return False
    return True


@settings(deadline=None, max_examples=12)
@given(st.lists(st.integers(0, 25), min_size=4, max_size=4), st.integers(2, 4))
def test_no_other_cells_with_fewer_people_in_them_would_do(counts, minimum):
    cells = {(f"r{n // 2}", f"c{n % 2}"): count for n, count in enumerate(counts)}
    found = linked([with_margins(cells)])

    chosen = suppress(found, minimum=minimum)

    others = [figure for figure, n in enumerate(found.counts) if n and figure not in chosen.small]
    cheaper = [
        chosen.small | set(more)
        for size in range(len(others) + 1)
        for more in combinations(others, size)
        if chosen.small and _people(found, chosen.small | set(more)) < _people(found, chosen.hidden)
    ]
    assert [hidden for hidden in cheaper if _is_safe(found, hidden, chosen.small, minimum)] == []


def test_a_table_alone_is_safe_where_another_with_the_same_margins_would_tell():
    """Three people of one group are hidden by one more group; the second table must hide that group's total too."""
    first = with_margins({("a", "f"): 40, ("a", "m"): 40, ("b", "f"): 2, ("b", "m"): 1, ("c", "f"): 30, ("c", "m"): 30})
    second = with_margins(
        {("a", "x"): 50, ("a", "y"): 30, ("b", "x"): 2, ("b", "y"): 1, ("c", "x"): 20, ("c", "y"): 40}
    )

    chosen = suppress(linked([first, second]), minimum=5)

    assert told_too_much([first, second], chosen.hidden, 5) == []
    both = published([first, second], chosen.hidden)
    totals = [{(row, n) for row, column, n in lines if column == TOTAL} for lines in both]
    assert totals[0] == totals[1]


def test_nothing_is_hidden_when_nothing_is_small_and_zeros_always_stay():
    large = with_margins({("a", "f"): 0, ("a", "m"): 9, ("b", "f"): 8, ("b", "m"): 0})

    assert suppress(linked([large]), minimum=5).hidden == frozenset()


def test_when_all_are_few_everything_but_zeros_is_hidden():
    chosen = suppress(
        found := linked([with_margins({("a", "f"): 2, ("a", "m"): 0, ("b", "f"): 1, ("b", "m"): 1})]), minimum=5
    )

    assert sorted(found.counts[figure] for figure in chosen.hidden) == [1, 1, 1, 2, 2, 2, 3, 4]


def test_the_same_tables_give_the_same_choice():
    tables = crossed([(n % 4, n * 7 % 3, n * 5 % 2) for n in range(37)], (4, 3, 2))

    assert suppress(linked(tables), minimum=3) == suppress(linked(tables), minimum=3)


def test_margins_that_a_table_does_not_show_count_as_known():
    cells = {("a", "f"): 40, ("a", "m"): 3, ("b", "f"): 30, ("b", "m"): 25}
    bare = link_tables([CountTable("t", cells)])

    chosen = suppress(bare, minimum=5)

    assert chosen.hidden == {bare.figure[0][place] for place in cells}
    assert [bare.counts[figure] for figure, by in enumerate(bare.shown_by) if not by] == [43, 55, 70, 28, 98]


def test_cells_are_one_where_labels_and_count_agree_whichever_way_they_stand():
    one = as_table("one", with_margins({("a", "f"): 7, ("a", "m"): 9, ("b", "f"): 8, ("b", "m"): 5}))
    turned = CountTable("turned", {(column, row): count for (row, column), count in one.counts.items()})
    other = as_table("other", with_margins({("a", "f"): 7, ("a", "m"): 2, ("b", "f"): 1, ("b", "m"): 5}))

    assert link_tables([one, turned]).figure[0][None, "f"] == link_tables([one, turned]).figure[1]["f", None]
    assert len(link_tables([one, turned]).counts) == 9
    assert len(link_tables([one, other]).counts) == 9 + 9 - 2


def test_rows_and_columns_of_the_same_names_stay_apart():
    moves = as_table("moves", with_margins({("a", "a"): 7, ("a", "b"): 8, ("b", "a"): 8, ("b", "b"): 5}))

    assert len(link_tables([moves]).counts) == 9


def test_totals_that_are_not_the_sum_of_their_parts_are_told_all_at_once():
    lines = with_margins({("a", "f"): 7, ("a", "m"): 9, ("b", "f"): 8, ("b", "m"): 5})
    wrong = [(row, column, n + (row == "a" and column == TOTAL)) for row, column, n in lines]

    with pytest.raises(WrongSums) as told:
        linked([wrong])

    assert [(fault.place, fault.count, fault.parts) for fault in told.value.faults] == [
        (("a", None), 17, 16),
        ((None, None), 29, 30),
    ]
