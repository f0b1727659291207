from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.text.keeping import LEAST_SHARED, continued


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        ([], [], []),
        ([0, 0, 1], [None, None, None], [None, None]),
        ([0, 0, 1, 1], [7, 7, 9, 9], [7, 9]),
        ([1, 1, 0, 0], [7, 7, 9, 9], [9, 7]),
        ([0, 0, 0, 1], [7, 7, 7, 7], [7, None]),  # a group that was divided goes on in its larger part
        ([0, 0, 0, 0, 0], [7, 7, 7, 9, 9], [7]),  # of two that were joined the larger one goes on
        ([0, 0, 0, 0], [7, None, None, None], [None]),  # too little of it is left
    ],
)
def test_what_goes_on(new, old, expected):
    assert continued(new, old) == expected


@given(st.lists(st.tuples(st.integers(0, 5), st.none() | st.integers(1, 6)), max_size=40))
def test_an_old_group_goes_on_at_most_once_and_only_where_enough_is_shared(rows):
    numbers = {group: place for place, group in enumerate(sorted({group for group, _ in rows}))}
    new, old = [numbers[group] for group, _ in rows], [key for _, key in rows]

    found = continued(new, old)

    kept = [key for key in found if key is not None]
    assert len(found) == len(numbers)
    assert len(kept) == len(set(kept))
    both, sizes, before = Counter(zip(new, old, strict=True)), Counter(new), Counter(old)
    for group, key in enumerate(found):
        if key is not None:
            shared = both[group, key]
            assert shared / (sizes[group] + before[key] - shared) >= LEAST_SHARED


@given(st.lists(st.integers(0, 4), min_size=1, max_size=40))
def test_the_same_division_keeps_every_number(groups):
    numbers = {group: place for place, group in enumerate(sorted(set(groups)))}

    assert continued([numbers[group] for group in groups], groups) == sorted(set(groups))
