"""The smallest set of changes that brings every association under a monthly ceiling, and whom none brings there."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from jukugi.core.planning.burden import (
    MONTHS,
    AdminRequestLoad,
    AssociationSize,
    hours_by_month,
    share_for,
    usual_households,
)
from jukugi.core.planning.case import Case, Exact, FloatArray, make_case
from jukugi.core.planning.choices import Choice, PlanSettings, hours_changed
from jukugi.core.planning.errors import InvalidPlanSettings
from jukugi.core.planning.result import Change, OverWithoutIt, Plan, Unreachable, WhyUnreachable


def plan_under_ceiling(
    loads: Sequence[AdminRequestLoad],
    associations: Sequence[AssociationSize],
    *,
    ceiling: Fraction,
    settings: PlanSettings | None = None,
) -> Plan:
    """Change as few requests as can be so that no association bears more than ``ceiling`` hours in any month.

    A change is one request treated otherwise for all its recipients: some of its times moved, all of them going along
    with another request, or ended. Where not everybody can be brought under the ceiling, as many as can be are; among
    plans equally good, the fewest changes; among these, the lowest prices (``choices.PRICES``).

    Parameters
    ----------
    loads : each key once. associations : each key once.
    ceiling : person-hours a month, at least 0.

    Raises
    ------
    InvalidPlanSettings : a negative ceiling.

    Cost: a whole-number programme; rows of associations are added as far as they bind. 650 associations × 60 requests
    take seconds (bench/requests.py).
    """
    if ceiling < 0:
        raise InvalidPlanSettings(setting="ceiling", value=ceiling)
    settings = settings or PlanSettings()
    case = make_case(loads, associations, ceiling=ceiling, settings=settings)
    from jukugi.core.planning.search import find_plan  # the solver: only for whoever plans

    found = find_plan(case)
    months = tuple(choice.hours for choice in found.chosen)
    after = {key: case.hours(n, months) for n, members in enumerate(case.members) for key in members}
    return Plan(
        before=hours_by_month(loads, associations),
        after={each.key: after[each.key] for each in associations},
        changes=tuple(_changes(case, found.chosen)),
        unreachable=tuple(_unreachable(case, months, found.why)),
        is_proven=found.is_proven,
        is_mildest=found.is_mildest,
    )


def hours_after(
    loads: Sequence[AdminRequestLoad],
    associations: Sequence[AssociationSize],
    changes: Sequence[Change],
    *,
    settings: PlanSettings,
) -> dict[str, tuple[Fraction, ...]]:
    """Person-hours by association and month once these changes are made; other hours of the same requests, too."""
    of = {load.key: load for load in loads}
    kept = [load for load in loads if load.key not in {change.request for change in changes}]
    hours = hours_by_month(kept, associations)
    usual = usual_households(associations)
    for change in changes:
        load = of[change.request]
        months = hours_changed(load, change.kind, change.shifts, of.get(change.host or ""), settings)
        for each in associations:
            borne = share_for(load, each, usual_households=usual)
            hours[each.key] = tuple(a + borne * b for a, b in zip(hours[each.key], months, strict=True))
    return hours


def _changes(case: Case, chosen: Sequence[Choice]) -> list[Change]:
    months = [choice.hours for choice in chosen]
    shares = case.float_shares()
    changes = []
    for number, choice in enumerate(chosen):
        if choice.kind is None:
            continue
        borne = sum((case.shares[n][number] * len(members) for n, members in enumerate(case.members)), Fraction(0))
        present = case.choices[number][0].hours
        changes.append(
            Change(
                request=case.loads[number].key,
                kind=choice.kind,
                shifts=tuple((MONTHS[since], MONTHS[to]) for since, to in choice.shifts),
                host=None if choice.host is None else case.loads[choice.host].key,
                hours_freed=borne * (sum(present, Fraction(0)) - sum(choice.hours, Fraction(0))),
                needed=_over_without(case, shares, months, number, present),
            )
        )
    return changes


def _over_without(
    case: Case, shares: FloatArray, months: Sequence[Exact], number: int, present: Exact
) -> OverWithoutIt | None:
    """What would be newly above the ceiling if this one request stayed as it is."""
    without = [present if place == number else hours for place, hours in enumerate(months)]
    newly = case.over(shares, without) & ~case.over(shares, months)
    classes = np.flatnonzero(newly.any(axis=1))
    if not len(classes):
        return None
    cells = [(case.hours(int(n), without)[m], -int(n), -m) for n in classes for m in np.flatnonzero(newly[n]).tolist()]
    hours, n, m = max(cells)
    count = sum(len(case.members[int(each)]) for each in classes)
    return OverWithoutIt(count, case.members[-n][0], MONTHS[-m], hours)


def _unreachable(case: Case, months: Sequence[Exact], why: dict[int, WhyUnreachable]) -> list[Unreachable]:
    least = case.least()
    told: list[Unreachable] = []
    for n, reason in why.items():
        hours, floor = case.hours(n, months), case.hours(n, least)
        over = [place for place in range(len(MONTHS)) if hours[place] > case.ceiling]
        worst = max(over, key=lambda place: (floor[place], hours[place], -place))
        holding = sorted(
            (number for number, row in enumerate(least) if row[worst] and case.shares[n][number]),
            key=lambda number: (-least[number][worst] * case.shares[n][number], number),
        )
        one = Unreachable(
            association="",
            months=tuple(MONTHS[place] for place in over),
            why=reason,
            least_hours=floor[worst],
            worst_month=MONTHS[worst],
            requests=tuple(case.loads[number].key for number in holding),
        )
        told.extend(replace(one, association=key) for key in case.members[n])
    return sorted(told, key=lambda each: each.association)
