import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from jukugi.core.opinion_map.statistics import adjusted_p_values, beta_quantile, more_often_inside

small = st.integers(0, 30)


@settings(deadline=None)
@given(small, small, st.sampled_from((0.1, 0.5, 0.9)))
def test_the_beta_bound_is_that_of_scipy(successes, failures, probability):
    ours = beta_quantile(np.array([successes]), np.array([successes + failures]), probability)

    assert ours[0] == pytest.approx(stats.beta(successes + 1, failures + 1).ppf(probability), abs=1e-12)


def test_a_further_agreement_never_lowers_the_bound():
    votes = np.arange(0, 60)

    bounds = beta_quantile(votes, votes + 5, 0.1)

    assert (np.diff(bounds) > 0).all()


@settings(deadline=None)
@given(small, small, small, small)
def test_the_exact_test_is_fishers(inside, inside_rest, outside, outside_rest):
    ours = more_often_inside(
        np.array([inside]), np.array([inside + inside_rest]), np.array([outside]), np.array([outside + outside_rest])
    )

    table = [[inside, inside_rest], [outside, outside_rest]]
    assert ours[0] == pytest.approx(stats.fisher_exact(table, alternative="greater").pvalue, rel=1e-9, abs=1e-14)


def test_the_exact_test_holds_for_very_many_people():
    counts = np.array([[5_200, 10_000, 50_000, 100_000], [4_800, 10_000, 50_000, 100_000], [5_000, 9_990, 1, 3]])

    ours = more_often_inside(*counts.T)

    inside, inside_trials, outside, outside_trials = counts.T
    theirs = stats.hypergeom.sf(inside - 1, inside_trials + outside_trials, inside + outside, inside_trials)
    assert np.allclose(ours, theirs, rtol=1e-6)


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_the_correction_is_benjamini_and_hochbergs(p):
    ours = adjusted_p_values(np.array(p))

    assert np.allclose(ours, stats.false_discovery_control(p, method="bh"), rtol=1e-12, atol=0)


def test_the_correction_of_the_worked_example_of_benjamini_and_hochberg():
    # Benjamini and Hochberg, "Controlling the false discovery rate", 1995, section 4.1: four of fifteen at q = .05.
    p = np.array(
        [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
         0.7590, 1.0]
    )  # fmt: skip

    assert (adjusted_p_values(p) <= 0.05).sum() == 4


def test_nothing_tested_is_nothing_corrected():
    assert adjusted_p_values(np.zeros(0)).tolist() == []
