"""A course with so many gates and changes, and its pages, for the number of queries they take."""

from typing import Any

from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.areas.models import Area
from jukugi.apps.processes.models import (
    Dependency,
    FocusPoint,
    FormerName,
    GatePassing,
    Milestone,
    Move,
    Pause,
    Phase,
    Process,
    Shift,
)
from jukugi.apps.processes.tests.factories import ConditionFactory, GateFactory, WardExceptionFactory

PUBLIC = {
    "phase": ("/processes/main/phases/{phase}/", 22),
    "milestone": ("/processes/main/milestones/{milestone}/", 16),
    "gate": ("/processes/main/gates/{gate}/", 16),
    "calendar": ("/processes/calendar/", 12),
    "calendar to subscribe to": ("/processes/main/calendar.ics", 8),
    "changes": ("/processes/changes/", 22),
    "feed of changes": ("/processes/changes.atom", 16),
}
STAFF = {
    "desk processes": ("/desk/processes/", 12),
    "desk process": ("/desk/processes/{process}/", 36),
    "desk gate": ("/desk/processes/gates/{gate}/", 13),
    "move a date": ("/desk/processes/phase/{phase}/shift/", 14),
    "edit a phase": ("/desk/processes/phase/{phase}/edit/", 14),
}


def course(process: Process) -> dict[str, Any]:
    """What the addresses of these pages name."""
    return {
        "process": process.pk,
        "phase": process.phases.first().pk,
        "milestone": process.milestones.first().pk,
        "gate": process.gates.first().pk,
    }


def changed(process: Process, phase: Phase, milestone: Milestone, ward: Area) -> None:
    """A gate with conditions, and one change of every kind."""
    gate = GateFactory(phase=phase, holds=False)
    ConditionFactory.create_batch(2, gate=gate)
    GatePassing.objects.create(
        gate=gate,
        passed_at=BEFORE,
        is_override=False,
        found=[],
        actor_key="x",
        withdrawn_at=BEFORE,
        withdrawn_reason="理由",
    )
    own = WardExceptionFactory(phase=phase, ward=ward, opens_at=phase.opens_at, closes_at=phase.closes_at)
    Dependency.objects.create(process=process, before_phase=phase, after_milestone=milestone)
    shift = Shift.objects.create(process=process, reason="理由", shifted_at=BEFORE, actor_key="x")
    for thing in ({"phase": phase}, {"milestone": milestone}, {"ward_exception": own}):
        Move.objects.create(
            shift=shift,
            **thing,
            is_cause="phase" in thing,
            before_from=BEFORE,
            before_to=BEFORE,
            before_precision="day",
            after_from=BEFORE,
            after_to=BEFORE,
            after_precision="day",
        )
    renamed = {"process": process, "title": "旧称", "reason": "理由", "renamed_at": BEFORE, "actor_key": "x"}
    for thing in ({}, {"phase": phase}, {"milestone": milestone}):
        FormerName.objects.create(**renamed, **thing)
    Pause.objects.create(
        process=process, phase=phase, paused_at=BEFORE, resumed_at=BEFORE, reason="理由", actor_key="x"
    )
    FocusPoint.objects.create(process=process, title="重点", starts_on=process.starts_on, ends_on=process.ends_on)
