import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, false_discovery_control

from jukugi.core.representation import (
    benjamini_hochberg,
    bootstrap_interval,
    design_effect,
    effective_size,
    holm,
    newcombe_interval,
    wilson_interval,
)

p_values = st.lists(st.floats(0, 1), min_size=1, max_size=12)


@pytest.mark.parametrize(("successes", "people"), [(0, 10), (1, 10), (10, 10), (81, 263), (15, 148), (1, 29)])
def test_a_wilson_interval_is_that_of_an_independent_implementation(successes, people):
    theirs = binomtest(successes, people).proportion_ci(method="wilson")

    found = wilson_interval(successes / people, people)

    assert (found.low, found.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


# R. G. Newcombe, Statistics in Medicine 17, 1998, table II, method 10, to the four digits printed there.
@pytest.mark.parametrize(
    ("a", "m", "b", "n", "low", "high"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0000),
        (10, 10, 0, 10, 0.6075, 1.0000),
    ],
)
def test_the_interval_of_a_difference_is_the_published_one(a, m, b, n, low, high):
    found = newcombe_interval(a / m, m, b / n, n)

    assert (found.low, found.high) == pytest.approx((low, high), abs=6e-5)


@pytest.mark.parametrize("people", [20, 100, 1000])
def test_intervals_hold_the_truth_as_often_as_they_say(people):
    """Over all shares: at a single one the coverage goes up and down with it, counts being whole."""
    rng = np.random.default_rng(11)
    shares, others = rng.uniform(size=(2, 10_000))
    drawn, other = rng.binomial(people, shares), rng.binomial(60, others)
    held, held_difference = [], []
    for x, y, share, second in zip(drawn / people, other / 60, shares, others, strict=True):
        one, difference = wilson_interval(x, people), newcombe_interval(x, people, y, 60)
        held.append(one.low <= share <= one.high)
        held_difference.append(difference.low <= share - second <= difference.high)

    assert np.mean(held) == pytest.approx(0.95, abs=0.01)
    assert np.mean(held_difference) == pytest.approx(0.95, abs=0.01)


def test_a_bootstrap_interval_holds_a_mean_about_as_often_as_it_says_and_follows_the_seed():
    rng = np.random.default_rng(3)
    held = []
    for _ in range(200):
        values = rng.exponential(size=80)
        found = bootstrap_interval(80, lambda drawn, v=values: float(v[drawn].mean()), rng=rng, resamples=300)
        held.append(found.low <= 1 <= found.high)

    again = [
        bootstrap_interval(5, lambda drawn: float(drawn.mean()), rng=np.random.default_rng(1), resamples=50)
        for _ in range(2)
    ]
    assert 0.86 <= np.mean(held) <= 0.99
    assert again[0] == again[1]


def test_without_people_nothing_is_known():
    found = wilson_interval(0.0, 0)

    assert (found.low, found.high) == (0.0, 1.0)


def test_equal_weights_are_as_many_people_as_there_are():
    assert effective_size([2.0] * 7) == pytest.approx(7)
    assert design_effect([2.0] * 7) == pytest.approx(1)
    assert effective_size([1, 1, 2]) == pytest.approx(16 / 6)
    assert (effective_size([]), design_effect([])) == (0, 1)


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=30))
def test_the_effective_number_lies_between_one_and_all(weights):
    assert 1 - 1e-9 <= effective_size(weights) <= len(weights) + 1e-9


@given(p_values)
def test_the_correction_of_benjamini_and_hochberg_is_that_of_an_independent_implementation(p):
    assert benjamini_hochberg(p) == pytest.approx(false_discovery_control(p).tolist())


@given(p_values, st.floats(0, 1))
def test_what_holm_finds_is_what_its_steps_find(p, level):
    order = sorted(range(len(p)), key=lambda place: p[place])
    found = set()
    for step, place in enumerate(order):
        if (len(p) - step) * p[place] > level:
            break
        found.add(place)

    assert {place for place, adjusted in enumerate(holm(p)) if adjusted <= level} == found or 1.0 in (level, *p)
