"""The wards side by side: the same questions to every scenario of one kind, each answered in its own way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count

from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.processes.models import Process
from jukugi.apps.support.enums import ScenarioKind, ScenarioState, SecondHand
from jukugi.apps.support.models import (
    Alternative,
    MoneyLine,
    PlannedFunction,
    Scenario,
    ScenarioDecision,
    ScenarioMilestone,
    StaffLine,
    SupportFunction,
)
from jukugi.apps.support.queries.scenarios import RELATED, state_of
from jukugi.core.fiscal_year import fiscal_year_of


@dataclass(frozen=True)
class Range:
    """From the least to the most among the alternatives still open; both the same once one was chosen."""

    low: int | Decimal
    high: int | Decimal

    @property
    def is_one(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True)
class WardRow:
    """A ward (None: the city) with its public scenario, or with none.

    ``options`` are the alternatives still open, the chosen one alone once it was decided.
    """

    area: Area | None
    scenario: Scenario | None
    state: ScenarioState | None
    functions: tuple[str, ...]
    options: tuple[Alternative, ...]
    yen: Range | None
    people: Range | None
    next_milestone: ScenarioMilestone | None
    decision: ScenarioDecision | None
    voices: int


@dataclass(frozen=True)
class WardsCompared:
    """All wards by one kind and one fiscal year, with the functions of which any plans one."""

    kind: ScenarioKind
    year: int
    years: tuple[int, ...]
    functions: tuple[SupportFunction, ...]
    rows: tuple[WardRow, ...]
    most_yen: int

    @property
    def planned(self) -> list[WardRow]:
        return [row for row in self.rows if row.scenario is not None]


def wards_compared(
    process: Process | None, kind: ScenarioKind, *, year: int | None, now: datetime, today: date
) -> WardsCompared:
    """Every ward in its order, the city first where it has one. At most ten queries for any number of rows."""
    wards = list(Area.objects.wards())
    found = Scenario.objects.public().filter(process=process, kind=kind).select_related(*RELATED)
    scenarios = list(found) if process is not None else []
    keys = [one.pk for one in scenarios]
    planned = _by(PlannedFunction.objects.filter(scenario__in=keys).select_related("function"))
    options = _by(Alternative.objects.filter(scenario__in=keys, dropped_reason="").select_related("operator"))
    money = list(MoneyLine.objects.filter(alternative__scenario__in=keys, alternative__dropped_reason=""))
    staff = list(StaffLine.objects.filter(alternative__scenario__in=keys, alternative__dropped_reason=""))
    milestones = _by(ScenarioMilestone.objects.filter(scenario__in=keys, done_on__isnull=True))
    decisions = _by(
        ScenarioDecision.objects.filter(scenario__in=keys, settling__act=SecondHand.DECIDED).select_related(
            "alternative__operator", "settling"
        )
    )
    calls = [one.call_id for one in scenarios if one.call_id is not None]
    counted = Opinion.objects.standing().filter(submission__call__in=calls).order_by()
    voices = dict(counted.values_list("submission__call").annotate(Count("pk"))) if calls else {}
    years = tuple(sorted({one.year for one in money} | {one.year for one in staff}))
    at = _year(years, year, today)
    by_area = {one.area_id: one for one in scenarios}

    def row(area: Area | None) -> WardRow:
        scenario = by_area.get(area.pk if area is not None else None)
        if scenario is None:
            return WardRow(area, None, None, (), (), None, None, None, None, 0)
        decision = next(iter(decisions.get(scenario.pk, [])), None)
        left = tuple([decision.alternative] if decision else options.get(scenario.pk, []))
        sums: dict[int, int] = {}
        for line in money:
            if line.year == at:
                sums[line.alternative_id] = sums.get(line.alternative_id, 0) + line.yen
        people = {line.alternative_id: line.people for line in staff if line.year == at}
        return WardRow(
            area=area,
            scenario=scenario,
            state=state_of(scenario, decision is not None, now),
            functions=tuple(one.function.name for one in planned.get(scenario.pk, [])),
            options=left,
            yen=_range(sums, left),
            people=_range(people, left),
            next_milestone=next(iter(milestones.get(scenario.pk, [])), None),
            decision=decision,
            voices=voices.get(scenario.call_id, 0),
        )

    rows = tuple([row(None)] if None in by_area else []) + tuple(row(ward) for ward in wards)
    names = {name for one in rows for name in one.functions}
    functions = tuple(one for one in SupportFunction.objects.all() if one.name in names)
    most = max((int(one.yen.high) for one in rows if one.yen is not None), default=0)
    return WardsCompared(kind, at, years, functions, rows, most)


def _range(figures: dict[int, int] | dict[int, Decimal], options: Iterable[Alternative]) -> Range | None:
    told = [figures[one.pk] for one in options if one.pk in figures]
    return Range(min(told), max(told)) if told else None


def _year(years: tuple[int, ...], asked: int | None, today: date) -> int:
    if asked in years:
        return asked
    now = fiscal_year_of(today)
    return next((year for year in years if year >= now), years[-1] if years else now)


def _by(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for one in rows:
        found.setdefault(one.scenario_id, []).append(one)
    return found
