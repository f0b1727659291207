"""Scenarios for those who write them: where each stands, what is missing, what waits for a second person."""

from dataclasses import dataclass
from datetime import date, datetime

from jukugi.apps.opinions.queries.calls import CallFigures, figures_of
from jukugi.apps.support.enums import ScenarioState, SecondHand
from jukugi.apps.support.models import Alternative, DecisionSettling, Scenario, ScenarioDecision
from jukugi.apps.support.queries.scenarios import RELATED, decided_of, state_of, waiting_decision
from jukugi.apps.support.queries.weighing import ScoreTable, score_table
from jukugi.apps.support.queries.years import years_due, years_due_of


@dataclass(frozen=True)
class DeskRow:
    """A scenario in the list of the desk. ``years`` are those to look back on."""

    scenario: Scenario
    state: ScenarioState
    is_waiting: bool
    years: list[int]


@dataclass(frozen=True)
class DeskScenario:
    """Everything on the desk's page of a scenario."""

    state: ScenarioState
    counts: dict[str, int]
    alternatives: list[Alternative]
    table: ScoreTable
    figures: CallFigures | None
    waiting: ScenarioDecision | None
    decision: ScenarioDecision | None
    returned: DecisionSettling | None
    years: list[int]


def desk_rows(areas: set[int | None], *, now: datetime, today: date) -> list[DeskRow]:
    """Those of somebody with these wards, the city's first. Five queries for any number of rows."""
    rows = list(Scenario.objects.in_areas(areas).select_related(*RELATED))
    keys = [row.pk for row in rows]
    decisions = ScenarioDecision.objects.filter(scenario__in=keys).order_by()
    waiting = set(decisions.filter(settling__isnull=True).values_list("scenario", flat=True))
    decided = set(decisions.filter(settling__act=SecondHand.DECIDED).values_list("scenario", flat=True))
    due = years_due_of(keys, today)
    return [DeskRow(row, state_of(row, row.pk in decided, now), row.pk in waiting, due.get(row.pk, [])) for row in rows]


def desk_scenario(scenario: Scenario, *, now: datetime, today: date) -> DeskScenario:
    """At most fifteen queries. ``scenario`` was read with RELATED."""
    decided = decided_of(scenario)
    returned = DecisionSettling.objects.filter(decision__scenario=scenario).select_related("decision").last()
    return DeskScenario(
        state=state_of(scenario, bool(decided), now),
        counts={
            "functions": scenario.functions.count(),
            "milestones": scenario.milestones.count(),
            "risks": scenario.risks.count(),
            "heard": scenario.heard.count(),
        },
        alternatives=list(scenario.alternatives.select_related("operator")),
        table=score_table(scenario),
        figures=figures_of(scenario.call) if scenario.call is not None else None,
        waiting=waiting_decision(scenario),
        decision=decided[0] if decided else None,
        returned=returned if returned is not None and returned.act == SecondHand.RETURNED else None,
        years=years_due(scenario, today),
    )
