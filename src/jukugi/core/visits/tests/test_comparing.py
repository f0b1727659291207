from itertools import combinations, product

import numpy as np
import pytest
from scipy import stats

from jukugi.core.visits.comparing import _mann_whitney, _signed_ranks, change, difference, middle_of


@pytest.mark.parametrize(("n", "m"), [(1, 1), (2, 3), (4, 3), (5, 5)])
def test_orders_are_counted_as_by_trying_all_of_them(n, m):
    counts = [0] * (n * m + 1)
    for chosen in combinations(range(n + m), n):
        others = set(range(n + m)) - set(chosen)
        counts[sum(one > other for one in chosen for other in others)] += 1

    assert list(_mann_whitney(n, m)) == counts


@pytest.mark.parametrize("n", [1, 3, 6])
def test_signs_are_counted_as_by_trying_all_of_them(n):
    counts = [0] * (n * (n + 1) // 2 + 1)
    for signs in product((0, 1), repeat=n):
        counts[sum(rank * sign for rank, sign in enumerate(signs, start=1))] += 1

    assert list(_signed_ranks(n)) == counts


def test_too_few_are_not_enough():
    assert middle_of([1, 2, 3, 4, 5]) is None
    assert change([(1, 2)] * 5) is None
    assert difference([1, 2, 3], [1, 2, 3]) is None
    assert difference([], [1.0]) is None
    assert middle_of([]) is None


def test_six_are_enough_and_the_interval_holds_what_lies_between():
    found = middle_of([3, 1, 2, 6, 5, 4])

    assert (found.middle, found.low, found.high, found.places) == (3.5, 1, 6, 6)
    shift = difference([11, 12, 13, 14, 15], [1, 2, 3, 4, 5])
    assert shift.low <= shift.middle == 10 <= shift.high
    gain = change([(10, 12), (10, 13), (10, 11), (10, 14), (10, 12.5), (10, 11.5)])
    assert 0 < gain.low <= gain.middle <= gain.high


@pytest.mark.parametrize("seed", range(3))
def test_an_interval_leaves_zero_out_just_where_the_test_by_ranks_says_so(seed):
    drawn = np.random.default_rng(seed)
    for shift in (0.0, 0.7, 1.5):
        one, other = drawn.normal(shift, 1, 12), drawn.normal(0, 1, 9)

        found = difference(list(one), list(other))

        told = stats.mannwhitneyu(one, other, method="exact").pvalue <= 0.05
        assert told == (not found.low <= 0 <= found.high)
        gain = change(list(zip(other, one[:9], strict=True)))
        told = stats.wilcoxon(one[:9] - other, method="exact").pvalue <= 0.05
        assert told == (not gain.low <= 0 <= gain.high)


def test_the_interval_holds_the_truth_as_often_as_it_says():
    drawn = np.random.default_rng(7)
    held = 0
    for _time in range(400):
        found = middle_of(list(drawn.exponential(1, 15)))
        held += found.low <= np.log(2) <= found.high

    assert held / 400 > 0.93
