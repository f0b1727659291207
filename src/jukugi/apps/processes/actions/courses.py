"""Begin a process from a course, and save a process as a course for the next one."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.processes import permissions
from jukugi.apps.processes.actions.common import checked_title, key_of_actor
from jukugi.apps.processes.actions.course import add_focus, create_process
from jukugi.apps.processes.actions.gates import save_gate
from jukugi.apps.processes.actions.stages import PhaseWords, StageWords, save_milestone, save_phase
from jukugi.apps.processes.courses import Course, check_document, far_from, offset
from jukugi.apps.processes.enums import gate_conditions
from jukugi.apps.processes.errors import TemplateExists
from jukugi.apps.processes.models import CourseTemplate, Dependency, Milestone, Phase, Process
from jukugi.apps.processes.queries.slips import key_of
from jukugi.apps.processes.spans import add_months, last_day, midnight
from jukugi.core.text.tidying import lines
from jukugi.kit import audit

Stage = Phase | Milestone


@transaction.atomic
def begin_process(
    *,
    course: Course,
    title: str,
    slug: str,
    summary: str,
    area: Area | None,
    starts_on: date,
    actor: User | None,
    now: datetime,
) -> Process:
    """Prepare a process from a course: every stage as far from the first day as the course says.

    Raises NotAllowed, TemplateBroken, TitleMissing, SlugTaken.
    """
    permissions.check_can_edit(actor)
    check_document(course.title, course.document)
    process = create_process(
        title=title,
        slug=slug,
        summary=summary,
        area=area,
        starts_on=starts_on,
        ends_on=add_months(starts_on, course.months) - timedelta(days=1),
        actor=actor,
        now=now,
    )
    stages = {told["key"]: _stage(process, told, actor, now) for told in course.document["stages"]}
    Dependency.objects.bulk_create(
        Dependency(
            process=process,
            **{f"before_{_side(stages[before])}": stages[before]},
            **{f"after_{_side(stages[told['key']])}": stages[told["key"]]},
        )
        for told in course.document["stages"]
        for before in told.get("after", ())
    )
    for gate in course.document["gates"]:
        phase = stages[gate["before"]]
        if isinstance(phase, Phase):
            _gate(process, phase, gate, actor, now)
    for focus in course.document.get("focus", ()):
        add_focus(
            process=process,
            title=focus["title"],
            starts_on=offset(starts_on, focus["from"]),
            ends_on=offset(starts_on, focus["to"]) - timedelta(days=1),
            note=focus.get("note", ""),
            actor=actor,
            now=now,
        )
    return process


@transaction.atomic
def save_as_course(*, process: Process, name: str, description: str, actor: User, now: datetime) -> CourseTemplate:
    """Keep how a process runs, for others to begin from: stages, order, lengths, openings and gates, without its dates.

    Raises NotAllowed, TitleMissing, TemplateExists.
    """
    permissions.check_can_edit(actor)
    try:
        with transaction.atomic():
            saved = CourseTemplate.objects.create(
                name=checked_title(name),
                description=lines(description),
                document=course_document(process),
                made_at=now,
                actor_key=key_of_actor(actor),
            )
    except IntegrityError as error:
        raise TemplateExists(name=name) from error
    audit.record("processes.course_saved", actor=actor, subject=saved, at=now)
    return saved


def course_document(process: Process) -> dict[str, Any]:
    """A process as a course. Seven queries."""
    start = process.starts_on
    after: dict[str, list[str]] = {}
    for link in Dependency.objects.filter(process=process).order_by("pk"):
        before = f"phase-{link.before_phase_id}" if link.before_phase_id else f"milestone-{link.before_milestone_id}"
        then = f"phase-{link.after_phase_id}" if link.after_phase_id else f"milestone-{link.after_milestone_id}"
        after.setdefault(then, []).append(before)
    stages = [_phase_document(phase, start) for phase in process.phases.prefetch_related("openings")]
    stages += [
        {**_words(one), "type": "milestone", "from": far_from(start, one.on)} for one in process.milestones.all()
    ]
    gates = [
        {
            "title": gate.title,
            "note": gate.note,
            "before": f"phase-{gate.phase_id}",
            "holds": gate.holds,
            "kinds": [one.kind for one in gate.conditions.all() if one.kind],
            "by_hand": [one.title for one in gate.conditions.all() if one.title],
        }
        for gate in process.gates.prefetch_related("conditions")
    ]
    focus = [
        {
            "title": one.title,
            "note": one.note,
            "from": far_from(start, one.starts_on),
            "to": far_from(start, one.ends_on + timedelta(days=1)),
        }
        for one in process.focus_points.all()
    ]
    months = far_from(start, process.ends_on)["months"] + 1
    told = [{**stage, "after": after.get(stage["key"], [])} for stage in stages]
    return {"months": months, "stages": told, "gates": gates, "focus": focus}


def _stage(process: Process, told: Mapping[str, Any], actor: User | None, now: datetime) -> Stage:
    said = {name: told[name] for name in ("lane", "title", "precision")} | {"note": told.get("note", "")}
    first = offset(process.starts_on, told["from"])
    if told["type"] == "milestone":
        return save_milestone(process=process, milestone=None, words=StageWords(**said), on=first, actor=actor, now=now)
    words = PhaseWords(
        **said,
        headline=told.get("headline", ""),
        lead=told.get("lead", ""),
        min_days=told.get("min_days"),
        opens=frozenset(told.get("opens", ())),
    )
    closes_at = midnight(offset(process.starts_on, told["to"]))
    return save_phase(
        process=process,
        phase=None,
        words=words,
        opens_at=midnight(first),
        closes_at=closes_at,
        actor=actor,
        now=now,
    )


def _gate(process: Process, phase: Phase, told: Mapping[str, Any], actor: User | None, now: datetime) -> None:
    save_gate(
        process=process,
        gate=None,
        phase=phase,
        title=told["title"],
        note=told.get("note", ""),
        holds=bool(told.get("holds", True)),
        kinds=[kind for kind in told.get("kinds", ()) if kind in gate_conditions],
        by_hand=told.get("by_hand", ()),
        actor=actor,
        now=now,
    )


def _phase_document(phase: Phase, start: date) -> dict[str, Any]:
    return {
        **_words(phase),
        "type": "phase",
        "from": far_from(start, timezone.localdate(phase.opens_at)),
        "to": far_from(start, last_day(phase.closes_at) + timedelta(days=1)),
        "headline": phase.headline,
        "lead": phase.lead,
        "min_days": phase.min_days,
        "opens": sorted(opening.kind for opening in phase.openings.all()),
    }


def _words(stage: Stage) -> dict[str, Any]:
    return {
        "key": key_of(stage),
        "lane": stage.lane,
        "title": stage.title,
        "precision": stage.precision,
        "note": stage.note,
    }


def _side(stage: Stage) -> str:
    return "phase" if isinstance(stage, Phase) else "milestone"
