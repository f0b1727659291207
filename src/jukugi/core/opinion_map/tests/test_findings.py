import numpy as np
import pytest
from scipy import stats

from jukugi.core.opinion_map import CellCounts, MapSettings
from jukugi.core.opinion_map.findings import (
    bridging_statements,
    characteristic_statements,
    divisive_statements,
    group_tests,
    share_bounds,
)

SETTINGS = MapSettings()


def findings(counts):
    counts = np.array(counts)
    ids = np.arange(counts.shape[1]) + 10
    tests, bounds = group_tests(counts, SETTINGS), share_bounds(counts, SETTINGS)
    return (
        bridging_statements(ids, counts, bounds),
        divisive_statements(ids, counts, bounds, tests, SETTINGS),
        characteristic_statements(ids, counts, bounds, tests, SETTINGS),
    )


def test_a_bridge_is_as_strong_as_its_least_favourable_group():
    bridging, _, _ = findings([[[40, 5, 5], [50, 0, 0]], [[16, 2, 2], [2, 18, 0]]])

    assert [bridge.statement for bridge in bridging] == [10, 11]
    assert bridging[0].score == pytest.approx(stats.beta(17, 5).ppf(0.1))
    assert bridging[1].score == pytest.approx(stats.beta(3, 19).ppf(0.1))
    assert bridging[0].opposed_score == pytest.approx(stats.beta(3, 19).ppf(0.1))
    assert bridging[0].group_aware == pytest.approx((41 / 52 * 17 / 22) ** 0.5)
    assert bridging[0].fewest_votes == 20
    assert bridging[0].counts == (CellCounts(40, 5, 5), CellCounts(16, 2, 2))


def test_a_large_group_cannot_outvote_a_small_one_on_a_bridge():
    bridging, _, _ = findings([[[900, 50, 50], [500, 300, 200]], [[2, 15, 3], [12, 4, 4]]])

    assert [bridge.statement for bridge in bridging] == [11, 10]


def test_a_statement_on_which_groups_are_opposed_divides():
    _, divisive, _ = findings([[[45, 3, 2], [25, 20, 5]], [[4, 40, 6], [24, 21, 5]]])

    assert [(one.statement, one.direction, one.high_group, one.low_group) for one in divisive] == [(10, "agree", 0, 1)]
    assert divisive[0].score == pytest.approx(stats.beta(46, 6).ppf(0.1) - stats.beta(5, 47).ppf(0.9))
    fisher = stats.fisher_exact([[45, 5], [4, 46]], alternative="greater").pvalue
    assert divisive[0].p == pytest.approx(4 * fisher)
    assert divisive[0].p_adjusted == pytest.approx(8 * fisher)


def test_a_group_is_characterised_by_what_its_majority_says_more_than_others():
    _, _, characteristic = findings([[[45, 3, 2], [25, 20, 5]], [[4, 40, 6], [24, 21, 5]]])

    assert [[(one.statement, one.direction) for one in group] for group in characteristic] == [
        [(10, "agree")],
        [(10, "disagree")],
    ]
    first = characteristic[0][0]
    assert (first.share, first.share_elsewhere) == (46 / 52, 5 / 52)
    assert (first.inside, first.outside) == (CellCounts(45, 3, 2), CellCounts(4, 40, 6))
    assert first.p == pytest.approx(stats.fisher_exact([[45, 5], [4, 46]], alternative="greater").pvalue)


def test_a_difference_below_the_effect_floor_is_not_told_however_sure():
    _, _, characteristic = findings([[[56_000, 44_000, 0]], [[51_000, 49_000, 0]]])

    assert characteristic == ((), ())


def test_what_only_a_minority_of_a_group_says_does_not_characterise_it():
    _, _, characteristic = findings([[[40, 20, 40]], [[1, 20, 79]]])

    assert characteristic == ((), ())


def test_cells_with_fewer_voters_than_the_least_are_not_tested():
    _, divisive, characteristic = findings([[[50, 0, 0]], [[0, 4, 0]]])

    assert (divisive, characteristic) == ((), ((), ()))


def test_groups_drawn_by_lot_are_hardly_ever_characterised():
    rng = np.random.default_rng(1)
    n_found = []
    for _ in range(30):
        agrees = rng.binomial(40, rng.random(60)[None, :].repeat(3, axis=0))
        counts = np.stack((agrees, 40 - agrees, np.zeros_like(agrees)), axis=2)
        _, divisive, characteristic = findings(counts)
        n_found.append(len(divisive) + sum(len(group) for group in characteristic))

    assert np.mean(n_found) < 0.5
