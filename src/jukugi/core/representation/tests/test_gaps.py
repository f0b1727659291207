"""Gaps between two groups: against published figures, independent implementations, and by simulation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from jukugi.core.representation import InvalidGap, Lack, MeanSide, ShareSide, compared, mean_gap, share_gap

sides = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
counts = st.lists(st.integers(0, 60), min_size=5, max_size=5).filter(lambda c: sum(c) >= 5)


def test_the_interval_equals_the_published_example():
    # R. G. Newcombe, Statistics in Medicine 17, 1998, table II, contrast (a) 56/70 − 48/80, method 10.
    gap = share_gap(ShareSide(56, 70), ShareSide(48, 80))

    assert (round(gap.interval.low, 4), round(gap.interval.high, 4)) == (0.0524, 0.3339)
    assert gap.difference == pytest.approx(0.2)


def test_the_test_of_shares_equals_that_of_scipy():
    gap = share_gap(ShareSide(366, 1180), ShareSide(95, 148))

    table = [[366, 1180 - 366], [95, 148 - 95]]
    assert gap.p == pytest.approx(stats.chi2_contingency(table, correction=False).pvalue, rel=1e-6)


@given(counts, counts)
def test_the_test_of_means_equals_that_of_scipy(one, other):
    first, second = (np.repeat(np.arange(1, 6), side) for side in (one, other))
    if first.std() == 0 and second.std() == 0:
        return
    gap = mean_gap(MeanSide(tuple(one)), MeanSide(tuple(other)), widest=99)

    theirs = stats.ttest_ind(first, second, equal_var=False)
    ends = theirs.confidence_interval()
    assert gap.p == pytest.approx(theirs.pvalue, abs=1e-9)
    assert gap.interval.low == pytest.approx(max(-4, ends.low), abs=1e-7)
    assert gap.interval.high == pytest.approx(min(4, ends.high), abs=1e-7)


@given(sides, sides)
def test_the_other_way_round_is_the_same_gap(one, other):
    there = share_gap(ShareSide(*one), ShareSide(*other))
    back = share_gap(ShareSide(*other), ShareSide(*one))

    assert there.difference == pytest.approx(-back.difference)
    assert there.interval.low == pytest.approx(-back.interval.high)
    assert there.p == pytest.approx(back.p)
    assert there.lack == back.lack


@given(sides, sides)
def test_the_difference_lies_within_its_interval_and_within_one(one, other):
    gap = share_gap(ShareSide(*one), ShareSide(*other))

    assert -1 - 1e-9 <= gap.interval.low <= gap.difference + 1e-9
    assert gap.difference - 1e-9 <= gap.interval.high <= 1 + 1e-9
    assert 0 <= gap.p <= 1


@given(st.lists(st.tuples(sides, sides), max_size=12))
def test_each_comparison_stands_once_and_the_largest_first(pairs):
    gaps = [share_gap(ShareSide(*one), ShareSide(*other)) for one, other in pairs]
    rows = compared(gaps)

    assert sorted(row.place for row in rows) == list(range(len(gaps)))
    told = [row for row in rows if row.gap.is_told]
    assert rows[: len(told)] == tuple(told)
    sizes = [abs(row.gap.difference) for row in told]
    assert sizes == sorted(sizes, reverse=True)
    assert all(row.holm + 1e-12 >= row.false_share for row in told)
    assert all(row.false_share + 1e-12 >= row.gap.p for row in told)
    assert not any(row.found for row in rows if not row.gap.is_told)


def test_few_people_give_no_answer():
    assert share_gap(ShareSide(2, 4), ShareSide(300, 600)).lack == Lack.FEW
    assert mean_gap(MeanSide((1, 2, 1)), MeanSide((10, 20, 30))).lack == Lack.FEW


def test_a_wide_interval_gives_no_answer():
    assert share_gap(ShareSide(3, 8), ShareSide(300, 600)).lack == Lack.WIDE
    assert share_gap(ShareSide(300, 600), ShareSide(250, 600)).lack == Lack.NONE


def test_a_small_cell_is_not_told_where_cells_are_protected():
    few = ShareSide(3, 148)

    assert share_gap(ShareSide(300, 600), few, protects_cells=True).lack == Lack.SMALL
    assert share_gap(ShareSide(300, 600), ShareSide(145, 148), protects_cells=True).lack == Lack.SMALL
    assert share_gap(ShareSide(300, 600), few).lack == Lack.NONE
    assert share_gap(ShareSide(300, 600), ShareSide(0, 148), protects_cells=True).lack == Lack.NONE


def test_a_weighted_share_is_told_with_what_it_is_worth():
    plain = share_gap(ShareSide(300, 600), ShareSide(200, 600))
    weighted = share_gap(ShareSide(300, 600, share=0.55, effective=400.0), ShareSide(200, 600))

    assert weighted.one == 0.55
    assert weighted.interval.high - weighted.interval.low > plain.interval.high - plain.interval.low


@pytest.mark.parametrize("wrong", [(-1, 5), (6, 5)])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(InvalidGap):
        ShareSide(*wrong)


def test_scales_of_different_length_are_refused():
    with pytest.raises(InvalidGap):
        mean_gap(MeanSide((5, 5)), MeanSide((5, 5, 5)))


@pytest.mark.parametrize(("p", "q", "m", "n"), [(0.31, 0.64, 1180, 148), (0.1, 0.15, 60, 40), (0.5, 0.5, 25, 200)])
def test_the_interval_of_shares_holds_the_truth_about_as_often_as_it_says(p, q, m, n):
    rng = np.random.default_rng(20261128)
    draws = 2000
    held = 0
    for one, other in zip(rng.binomial(m, p, draws), rng.binomial(n, q, draws), strict=True):
        interval = share_gap(ShareSide(int(one), m), ShareSide(int(other), n)).interval
        held += interval.low <= p - q <= interval.high

    assert 0.93 <= held / draws <= 0.975


def test_the_interval_of_means_holds_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(7)
    wide, narrow = np.array([0.3, 0.2, 0.2, 0.2, 0.1]), np.array([0.05, 0.1, 0.5, 0.3, 0.05])
    truth = float((wide - narrow) @ np.arange(1, 6))
    held = 0
    for one, other in zip(rng.multinomial(60, wide, 1000), rng.multinomial(20, narrow, 1000), strict=True):
        interval = mean_gap(MeanSide(tuple(map(int, one))), MeanSide(tuple(map(int, other)))).interval
        held += interval.low <= truth <= interval.high

    assert 0.93 <= held / 1000 <= 0.97


def test_without_a_difference_hardly_anything_is_found_among_twenty():
    rng = np.random.default_rng(11)
    rounds = 400
    wrong = 0
    for _ in range(rounds):
        pairs = zip(rng.binomial(300, 0.4, 20), rng.binomial(150, 0.4, 20), strict=True)
        gaps = [share_gap(ShareSide(int(one), 300), ShareSide(int(other), 150)) for one, other in pairs]
        wrong += any(row.found for row in compared(gaps))

    assert wrong / rounds <= 0.08


def test_a_mean_with_weights_of_one_is_the_mean_without():
    counts = (10, 20, 30, 15)
    plain, other = MeanSide(counts), MeanSide((30, 20, 10, 5))
    weighted = MeanSide(counts, tuple(count / 75 for count in counts), 75.0)

    one, two = mean_gap(plain, other), mean_gap(weighted, other)

    assert (one.one, one.interval.low, one.interval.high, one.p) == pytest.approx(
        (two.one, two.interval.low, two.interval.high, two.p)
    )


def test_people_who_are_worth_less_widen_the_interval_of_a_mean():
    counts, other = (10, 20, 30, 15), MeanSide((30, 20, 10, 5))
    ends = [
        mean_gap(MeanSide(counts, (0.2, 0.3, 0.3, 0.2), worth), other, widest=9).interval
        for worth in (75.0, 40.0, 10.0)
    ]

    assert ends[0].high - ends[0].low < ends[1].high - ends[1].low < ends[2].high - ends[2].low


@pytest.mark.parametrize("told", [{"shares": (0.5,)}, {"shares": (0.0, 0.0)}, {"effective": 12.0}])
def test_weights_that_cannot_be_are_refused(told):
    with pytest.raises(InvalidGap):
        MeanSide((5, 5), **told)
