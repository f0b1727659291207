from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings

from jukugi.core.planning import (
    MONTHS,
    Basis,
    ChangeKind,
    InvalidPlanSettings,
    OverWithoutIt,
    PlanSettings,
    WhyUnreachable,
)
from jukugi.core.planning.ceiling import hours_after, plan_under_ceiling
from jukugi.core.planning.choices import PRICES
from jukugi.core.planning.tests.builders import associations, every_plan, load, merit, small_cities


def plan(loads, ceiling, *, keys=("N1",), **how):
    return plan_under_ceiling(loads, associations(*keys), ceiling=Fraction(ceiling), settings=PlanSettings(**how))


def told(found):
    return [(each.request, each.kind.value, each.shifts, each.host) for each in found.changes]


@settings(max_examples=150, deadline=None)
@given(small_cities())
def test_no_plan_of_all_possible_ones_is_better(city):
    loads, sizes, ceiling, how = city
    keys = [each.key for each in sizes]

    found = plan_under_ceiling(loads, sizes, ceiling=ceiling, settings=how)

    best = min(merit(each, loads, keys, ceiling) for each in every_plan(loads, how))
    prices = sum(PRICES[change.kind] for change in found.changes)
    assert (len(found.unreachable), len(found.changes), prices) == best
    assert found.is_proven
    assert found.is_mildest


def test_a_move_is_milder_than_an_end_though_the_first_answer_was_an_end():
    loads = [
        load("R0", months=(5, 6), people=3, basis=Basis.GUIDELINE),
        load("R1", months=(6,), people=1, basis=Basis.CUSTOM),
    ]

    found = plan(loads, 3, most_months=2, kinds=frozenset(ChangeKind))

    assert [(each.request, each.kind) for each in found.changes] == [("R1", ChangeKind.MOVE)]
    assert (found.is_proven, found.is_mildest) == (True, True)


@settings(max_examples=100, deadline=None)
@given(small_cities())
def test_hours_after_are_those_of_the_changes_and_under_the_ceiling(city):
    loads, sizes, ceiling, how = city

    found = plan_under_ceiling(loads, sizes, ceiling=ceiling, settings=how)

    above = {key for key, months in found.after.items() if max(months) > ceiling}
    assert above == {each.association for each in found.unreachable}
    assert found.after == hours_after(loads, sizes, found.changes, settings=how)
    freed = sum(each.hours_freed for each in found.changes)
    assert sum(map(sum, found.before.values())) - sum(map(sum, found.after.values())) == freed


@settings(max_examples=20, deadline=None)
@given(small_cities())
def test_the_order_of_rows_changes_nothing(city):
    loads, sizes, ceiling, how = city

    plans = [
        plan_under_ceiling(list(order), sizes[::-1], ceiling=ceiling, settings=how)
        for order in list(permutations(loads))[:4]
    ]

    assert all(each.changes == plans[0].changes for each in plans)


@settings(max_examples=60, deadline=None)
@given(small_cities())
def test_each_change_is_needed(city):
    loads, sizes, ceiling, how = city

    found = plan_under_ceiling(loads, sizes, ceiling=ceiling, settings=how)

    assert all(each.needed is not None and each.needed.hours > ceiling for each in found.changes)


def test_nothing_changes_where_everybody_is_under_the_ceiling():
    found = plan([load(people=5)], 5)

    assert (found.changes, found.unreachable, found.is_proven) == ((), (), True)
    assert found.after == found.before


def test_one_move_into_the_nearest_free_month_is_enough():
    found = plan([load("R1", people=6), load("R2", months=(11,), people=4), load("R3", people=5)], 8)

    assert [each[1:] for each in told(found)] == [("move", ((10, 9),), None)]
    assert found.changes[0].needed == OverWithoutIt(1, "N1", 10, Fraction(11))


def test_a_law_s_month_stays_and_custom_gives_way():
    found = plan([load("R1", people=6, basis=Basis.LAW), load("R2", people=6)], 8)

    assert told(found) == [("R2", "move", ((10, 9),), None)]


def test_going_along_saves_a_share_of_the_smaller_round():
    found = plan(
        [load("R1", people=6, basis=Basis.LAW), load("R2", people=4, basis=Basis.LAW)],
        8,
        kinds=frozenset({ChangeKind.BUNDLE}),
    )

    assert (len(found.changes), found.changes[0].kind) == (1, ChangeKind.BUNDLE)
    assert max(found.after["N1"]) == 8


@pytest.mark.parametrize("other", [{"who": "会長"}, {"channel": "会議"}, {"recipients": frozenset({"N1"})}])
def test_only_what_goes_to_the_same_people_on_the_same_way_goes_along(other):
    loads = [load("R1", people=6), load("R2", people=4, **other)]

    found = plan(loads, 8, kinds=frozenset({ChangeKind.BUNDLE}))

    assert found.changes == ()
    assert [each.why for each in found.unreachable] == [WhyUnreachable.FIXED]


def test_what_comes_monthly_never_comes_less_often_by_going_along():
    monthly, rare = load("R1", months=tuple(range(1, 13)), people=6), load("R2", months=(5, 8, 11, 2), people=6)

    found = plan([monthly, rare], 9, kinds=frozenset({ChangeKind.BUNDLE}))

    assert [(each.request, each.host) for each in found.changes] == [("R2", "R1")]


def test_a_time_does_not_leave_its_fiscal_year():
    found = plan([load("R1", months=(3,), people=6), load("R2", months=(3,), people=6)], 8)

    assert told(found)[0][2][0] in [(3, 2), (3, 1)]


def test_what_is_above_and_fixed_is_told_with_what_holds_it():
    loads = [load("R1", people=6, basis=Basis.LAW), load("R2", people=9, basis=Basis.LAW), load("R3", months=(5,))]

    found = plan(loads, 12, kinds=frozenset({ChangeKind.MOVE}))

    assert len(found.unreachable) == 1
    one = found.unreachable[0]
    assert (one.why, one.months, one.least_hours, one.requests) == (WhyUnreachable.FIXED, (10,), 15, ("R2", "R1"))


def test_one_whom_no_plan_helps_does_not_keep_the_others_from_help():
    loads = [
        load("R1", people=20, basis=Basis.LAW, recipients=frozenset({"N1"})),
        load("R2", people=6),
        load("R3", people=6),
    ]

    found = plan(loads, 8, keys=("N1", "N2", "N3"))

    assert [(each.association, each.why) for each in found.unreachable] == [("N1", WhyUnreachable.FIXED)]
    assert (len(found.changes), max(found.after["N2"]), max(found.after["N3"])) == (1, 6, 6)


def test_where_help_for_some_harms_others_as_many_as_can_be_are_helped():
    """One request can stand in October or in November: the months of one association or of two others."""
    two, one = frozenset({"N1", "N2"}), frozenset({"N3"})
    loads = [
        load("R1", people=6, allowed=frozenset({"move"})),
        load("R2", people=6, basis=Basis.LAW, recipients=two),
        *(load(f"R{m}", months=(m,), people=6, basis=Basis.LAW, recipients=one) for m in (8, 9, 11, 12)),
    ]

    found = plan(loads, 8, keys=("N1", "N2", "N3"))

    assert told(found)[0][:2] == ("R1", "move")
    assert [(each.association, each.why) for each in found.unreachable] == [("N3", WhyUnreachable.TOGETHER)]


def test_an_own_list_of_what_is_allowed_stands_above_the_basis():
    fixed = replace(load("R1", people=6), allowed=frozenset())

    found = plan([fixed, load("R2", people=6, basis=Basis.GUIDELINE)], 8)

    assert told(found) == [("R2", "move", ((10, 9),), None)]


def test_no_associations_and_no_requests_make_an_empty_plan():
    found = plan_under_ceiling([], [], ceiling=Fraction(1))

    assert (found.before, found.after, found.changes, found.is_proven) == ({}, {}, (), True)
    assert plan([], 1).before == {"N1": (Fraction(0),) * len(MONTHS)}


@pytest.mark.parametrize("wrong", [{"most_months": 12}, {"saving": Fraction(1)}, {"seconds": 0}])
def test_a_setting_outside_its_range_is_refused(wrong):
    with pytest.raises(InvalidPlanSettings):
        PlanSettings(**wrong)


def test_a_ceiling_below_nothing_is_refused():
    with pytest.raises(InvalidPlanSettings):
        plan([], -1)
