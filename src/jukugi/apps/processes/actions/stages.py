"""Put phases and milestones into a course, correct them, say what must come first and what really happened."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.processes import permissions
from jukugi.apps.processes.actions.common import (
    checked_reason,
    checked_title,
    department,
    key_of_actor,
    locked,
    stretch,
)
from jukugi.apps.processes.enums import phase_kinds
from jukugi.apps.processes.errors import DatesNeedAReason, EndsBeforeItStarts, GoesInACircle, StageInUse
from jukugi.apps.processes.models import Dependency, FormerName, Milestone, Opening, Phase, Process
from jukugi.apps.processes.shifting import followers
from jukugi.core.text.tidying import lines, one_line
from jukugi.kit import audit

Stage = Phase | Milestone


@dataclass(frozen=True)
class StageWords:
    """What is said of a stage. ``before``: what must be over first; ``rename_reason``: why a public name changes."""

    lane: str
    title: str
    precision: str
    when: str = ""
    note: str = ""
    source: str = ""
    before: tuple[Stage, ...] = ()
    rename_reason: str = ""


@dataclass(frozen=True)
class PhaseWords(StageWords):
    """What is said of a phase: on home, what it opens (names of phase kinds), and how short it may be."""

    headline: str = ""
    lead: str = ""
    min_days: int | None = None
    opens: frozenset[str] = field(default_factory=frozenset)


@transaction.atomic
def save_phase(
    *,
    process: Process,
    phase: Phase | None,
    words: PhaseWords,
    opens_at: datetime,
    closes_at: datetime,
    actor: User | None,
    now: datetime,
) -> Phase:
    """Add a phase, or correct one. Dates of a public one are shifted with a reason, not corrected.

    Raises NotAllowed, ProcessFinished, TitleMissing, EndsBeforeItStarts, DatesNeedAReason, ReasonMissing,
    GoesInACircle.
    """
    permissions.check_can_edit(actor)
    of = locked(process)
    saved = Phase.objects.get(pk=phase.pk) if phase else Phase(process=of)
    if closes_at <= opens_at:
        raise EndsBeforeItStarts(title=words.title)
    _check_dates(of, saved, (saved.opens_at, saved.closes_at), (opens_at, closes_at))
    _say(of, saved, words, actor=actor, now=now)
    saved.opens_at, saved.closes_at = opens_at, closes_at
    saved.headline, saved.lead, saved.min_days = one_line(words.headline), one_line(words.lead), words.min_days
    saved.save()
    kinds = {kind for kind in words.opens if kind in phase_kinds}
    saved.openings.exclude(kind__in=kinds).delete()
    Opening.objects.bulk_create([Opening(phase=saved, kind=kind) for kind in sorted(kinds)], ignore_conflicts=True)
    _wait_for(of, saved, words.before)
    stretch(of)
    audit.record("processes.phase_saved", actor=actor, subject=saved, at=now, details={"opens": sorted(kinds)})
    return saved


@transaction.atomic
def save_milestone(
    *, process: Process, milestone: Milestone | None, words: StageWords, on: date, actor: User | None, now: datetime
) -> Milestone:
    """Add a milestone, or correct one. Raises as ``save_phase``."""
    permissions.check_can_edit(actor)
    of = locked(process)
    saved = Milestone.objects.get(pk=milestone.pk) if milestone else Milestone(process=of)
    _check_dates(of, saved, (saved.on,), (on,))
    _say(of, saved, words, actor=actor, now=now)
    saved.on = on
    saved.save()
    _wait_for(of, saved, words.before)
    stretch(of)
    audit.record("processes.milestone_saved", actor=actor, subject=saved, at=now)
    return saved


@transaction.atomic
def remove_stage(*, stage: Stage, actor: User, now: datetime) -> None:
    """Take a stage out of a course that is still in preparation.

    Raises NotAllowed, ProcessFinished, StageInUse.
    """
    permissions.check_can_edit(actor)
    if not locked(stage.process).is_draft:
        raise StageInUse(title=stage.title)
    audit.record("processes.stage_removed", actor=actor, subject=stage, at=now)
    stage.delete()


@transaction.atomic
def record_actual(
    *, stage: Stage, began_on: date | None, ended_on: date | None, precision: str, actor: User | None, now: datetime
) -> None:
    """Say when a stage really was, beside its plan. Raises NotAllowed, ProcessFinished, EndsBeforeItStarts."""
    permissions.check_can_edit(actor)
    locked(stage.process)
    if ended_on is not None and (began_on is None or ended_on < began_on):
        raise EndsBeforeItStarts(title=stage.title)
    stage.began_on, stage.ended_on, stage.actual_precision = began_on, ended_on, precision
    _touch(stage, now)
    stage.save(update_fields=["began_on", "ended_on", "actual_precision", "edition", "changed_at"])
    days = {name: day.isoformat() for name, day in (("began_on", began_on), ("ended_on", ended_on)) if day}
    audit.record("processes.actual_recorded", actor=actor, subject=stage, at=now, details=days)


def _check_dates(process: Process, stage: Stage, old: tuple[object, ...], new: tuple[object, ...]) -> None:
    if stage.pk is not None and not process.is_draft and old != new:
        raise DatesNeedAReason(title=stage.title)


def _touch(stage: Stage, now: datetime) -> None:
    """Calendars learn of it."""
    stage.edition += 1
    stage.changed_at = now


def _say(process: Process, stage: Stage, words: StageWords, *, actor: User | None, now: datetime) -> None:
    """Write the words; the former name of a public stage stays known, with the reason."""
    title = checked_title(words.title)
    if stage.pk is not None:
        if title != stage.title and not process.is_draft:
            FormerName.objects.create(
                process=process,
                phase=stage if isinstance(stage, Phase) else None,
                milestone=stage if isinstance(stage, Milestone) else None,
                title=stage.title,
                reason=checked_reason(words.rename_reason),
                renamed_at=now,
                actor_key=key_of_actor(actor),
                department=department(actor, now),
            )
        _touch(stage, now)
    stage.title, stage.lane, stage.precision = title, words.lane, words.precision
    stage.when, stage.note, stage.source = one_line(words.when), lines(words.note), lines(words.source)


def _wait_for(process: Process, stage: Stage, before: Collection[Stage]) -> None:
    """Exactly these must be over before the stage begins. Raises GoesInACircle."""
    side = "phase" if isinstance(stage, Phase) else "milestone"
    Dependency.objects.filter(process=process, **{f"after_{side}": stage}).delete()
    links = [(_key(link, "before"), _key(link, "after")) for link in Dependency.objects.filter(process=process)]
    own = f"{side}-{stage.pk}"
    later = {own, *followers(links, own)}
    for one in before:
        if _name(one) in later:
            raise GoesInACircle(title=stage.title)
    Dependency.objects.bulk_create(_links(process, stage, side, before))


def _links(process: Process, stage: Stage, side: str, before: Iterable[Stage]) -> list[Dependency]:
    return [
        Dependency(
            process=process,
            **{f"after_{side}": stage},
            **{"before_phase" if isinstance(one, Phase) else "before_milestone": one},
        )
        for one in before
    ]


def _name(stage: Stage) -> str:
    return f"{'phase' if isinstance(stage, Phase) else 'milestone'}-{stage.pk}"


def _key(link: Dependency, side: str) -> str:
    phase = getattr(link, f"{side}_phase_id")
    return f"phase-{phase}" if phase is not None else f"milestone-{getattr(link, f'{side}_milestone_id')}"
