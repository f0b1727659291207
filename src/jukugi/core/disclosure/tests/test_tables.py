import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jukugi.core.disclosure import shown_table
from jukugi.core.disclosure.tests.oracle import derivable_sums

MINIMUM = 5


@st.composite
def tables(draw):
    """Up to eleven cells, many of them small, with margins that may be published."""
    n_rows, n_columns = draw(st.sampled_from([(1, 3), (2, 2), (2, 3), (3, 2), (3, 3), (2, 5), (5, 2)]))
    people = st.one_of(st.integers(0, 6), st.integers(0, 30))
    table = [[draw(people) for _ in range(n_columns)] for _ in range(n_rows)]
    assume(not any(0 < sum(line) < MINIMUM for line in (*table, *zip(*table, strict=True))))
    return table


def sums(table, shown):
    width = len(table[0])
    people = [cell for row in table for cell in row]
    rows = [{i * width + j for j in range(width)} for i in range(len(table))]
    columns = [{i * width + j for i in range(len(table))} for j in range(width)]
    cells = [{i * width + j} for i, row in enumerate(shown) for j, is_shown in enumerate(row) if is_shown]
    return derivable_sums(people, [*rows, *columns, *cells])


@settings(deadline=None)
@given(tables(), st.booleans())
def test_no_small_number_of_people_can_be_computed(table, last_is_kept_back):
    kept_back = [len(table[0]) - 1] if last_is_kept_back else []

    shown = shown_table(table, minimum=MINIMUM, kept_back=kept_back)

    assert [people for people in sums(table, shown) if 0 < people < MINIMUM] == []
    assert shown == shown_table(tuple(map(tuple, table)), minimum=MINIMUM, kept_back=kept_back)
    assert not any(row[j] for row in shown for j in kept_back)


@settings(deadline=None)
@given(tables())
def test_nothing_is_hidden_when_nothing_is_small(table):
    large = [[cell if cell == 0 or cell >= MINIMUM else cell + MINIMUM for cell in row] for row in table]

    assert all(all(row) for row in shown_table(large, minimum=MINIMUM))


@pytest.mark.parametrize(
    ("table", "shown"),
    [
        ([[20, 10], [8, 30]], [[True, True], [True, True]]),
        ([[20, 0], [8, 30]], [[True, True], [True, True]]),
        ([[20, 3], [8, 30]], [[False, False], [False, False]]),
        ([[20, 3, 9], [8, 30, 7]], [[True, False, False], [True, False, False]]),
        ([[10, 2], [0, 8]], [[False, False], [False, False]]),  # empty cells can be needed too
        ([], []),
    ],
)
def test_a_small_cell_is_hidden_with_others_in_its_row_and_column(table, shown):
    assert shown_table(table, minimum=MINIMUM) == tuple(tuple(row) for row in shown)


def test_with_a_small_margin_nothing_is_shown():
    assert shown_table([[2, 1], [9, 9]], minimum=MINIMUM) == ((False, False), (False, False))


def test_eight_groups_and_seven_channels_are_soon_done():
    table = [[(7 * i + 3 * j) % 11 + 4 * (j == 0) for j in range(7)] for i in range(8)]

    shown = shown_table(table, minimum=MINIMUM)

    assert len(shown) == 8
