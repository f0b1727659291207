"""A course with all that its routes need, for the permission matrix."""

from typing import Any

from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.areas.models import Area
from jukugi.apps.processes.models import FocusPoint, Pause, Process
from jukugi.apps.processes.tests.desk_forms import desk_forms
from jukugi.apps.processes.tests.factories import (
    ConditionFactory,
    GateFactory,
    MilestoneFactory,
    PhaseFactory,
    WardExceptionFactory,
)


class CourseForAllRoles:
    """A phase that is paused, behind a gate with a condition, at another time in one ward; a milestone; a point."""

    def __init__(self, process: Process, ward: Area) -> None:
        self.process, self.ward = process, ward
        self.phase, self.milestone = PhaseFactory(process=process), MilestoneFactory(process=process)
        self.gate = GateFactory(phase=self.phase)
        self.condition = ConditionFactory(gate=self.gate)
        self.exception = WardExceptionFactory(phase=self.phase, ward=ward)
        span = {"starts_on": process.starts_on, "ends_on": process.ends_on}
        self.focus = FocusPoint.objects.create(process=process, title="重点", **span)
        self.pause = Pause.objects.create(
            process=process, phase=self.phase, paused_at=BEFORE, reason="見本の理由", actor_key="x"
        )

    def values(self) -> dict[str, Any]:
        return {
            "process_pk": self.process.pk,
            "phase_pk": self.phase.pk,
            "milestone_pk": self.milestone.pk,
            "gate_pk": self.gate.pk,
            "condition_pk": self.condition.pk,
            "exception_pk": self.exception.pk,
            "focus_pk": self.focus.pk,
            "pause_pk": self.pause.pk,
            "kind": "milestone",
            "stage_pk": self.milestone.pk,
        }

    def forms(self) -> dict[str, dict[str, object]]:
        return desk_forms(self.ward, self.phase, self.milestone)
