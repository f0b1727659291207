"""Scenarios are written: what is planned, by whom in which form, until when, with which risks. Every change is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.policies import check_is_running
from jukugi.apps.support import errors, permissions
from jukugi.apps.support.enums import LINE_LIMIT, ROWS_AT_MOST, WORDS_LIMIT, ScenarioKind, ScenarioPart
from jukugi.apps.support.models import (
    Alternative,
    PlannedFunction,
    Scenario,
    ScenarioChange,
    ScenarioDecision,
    ScenarioMilestone,
    ScenarioRisk,
    SupportFunction,
)
from jukugi.apps.support.queries import scenario_words as words
from jukugi.kit import audit
from jukugi.kit.worded import checked, checked_line

SCENARIO_TITLE_LIMIT = 60


@dataclass(frozen=True)
class FunctionDraft:
    """A function of the catalogue as it is planned."""

    function: SupportFunction
    how: str


@dataclass(frozen=True)
class MilestoneDraft:
    """A day by which something shall stand, and when it did."""

    title: str
    due_on: date
    done_on: date | None = None
    done_note: str = ""


@dataclass(frozen=True)
class RiskDraft:
    """Something that may go wrong, and what is done about it."""

    words: str
    remedy: str


@transaction.atomic
def begin_scenario(
    *,
    process: Process,
    area: Area | None,
    kind: ScenarioKind,
    title: str,
    aim: str,
    actor: User,
    now: datetime,
    is_sample: bool = False,
) -> Scenario:
    """Begin the scenario of a ward, or of the city. Nobody outside the desk reads it before it is published.

    Raises NotAllowed, ProcessFinished, ScenarioThere and what the words can raise.
    """
    permissions.check_can_keep(actor, area)
    check_is_running(process)
    if Scenario.objects.filter(process=process, area=area, kind=kind).exists():
        raise errors.ScenarioThere(place=area.name if area is not None else _("全市"), kind=kind.label)
    scenario = Scenario.objects.create(
        process=process,
        area=area,
        kind=kind,
        title=checked_line(title, field=_("題名"), limit=SCENARIO_TITLE_LIMIT, is_needed=True),
        aim=checked(aim, field=_("ねらい"), limit=WORDS_LIMIT, is_needed=True),
        is_sample=is_sample,
        begun_at=now,
        actor_key=actor.actor_key,
    )
    keep_change(scenario, ScenarioPart.PLAN, words.plan_words(scenario), "", actor, now)
    audit.record("support.scenario_begun", actor=actor, subject=scenario, at=now, details={"kind": str(kind)})
    return scenario


@transaction.atomic
def write_plan(*, scenario: Scenario, title: str, aim: str, reason: str, actor: User, now: datetime) -> Scenario:
    """Write title and aim anew. Raises what ``locked`` and ``keep_change`` raise, and what the words can raise."""
    current = locked(scenario, actor)
    current.title = checked_line(title, field=_("題名"), limit=SCENARIO_TITLE_LIMIT, is_needed=True)
    current.aim = checked(aim, field=_("ねらい"), limit=WORDS_LIMIT, is_needed=True)
    current.save(update_fields=["title", "aim"])
    keep_change(current, ScenarioPart.PLAN, words.plan_words(current), reason, actor, now)
    return current


@transaction.atomic
def set_functions(
    *, scenario: Scenario, drafts: Sequence[FunctionDraft], reason: str, actor: User, now: datetime
) -> None:
    """Say which functions are planned, and how, in this order. Raises as ``write_plan`` does, TooManyRowsOfScenario."""
    current = locked(scenario, actor)
    _check_count(drafts, _("担うはたらき"))
    current.functions.all().delete()
    rows = [
        PlannedFunction(
            scenario=current,
            function=draft.function,
            how=checked(draft.how, field=draft.function.name, limit=WORDS_LIMIT, is_needed=True),
            position=position,
        )
        for position, draft in enumerate(drafts, 1)
    ]
    PlannedFunction.objects.bulk_create(rows)
    keep_change(current, ScenarioPart.FUNCTIONS, words.function_words(rows), reason, actor, now)


@transaction.atomic
def set_milestones(
    *, scenario: Scenario, drafts: Sequence[MilestoneDraft], reason: str, actor: User, now: datetime
) -> None:
    """Say by when what shall stand, and what stands. Raises as ``set_functions`` does."""
    current = locked(scenario, actor)
    _check_count(drafts, _("節目"))
    current.milestones.all().delete()
    rows = [
        ScenarioMilestone(
            scenario=current,
            title=checked_line(draft.title, field=_("節目"), limit=LINE_LIMIT, is_needed=True),
            due_on=draft.due_on,
            done_on=draft.done_on,
            done_note=checked_line(draft.done_note, field=_("どうなったか"), limit=LINE_LIMIT) if draft.done_on else "",
        )
        for draft in sorted(drafts, key=lambda one: one.due_on)
    ]
    ScenarioMilestone.objects.bulk_create(rows)
    keep_change(current, ScenarioPart.MILESTONES, words.milestone_words(rows), reason, actor, now)


@transaction.atomic
def set_risks(*, scenario: Scenario, drafts: Sequence[RiskDraft], reason: str, actor: User, now: datetime) -> None:
    """Say what may go wrong, and what is done about it. Raises as ``set_functions`` does."""
    current = locked(scenario, actor)
    _check_count(drafts, _("心配なこと"))
    current.risks.all().delete()
    rows = [
        ScenarioRisk(
            scenario=current,
            words=checked_line(draft.words, field=_("心配なこと"), limit=LINE_LIMIT, is_needed=True),
            remedy=checked(draft.remedy, field=_("備え"), limit=WORDS_LIMIT, is_needed=True),
            position=position,
        )
        for position, draft in enumerate(drafts, 1)
    ]
    ScenarioRisk.objects.bulk_create(rows)
    keep_change(current, ScenarioPart.RISKS, words.risk_words(rows), reason, actor, now)


@transaction.atomic
def publish_scenario(*, scenario: Scenario, actor: User, now: datetime) -> Scenario:
    """Let everybody read it, with every change from now on. Raises what ``locked`` raises, ScenarioPublic."""
    current = locked(scenario, actor)
    if current.published_at is not None:
        raise errors.ScenarioPublic
    current.published_at = now
    current.save(update_fields=["published_at"])
    audit.record("support.scenario_published", actor=actor, subject=current, at=now)
    return current


def locked(scenario: Scenario, actor: User) -> Scenario:
    """The scenario as it is now, locked until the end of the caller's transaction, for somebody who may write it.

    Raises NotAllowed, ProcessFinished, and DecisionWaits while a proposal lies with the second person.
    """
    permissions.check_can_keep(actor, scenario.area)
    rows = Scenario.objects.select_related("process", "area", "call")
    current = rows.select_for_update(of=("self",)).get(pk=scenario.pk)
    check_is_running(current.process)
    if ScenarioDecision.objects.filter(scenario=current, settling__isnull=True).exists():
        raise errors.DecisionWaits
    return current


def keep_change(
    scenario: Scenario,
    part: ScenarioPart,
    told: str,
    reason: str,
    actor: User,
    now: datetime,
    alternative: Alternative | None = None,
) -> ScenarioChange:
    """Keep how a part reads now, in the caller's transaction. Once the scenario is public, a change says why.

    Raises ScenarioUnchanged where it reads as before, and what the words of the reason can raise.
    """
    last = ScenarioChange.objects.filter(scenario=scenario, part=part, alternative=alternative).first()
    if (last.words if last is not None else "") == told:
        raise errors.ScenarioUnchanged
    is_public = scenario.published_at is not None
    why = checked(reason, field=_("変えた理由"), limit=WORDS_LIMIT, is_needed=is_public and last is not None)
    change = ScenarioChange.objects.create(
        scenario=scenario,
        part=part,
        alternative=alternative,
        words=told,
        reason=why,
        actor_key=actor.actor_key,
        changed_at=now,
    )
    audit.record("support.scenario_changed", actor=actor, subject=change, at=now, details={"part": str(part)})
    return change


def _check_count(drafts: Sequence[object], field: object) -> None:
    if len(drafts) > ROWS_AT_MOST:
        raise errors.TooManyRowsOfScenario(field=field, limit=ROWS_AT_MOST)
