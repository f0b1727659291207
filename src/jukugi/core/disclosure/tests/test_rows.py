import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.disclosure import is_small, may_tell_others, shown_cells
from jukugi.core.disclosure.tests.oracle import derivable_sums

rows = st.lists(st.integers(0, 14), min_size=1, max_size=6)
rests = st.integers(0, 14)
minima = st.integers(1, 6)


def published(cells, shown):
    """The total, and the cells shown; the rest is one more cell, at the end."""
    return [set(range(len(cells) + 1)), *({n} for n, is_shown in enumerate(shown) if is_shown)]


@pytest.mark.parametrize(
    ("cells", "rest", "shown"),
    [
        ([5, 6], 0, [True, True]),
        ([4, 60], 0, [False, False]),
        ([4, 60, 30], 0, [False, True, False]),
        ([4, 2, 30], 0, [False, False, True]),
        ([0, 60], 0, [False, True]),
        ([1, 1, 30, 40], 0, [False, False, False, True]),  # two hidden cells of two people together
        ([30, 40], 2, [False, True]),  # the total without the groups would be two people
        ([3, 40], 2, [False, True]),  # five together: neither can be told from the other
        ([30, 30], 1, [False, True]),
        ([2, 1], 0, [False, False]),
    ],
)
def test_small_cells_are_hidden_and_as_many_more_as_subtraction_needs(cells, rest, shown):
    assert shown_cells(cells, rest=rest, minimum=5) == tuple(shown)


@given(rows, rests, minima)
def test_no_small_number_of_people_can_be_computed(cells, rest, minimum):
    if is_small(sum(cells) + rest, minimum=minimum):
        assert not any(shown_cells(cells, rest=rest, minimum=minimum))
        return

    shown = shown_cells(cells, rest=rest, minimum=minimum)

    sums = derivable_sums([*cells, rest], published(cells, shown))
    assert [people for people in sums if 0 < people < minimum] == []


@given(rows, rests, minima)
def test_nothing_is_hidden_without_need(cells, rest, minimum):
    shown = shown_cells(cells, rest=rest, minimum=minimum)

    assert shown == shown_cells(tuple(cells), rest=rest, minimum=minimum)
    hidden_without_being_few = [c for c, is_shown in zip(cells, shown, strict=True) if not is_shown and c >= minimum]
    assert len(hidden_without_being_few) <= 1
    few = [c for c in (*cells, rest) if is_small(c, minimum=minimum)]
    if not few:
        assert hidden_without_being_few == []


@given(rows, rests, minima)
def test_the_smallest_of_the_large_cells_is_the_one_that_goes(cells, rest, minimum):
    shown = shown_cells(cells, rest=rest, minimum=minimum)

    gone = [c for c, is_shown in zip(cells, shown, strict=True) if not is_shown and c >= minimum]
    assert all(c <= other for c in gone for other, is_shown in zip(cells, shown, strict=True) if is_shown)


@given(rows, rests, minima)
def test_telling_of_the_others_adds_nothing_small(cells, rest, minimum):
    shown = shown_cells(cells, rest=rest, minimum=minimum)
    telling = [n for n in range(len(cells)) if may_tell_others(cells, n, rest=rest, shown=shown, minimum=minimum)]

    told = [set(range(len(cells))) - {n} for n in telling]
    sums = derivable_sums([*cells, rest], [*published(cells, shown), *told])
    if not is_small(sum(cells) + rest, minimum=minimum):
        assert [people for people in sums if 0 < people < minimum] == []
    assert all(shown[n] for n in telling)


@pytest.mark.parametrize(
    ("cells", "rest", "may"),
    [
        ([30, 40], 0, True),
        ([30, 40], 9, True),
        ([30, 40, 3], 2, False),  # the others without the shown are three people
        ([30, 40, 3, 4], 2, False),  # seven hidden, but two in no group
        ([30, 40, 3, 4], 0, True),
        ([30], 40, False),  # no others
        ([4, 40, 40], 40, False),  # is hidden itself
    ],
)
def test_a_group_is_set_against_the_others_only_where_that_hides_nobody(cells, rest, may):
    shown = [people >= 5 for people in cells]

    assert may_tell_others(cells, 0, rest=rest, shown=shown, minimum=5) is may
