"""Quotas that cannot be kept: why, and the smallest change, against trying all changes."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.core.sortition import Quota, Why, check_quotas
from jukugi.core.sortition.tests.builders import all_panels, patience, pool_of, random_pool

PEOPLE = ["00"] * 4 + ["01"] * 4 + ["10"] * 4 + ["11"] * 4
EASY = [Quota("F1", "0", 1, 3), Quota("F1", "1", 1, 3), Quota("F2", "0", 1, 3), Quota("F2", "1", 1, 3)]


def changed(**by_name: tuple[int, int]) -> list[Quota]:
    """The easy quotas with other bounds: F1_0=(3, 3)."""
    return [Quota(q.feature, q.value, *by_name.get(f"{q.feature}_{q.value}", (q.low, q.high))) for q in EASY]


@pytest.mark.parametrize(
    ("rows", "homes", "quotas", "size", "why", "moved"),
    [
        (PEOPLE, None, changed(F1_0=(3, 3), F1_1=(3, 3)), 4, Why.LEAST_ABOVE_SIZE, 2),
        (PEOPLE, None, changed(F1_0=(0, 1), F1_1=(0, 2)), 4, Why.MOST_BELOW_SIZE, 1),
        (["00", "01", "10", "10", "11"], None, changed(F1_0=(3, 3)), 4, Why.TOO_FEW_PEOPLE, 1),
        (["00", "00", "10", "11", "11"], ["a", "a", None, None, None], changed(F1_0=(2, 3)), 4, Why.TOO_FEW_HOMES, 1),
        (["00", "00", "10", "11"], None, changed(F1_1=(1, 1), F1_0=(1, 3)), 4, Why.PEOPLE_BELOW_SIZE, 1),
        (PEOPLE, None, changed(F1_0=(3, 2)), 4, Why.CROSSED, 1),
        (["00"] * 4 + ["11"] * 4, None, changed(F1_0=(3, 3), F2_0=(1, 1)), 4, Why.TOGETHER, 2),
        (["00", "00", "11"], None, changed(), 4, Why.POOL_TOO_SMALL, None),
        (["00", "01", "10", "11"], ["a", "a", "b", None], changed(), 4, Why.TOO_FEW_HOUSEHOLDS, None),
    ],
)
def test_each_kind_of_impossible_quotas_is_told_with_the_smallest_change(rows, homes, quotas, size, why, moved):
    check = check_quotas(pool_of(rows, homes), quotas, size, patience())

    assert not check.is_feasible
    assert why in {reason.why for reason in check.reasons}
    if moved is None:
        assert (check.relaxations, check.seats) == (None, 3)
    else:
        assert sum(each.change for each in check.relaxations) == moved


def test_quotas_that_cannot_be_kept_together_are_named_and_no_others():
    pool = pool_of(["000"] * 4 + ["110"] * 4 + ["111"] * 4)
    quotas = [*changed(F1_0=(3, 3), F2_0=(1, 1)), Quota("F3", "0", 0, 4), Quota("F3", "1", 0, 4)]

    check = check_quotas(pool, quotas, 4, patience())

    (reason,) = check.reasons
    named = {(quota.feature, quota.value) for quota in reason.quotas}
    assert reason.why is Why.TOGETHER
    assert {feature for feature, _value in named} == {"F1", "F2"}
    assert len(named) == 2


def test_bounds_move_within_their_flex_and_beyond_only_where_that_does_not_do():
    quotas = changed(F1_0=(3, 3), F1_1=(3, 3))
    tight = [Quota(q.feature, q.value, q.low, q.high, q.low, q.high) for q in quotas]
    half = [Quota("F1", "0", 3, 3, 1, 3), *tight[1:]]

    within = check_quotas(pool_of(PEOPLE), half, 4, patience())
    beyond = check_quotas(pool_of(PEOPLE), tight, 4, patience())

    assert within.is_within_flex
    assert [(each.quota.value, each.low, each.high) for each in within.relaxations] == [("0", 1, 3)]
    assert not beyond.is_within_flex
    assert sum(each.change for each in beyond.relaxations) == 2


def test_a_change_is_spread_where_that_costs_nothing():
    pool = pool_of([str(number) for number in range(4) for _person in range(20)])
    quotas = [Quota("F1", str(number), 1, 2) for number in range(4)]

    check = check_quotas(pool, quotas, 16, patience())

    assert [(each.low, each.high) for each in check.relaxations] == [(1, 4)] * 4


@given(seed=st.integers(0, 10**6))
@settings(max_examples=20, deadline=None, derandomize=True)
def test_no_smaller_change_helps(seed):
    chance = np.random.default_rng(seed)
    pool, quotas = random_pool(chance, 8, (2, 2), 3, slack=0, shared=0.3)
    quotas = [Quota(q.feature, q.value, *sorted(chance.integers(0, 4, 2).tolist())) for q in quotas]

    check = check_quotas(pool, quotas, 3, patience())

    def total(moves: tuple[tuple[int, int], ...]) -> int:
        return sum(q.low - low + high - q.high for q, (low, high) in zip(quotas, moves, strict=True))

    choices = [[(low, high) for low in range(q.low + 1) for high in range(q.high, 4)] for q in quotas]
    possible = sorted(product(*choices), key=total)
    least = next(
        (
            total(moves)
            for moves in possible
            if len(all_panels(pool, [Quota(q.feature, q.value, *m) for q, m in zip(quotas, moves, strict=True)], 3))
        ),
        None,
    )
    told = None if check.relaxations is None else sum(each.change for each in check.relaxations)
    assert told == least
    assert check.is_feasible == (least == 0)
