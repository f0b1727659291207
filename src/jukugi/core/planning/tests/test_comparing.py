from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.planning import InvalidComparison, places_of, sensitivity, shares_of, weight_at, weighted_sums
from jukugi.core.planning.leading import leading_shares


@st.composite
def tables(draw, least=2):
    width = draw(st.integers(least, 5))
    row = st.lists(st.integers(0, 5), min_size=width, max_size=width)
    scores = draw(st.lists(row, min_size=1, max_size=5))
    weights = draw(st.lists(st.integers(0, 10), min_size=width, max_size=width).filter(any))
    return scores, weights


def moved(weights, criterion, share):
    """The slow way: every weight written out anew."""
    rest = sum(weights) - weights[criterion]
    others = [Fraction(w, rest) if rest else Fraction(1, len(weights) - 1) for w in weights]
    return [share if at == criterion else other * (1 - share) for at, other in enumerate(others)]


def test_two_operators_change_places_where_nearness_weighs_four_tenths():
    near, skilled = (5, 2), (2, 4)

    found = sensitivity([near, skilled], [1, 1], 0)

    assert [point.share for point in found.turning_points] == [Fraction(2, 5)]
    assert [(stretch.low, stretch.high, stretch.leaders) for stretch in found.stretches] == [
        (0, Fraction(2, 5), (1,)),
        (Fraction(2, 5), 1, (0,)),
    ]
    assert found.nearest == found.turning_points[0]


def test_those_that_stand_level_share_the_better_place():
    assert places_of([Fraction(3), Fraction(5), Fraction(3), Fraction(1)]) == (2, 1, 2, 4)


@given(tables())
def test_a_sum_lies_between_the_worst_and_the_best_score(case):
    scores, weights = case

    assert all(min(row) <= own <= max(row) for row, own in zip(scores, weighted_sums(scores, weights), strict=True))


@given(tables(), st.integers(1, 7))
def test_only_the_proportions_of_weights_count(case, times):
    scores, weights = case

    assert weighted_sums(scores, weights) == weighted_sums(scores, [times * weight for weight in weights])


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_alternatives_changes_nothing(case, random):
    scores, weights = case
    order = random.sample(range(len(scores)), len(scores))

    assert weighted_sums([scores[at] for at in order], weights) == tuple(
        weighted_sums(scores, weights)[at] for at in order
    )


@given(tables(), st.data())
def test_at_a_turning_point_its_pairs_stand_level_and_nowhere_else_does_the_order_change(case, data):
    scores, weights = case
    criterion = data.draw(st.integers(0, len(weights) - 1))
    found = sensitivity(scores, weights, criterion)
    marks = [Fraction(0), *(point.share for point in found.turning_points), Fraction(1)]

    for point in found.turning_points:
        sums = weighted_sums(scores, moved(weights, criterion, point.share))
        assert all(sums[first] == sums[second] for first, second in point.pairs)
    for low, high in zip(marks, marks[1:], strict=False):
        orders = {
            places_of(weighted_sums(scores, moved(weights, criterion, low + (high - low) * step)))
            for step in (Fraction(1, 9), Fraction(1, 2), Fraction(8, 9))
        }
        assert len(orders) == 1


@given(tables(), st.data())
def test_stretches_cover_all_shares_and_name_those_in_front(case, data):
    scores, weights = case
    criterion = data.draw(st.integers(0, len(weights) - 1))
    stretches = sensitivity(scores, weights, criterion).stretches

    assert (stretches[0].low, stretches[-1].high) == (0, 1)
    for before, after in zip(stretches, stretches[1:], strict=False):
        assert before.high == after.low
        assert before.leaders != after.leaders
    for stretch in stretches:
        sums = weighted_sums(scores, moved(weights, criterion, (stretch.low + stretch.high) / 2))
        assert stretch.leaders == tuple(at for at, own in enumerate(sums) if own == max(sums))


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]])
def test_weights_that_weigh_nothing_are_refused(weights):
    with pytest.raises(InvalidComparison):
        shares_of(weights)


def test_a_row_without_a_score_is_refused():
    with pytest.raises(InvalidComparison):
        weighted_sums([[1, 2], [1]], [1, 1])


@pytest.mark.parametrize(("weights", "criterion"), [([1], 0), ([1, 1], 2), ([1, 1], -1)])
def test_a_criterion_that_cannot_be_moved_is_refused(weights, criterion):
    with pytest.raises(InvalidComparison):
        sensitivity([[1] * len(weights)], weights, criterion)


def test_of_two_criteria_the_interval_covers_the_length_of_the_stretch_about_as_often_as_it_says():
    tries = [leading_shares([(5, 2), (2, 4)], np.random.default_rng(seed), 1_000) for seed in range(200)]

    covered = sum(near.low <= 0.6 <= near.high for near, _skilled in tries)

    assert 180 <= covered < 200


def test_who_is_best_by_every_criterion_always_leads():
    best, other = leading_shares([(5, 5, 5), (1, 2, 3)], np.random.default_rng(1), 500)

    assert (best.share, other.share) == (1.0, 0.0)
    assert best.low < best.high == 1.0
    assert 0.0 == other.low < other.high


def test_the_same_seed_gives_the_same_shares():
    scores = [(5, 1, 3), (2, 4, 3), (3, 3, 3)]

    assert leading_shares(scores, np.random.default_rng(3)) == leading_shares(scores, np.random.default_rng(3))


@pytest.mark.parametrize(("scores", "weightings"), [([], 10), ([[]], 10), ([[1], [1, 2]], 10), ([[1]], 0)])
def test_a_table_that_cannot_be_tried_is_refused(scores, weightings):
    with pytest.raises(InvalidComparison):
        leading_shares(scores, np.random.default_rng(1), weightings)


@given(st.lists(st.integers(0, 10), min_size=2, max_size=6), st.integers(0, 5), st.fractions(0, 1))
def test_the_weight_of_a_share_gives_that_share(weights, criterion, share):
    criterion %= len(weights)
    others = sum(weight for at, weight in enumerate(weights) if at != criterion)
    if not others or share == 1:
        return

    found = weight_at(share, weights, criterion)

    moved = [found if at == criterion else weight for at, weight in enumerate(weights)]
    assert shares_of(moved)[criterion] == share


@pytest.mark.parametrize(("share", "weights"), [(Fraction(1), (3, 1)), (Fraction(1, 2), (3, 0))])
def test_no_weight_gives_the_whole_or_a_share_beside_nothing(share, weights):
    assert weight_at(share, weights, 0) is None


def test_a_share_beyond_the_whole_is_refused():
    with pytest.raises(InvalidComparison):
        weight_at(Fraction(3, 2), (1, 1), 0)
