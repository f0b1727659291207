"""One scenario as everybody reads it: what is planned, the ways to do it, what residents said, what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F

from jukugi.apps.opinions.models import Opinion
from jukugi.apps.opinions.queries.calls import CallFigures, figures_of
from jukugi.apps.opinions.queries.reading import ListedVoice, listed
from jukugi.apps.support.enums import ScenarioState, SecondHand
from jukugi.apps.support.models import (
    Alternative,
    HeardPoint,
    PlannedFunction,
    Scenario,
    ScenarioChange,
    ScenarioDecision,
    ScenarioLookBack,
    ScenarioMilestone,
    ScenarioRisk,
)
from jukugi.apps.support.queries.weighing import ScoreTable, Weighed, score_table, weighed
from jukugi.core.text import Piece, compare_texts

VOICES_SHOWN = 12
CHANGES_SHOWN = 60
RELATED = ("process", "area", "call")


@dataclass(frozen=True)
class YearOfMoney:
    """What an alternative costs in a fiscal year, by source, and whom it takes."""

    year: int
    sources: tuple[tuple[str, int], ...]
    total: int
    people: Decimal | None


@dataclass(frozen=True)
class ToldAlternative:
    """An alternative with its years."""

    alternative: Alternative
    years: tuple[YearOfMoney, ...]

    @property
    def total(self) -> int:
        return sum(year.total for year in self.years)


@dataclass(frozen=True)
class Comments:
    """What came in for a scenario, by channel, and the newest public voices."""

    figures: CallFigures
    voices: tuple[ListedVoice, ...]
    is_open: bool
    is_ahead: bool


@dataclass(frozen=True)
class ToldPoint:
    """What was heard, with those of its voices that everybody may read."""

    point: HeardPoint
    voices: tuple[ListedVoice, ...]


@dataclass(frozen=True)
class ScenarioTold:
    """Everything on the page of a scenario. ``decision`` is the one in force, ``earlier`` those before it."""

    scenario: Scenario
    state: ScenarioState
    functions: list[PlannedFunction]
    alternatives: list[ToldAlternative]
    dropped: list[Alternative]
    table: ScoreTable
    weighed: list[Weighed]
    milestones: list[ScenarioMilestone]
    risks: list[ScenarioRisk]
    comments: Comments | None
    heard: list[ToldPoint]
    decision: ScenarioDecision | None
    earlier: list[ScenarioDecision]
    look_backs: list[ScenarioLookBack]
    today: date


@dataclass(frozen=True)
class ToldChange:
    """A change with what it made different in the text of its part."""

    change: ScenarioChange
    pieces: Sequence[Piece]


def scenario_told(scenario: Scenario, *, now: datetime, today: date) -> ScenarioTold:
    """At most seventeen queries for any number of rows. ``scenario`` was read with RELATED."""
    table = score_table(scenario)
    decisions = decided_of(scenario)
    rows = list(scenario.alternatives.select_related("operator").prefetch_related("money", "staff"))
    is_weighed = table.is_comparable and any(table.city_weights)
    return ScenarioTold(
        scenario=scenario,
        state=state_of(scenario, bool(decisions), now),
        functions=list(scenario.functions.select_related("function")),
        alternatives=[told_alternative(row) for row in rows if not row.dropped_reason],
        dropped=[row for row in rows if row.dropped_reason],
        table=table,
        weighed=weighed(table, table.city_weights) if is_weighed else [],
        milestones=list(scenario.milestones.all()),
        risks=list(scenario.risks.all()),
        comments=comments_of(scenario, now),
        heard=heard_of(scenario),
        decision=decisions[0] if decisions else None,
        earlier=decisions[1:],
        look_backs=list(scenario.look_backs.all()),
        today=today,
    )


def state_of(scenario: Scenario, is_decided: bool, now: datetime) -> ScenarioState:
    """Where it stands. No query where the call was read along."""
    if scenario.published_at is None:
        return ScenarioState.PREPARED
    if scenario.call is not None and scenario.call.is_open_at(now):
        return ScenarioState.ASKING
    return ScenarioState.DECIDED if is_decided else ScenarioState.DISCUSSED


def decided_of(scenario: Scenario) -> list[ScenarioDecision]:
    """What a second person decided, the newest first. One query."""
    rows = ScenarioDecision.objects.filter(scenario=scenario, settling__act=SecondHand.DECIDED)
    return list(rows.select_related("alternative__operator", "settling"))


def told_alternative(row: Alternative) -> ToldAlternative:
    """No query where money and staff were read along."""
    people = {one.year: one.people for one in row.staff.all()}
    by_year: dict[int, list[tuple[str, int]]] = {year: [] for year in people}
    for one in row.money.all():
        by_year.setdefault(one.year, []).append((one.get_source_display(), one.yen))
    return ToldAlternative(
        row,
        tuple(
            YearOfMoney(year, tuple(told), sum(yen for _source, yen in told), people.get(year))
            for year, told in sorted(by_year.items())
        ),
    )


def comments_of(scenario: Scenario, now: datetime) -> Comments | None:
    """What residents said. None where nobody was asked, else four queries."""
    call = scenario.call
    if call is None:
        return None
    public = Opinion.objects.shown().filter(submission__call=call).with_origin()
    newest = public.order_by("-submission__received_at", "-pk")[:VOICES_SHOWN]
    voices = tuple(listed(one) for one in newest)
    return Comments(figures_of(call), voices, call.is_open_at(now), call.opens_at > now)


def heard_of(scenario: Scenario) -> list[ToldPoint]:
    """Two queries."""
    points = list(scenario.heard.all())
    voices: dict[int, list[ListedVoice]] = {}
    if points:
        shown = Opinion.objects.shown().filter(heard_points__scenario=scenario).with_origin()
        for one in shown.annotate(point=F("heard_points")).order_by("pk"):
            voices.setdefault(one.point, []).append(listed(one))
    return [ToldPoint(point, tuple(voices.get(point.pk, ()))) for point in points]


def changes_told(scenario: Scenario) -> list[ToldChange]:
    """Changes since the scenario became public, the newest first, each against what was before. One query."""
    before: dict[tuple[str, int | None], str] = {}
    told = []
    for change in scenario.changes.select_related("alternative").order_by("pk"):
        key = (change.part, change.alternative_id)
        if scenario.published_at is not None and change.changed_at >= scenario.published_at:
            told.append(ToldChange(change, compare_texts(before.get(key, ""), change.words)))
        before[key] = change.words
    return told[::-1][:CHANGES_SHOWN]


def waiting_decision(scenario: Scenario) -> ScenarioDecision | None:
    """The proposal that lies with the second person. One query."""
    rows = ScenarioDecision.objects.filter(scenario=scenario, settling__isnull=True)
    return rows.select_related("alternative__operator").first()
