import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import betabinom, binom

from jukugi.core.representation import (
    Group,
    chance_of_answers,
    composition,
    letters_needed,
    representation_ratio,
    who_is_missing,
)
from jukugi.core.representation.reach import at_most

GROUPS = [Group("18〜29歳", 30, 200_000), Group("30〜64歳", 600, 700_000), Group("65歳から", 370, 300_000)]


def test_the_group_reached_least_for_its_size_comes_first_with_what_lacks():
    found = who_is_missing(GROUPS)

    assert [each.group.name for each in found] == ["18〜29歳", "30〜64歳", "65歳から"]
    assert found[0].ratio == pytest.approx(0.03 / (2 / 12))
    assert found[0].lacking == pytest.approx(1000 / 6 - 30)
    assert [each.is_sure() for each in found] == [True, False, False]
    assert [each.ranks for each in found] == [(1, 1), (2, 2), (3, 3)]


def test_few_people_make_ranks_unsure():
    found = who_is_missing([Group("a", 3, 100), Group("b", 4, 100), Group("c", 5, 100)])

    assert [each.ranks for each in found] == [(1, 3)] * 3
    assert not any(each.is_sure() for each in found)


def test_nobody_and_no_groups_are_answers_too():
    found = who_is_missing([Group("a", 0, 100), Group("b", 0, 300)])

    assert [each.ratio for each in found] == [0, 0]
    assert not any(each.is_sure() for each in found)
    assert who_is_missing([]) == ()
    assert composition([Group("a", 0, 5)]).index == 1


def test_the_true_order_lies_within_the_ranks_as_often_as_they_say():
    rng = np.random.default_rng(2)
    chances, population = np.array([0.5, 0.9, 1.0, 1.4]), np.array([20, 30, 30, 20]) * 1000
    shares = chances * population / (chances * population).sum()
    held = []
    for _ in range(400):
        groups = [Group(str(n), x, int(population[n])) for n, x in enumerate(rng.multinomial(300, shares).tolist())]
        found = {each.group.name: each.ranks for each in who_is_missing(groups)}
        held.append(all(low <= place + 1 <= high for place, (low, high) in enumerate(map(found.get, "0123"))))

    assert np.mean(held) >= 0.95


def test_a_ratio_holds_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(4)
    found = [
        representation_ratio(Group("a", int(x), 20), participants=200, population=100)
        for x in rng.binomial(200, 0.1, size=2000)
    ]

    assert np.mean([each.low <= 0.5 <= each.high for each in found]) == pytest.approx(0.95, abs=0.02)


def test_the_index_of_dissimilarity_and_what_chance_alone_would_show():
    assert composition([Group("a", 80, 50), Group("b", 20, 50)]).index == pytest.approx(0.3)
    assert composition([Group("a", 5, 50), Group("b", 5, 50)]).index == 0

    rng = np.random.default_rng(6)
    shares = np.array([0.5, 0.3, 0.2])
    drawn = [np.abs(rng.multinomial(150, shares) / 150 - shares).sum() / 2 for _ in range(4000)]
    told = composition([Group("a", 75, 500), Group("b", 45, 300), Group("c", 30, 200)]).by_chance
    assert told == pytest.approx(np.mean(drawn), rel=0.05)


@given(st.integers(0, 40), st.integers(1, 40), st.floats(0, 1))
def test_the_binomial_sum_is_that_of_an_independent_implementation(successes, trials, share):
    assert at_most(successes, trials, share) == pytest.approx(binom.cdf(successes, trials, share), abs=1e-9)


@given(st.integers(1, 60), st.integers(0, 200), st.integers(0, 50), st.integers(0, 50))
def test_the_forecast_is_that_of_an_independent_implementation(wanted, letters, answered, more):
    sent = answered + more

    found = chance_of_answers(wanted, letters=letters, answered=answered, sent=sent)

    theirs = betabinom.sf(wanted - 1, letters, answered + 1, more + 1)
    assert found == pytest.approx(theirs, abs=1e-6)


def test_the_fewest_letters_are_enough_and_one_less_is_not():
    found = letters_needed(150, answered=300, sent=10_000)

    assert chance_of_answers(150, letters=found, answered=300, sent=10_000) >= 0.9
    assert chance_of_answers(150, letters=found - 1, answered=300, sent=10_000) < 0.9
    assert found > 150 / 0.03
    assert letters_needed(0, answered=1, sent=10) == 0
    assert letters_needed(500, answered=0, sent=10_000, at_most=10_000) is None
