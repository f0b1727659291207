"""The lottery against the obvious one over all panels, and what must hold of every lottery."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jukugi.core.sortition import (
    InvalidDraw,
    Method,
    NoPanel,
    OutOfTime,
    Patience,
    Pool,
    Quota,
    check_quotas,
    draw_panel,
    fair_lottery,
)
from jukugi.core.sortition.tests.builders import (
    all_panels,
    keeps_quotas,
    obvious_leximin,
    patience,
    pool_of,
    random_pool,
)

SMALL = settings(max_examples=25, deadline=None, derandomize=True)
seeds = st.integers(0, 10**6)

# Seats in parts would give everybody something; of whole panels there is only 110 with 001.
ODD = ("011", "101", "110", "000", "001")
ONE_OF_EACH = [Quota(f"F{place}", value, 1, 1) for place in (1, 2, 3) for value in "01"]


@given(seed=seeds, people=st.integers(5, 10), slack=st.integers(0, 1), shared=st.sampled_from([0.0, 0.6]))
@SMALL
def test_chances_are_those_of_the_obvious_leximin_over_all_panels(seed, people, slack, shared):
    chance = np.random.default_rng(seed)
    pool, quotas = random_pool(chance, people, (2, 2, 3, 2), 3, slack=slack, shared=shared)
    panels = all_panels(pool, quotas, 3)
    if not len(panels):  # households left too few for a panel
        with pytest.raises(NoPanel):
            fair_lottery(pool, quotas, 3, patience=patience())
        return

    lottery = fair_lottery(pool, quotas, 3, patience=patience())

    assert lottery.certificate.is_proven
    assert lottery.certificate.gap <= 1e-6
    assert list(lottery.chances.values()) == pytest.approx(obvious_leximin(panels), abs=2e-6)


@pytest.mark.parametrize("seed", [3, 17, 29, 41])
def test_where_the_bound_is_out_of_reach_all_chances_are_raised_one_by_one(seed):
    """A pool in which parts of people promise more than whole panels hold, beside a pool at random."""
    chance = np.random.default_rng(seed)
    extra = ["".join(map(str, chance.integers(0, 2, 3))) for _ in range(3)]
    pool = pool_of([*ODD, *extra])

    lottery = fair_lottery(pool, ONE_OF_EACH, 2, patience=patience())

    wanted = obvious_leximin(all_panels(pool, ONE_OF_EACH, 2))
    assert lottery.certificate.is_proven
    assert list(lottery.chances.values()) == pytest.approx(wanted, abs=1e-6)


def test_a_bound_that_no_panel_reaches_is_told_apart_from_the_one_that_holds():
    lottery = fair_lottery(pool_of(ODD), ONE_OF_EACH, 2, patience=patience())

    certificate = lottery.certificate
    assert lottery.chances == pytest.approx({"p000": 0.0, "p001": 0.0, "p002": 1.0, "p003": 0.0, "p004": 1.0})
    assert (certificate.minimum, certificate.bound, certificate.is_proven) == (0.0, 0.0, True)
    maximin = fair_lottery(pool_of(ODD), ONE_OF_EACH, 2, method=Method.MAXIMIN, patience=patience())
    assert (maximin.certificate.minimum, maximin.certificate.is_proven) == (0.0, True)


@given(seed=seeds, people=st.integers(20, 60), slack=st.integers(0, 2), shared=st.sampled_from([0.0, 0.3]))
@SMALL
def test_every_panel_keeps_the_quotas_and_chances_sum_to_its_size(seed, people, slack, shared):
    pool, quotas = random_pool(np.random.default_rng(seed), people, (2, 3, 4), 8, slack=slack, shared=shared)

    lottery = fair_lottery(pool, quotas, 8, patience=patience())

    assert sum(lottery.chances.values()) == pytest.approx(8, abs=1e-9)
    assert all(keeps_quotas(pool, quotas, 8, draw_panel(lottery, str(number))) for number in range(10))
    cells = lottery.by_cells.cells
    assert all(cells.holds(panel) for panel in lottery.by_cells.mixture.panels)


@given(seed=seeds)
@SMALL
def test_people_who_are_alike_have_equal_chances_and_the_order_of_people_does_not_matter(seed):
    chance = np.random.default_rng(seed)
    pool, quotas = random_pool(chance, 40, (2, 3, 2), 6, slack=1, shared=0.3)
    mixed = Pool(pool.features, tuple(pool.volunteers[place] for place in chance.permutation(40)))
    turned = [quotas[place] for place in chance.permutation(len(quotas))]

    lottery = fair_lottery(pool, quotas, 6, patience=patience())
    other = fair_lottery(mixed, quotas, 6, patience=patience())
    again = fair_lottery(pool, turned, 6, patience=patience())

    assert other.chances == lottery.chances
    assert draw_panel(other, "7") == draw_panel(lottery, "7")
    assert again.chances == pytest.approx(lottery.chances, abs=1e-6)
    alone: dict[tuple[str, ...], set[float]] = {}
    homes = [person.household for person in pool.volunteers]
    for person in pool.volunteers:
        if person.household is None or homes.count(person.household) == 1:
            alone.setdefault(person.values, set()).add(lottery.chances[person.key])
    assert all(len(chances) == 1 for chances in alone.values())


@given(seed=seeds)
@SMALL
def test_maximin_promises_the_same_smallest_chance(seed):
    pool, quotas = random_pool(np.random.default_rng(seed), 30, (2, 3, 3), 6, slack=1)

    leximin = fair_lottery(pool, quotas, 6, patience=patience())
    maximin = fair_lottery(pool, quotas, 6, method=Method.MAXIMIN, patience=patience())

    assert maximin.certificate.is_proven
    assert maximin.certificate.minimum == pytest.approx(leximin.certificate.minimum, abs=1e-6)


def test_the_household_rule_lets_nobody_be_drawn_with_their_own():
    pool = pool_of(["0", "0", "1", "1"], ["a", "b", "a", None])
    quotas = [Quota("F1", "0", 1, 1), Quota("F1", "1", 1, 1)]

    lottery = fair_lottery(pool, quotas, 2, patience=patience())

    assert lottery.chances == pytest.approx({f"p00{n}": 0.5 for n in range(4)})
    assert {frozenset(draw_panel(lottery, str(n))) for n in range(40)} <= {
        frozenset(pair) for pair in [("p000", "p003"), ("p001", "p002"), ("p001", "p003")]
    }


def test_the_same_seed_draws_the_same_panel_and_seeds_differ_as_the_chances_say():
    pool, quotas = random_pool(np.random.default_rng(5), 30, (2, 3, 3), 6, slack=1, shared=0.2)
    lottery = fair_lottery(pool, quotas, 6, patience=patience())
    draws = 2000

    taken = dict.fromkeys(lottery.chances, 0)
    for number in range(draws):
        for key in draw_panel(lottery, f"seed {number}"):
            taken[key] += 1

    assert draw_panel(lottery, "seed 3") == draw_panel(lottery, "seed 3")
    chances = np.array(list(lottery.chances.values()))
    spread = np.sqrt(np.maximum(chances * (1 - chances), 1e-12) / draws)
    assert np.abs(np.array(list(taken.values())) / draws - chances).max() <= (4.5 * spread).max()


def test_when_time_is_up_the_result_says_that_nothing_is_proven():
    pool, quotas = random_pool(np.random.default_rng(11), 80, (2, 3, 4, 3, 2, 3), 12, slack=0)
    ticks = iter(range(10**6))
    hurried = Patience(6.0, lambda: float(next(ticks)))  # every look at this clock costs a second

    lottery = fair_lottery(pool, quotas, 12, patience=hurried)

    assert not lottery.certificate.is_proven
    assert keeps_quotas(pool, quotas, 12, draw_panel(lottery, "1"))
    assert lottery.certificate.bound >= lottery.certificate.minimum


def test_what_cannot_be_is_refused_by_name():
    pool = pool_of(["0", "1"])

    with pytest.raises(NoPanel):
        fair_lottery(pool, [Quota("F1", "0", 2, 2), Quota("F1", "1", 0, 1)], 2, patience=patience())
    with pytest.raises(InvalidDraw):
        fair_lottery(pool, [Quota("F1", "0", 0, 1), Quota("F1", "1", 0, 1)], 0, patience=patience())
    with pytest.raises((OutOfTime, NoPanel)):
        fair_lottery(replace(pool, volunteers=pool.volunteers[:1]), [Quota("F1", "0", 0, 2)], 2, patience=patience())


def test_a_quota_that_a_pool_of_thousands_cannot_fill_is_found():
    pool, quotas = random_pool(np.random.default_rng(1), 3000, (7, 6, 3, 2), 60, slack=1, shared=0.05)

    check = check_quotas(pool, [replace(quotas[0], low=61, high=61), *quotas[1:]], 60, patience())

    assert not check.is_feasible
