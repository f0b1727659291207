"""What the desk shows of processes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jukugi.apps.processes.models import Milestone, Phase, Process
from jukugi.apps.processes.queries.changes import changes
from jukugi.apps.processes.queries.gates import GateState, gate_states, next_gate
from jukugi.apps.processes.spans import actual, planned

CHANGES_SHOWN = 8


@dataclass(frozen=True)
class DeskProcess:
    """A process in the list, with the gate that comes next; None where none is ahead, and for all but the main one."""

    process: Process
    gate: GateState | None


@dataclass(frozen=True)
class DeskStage:
    """A stage in the list: when, what it opens (how many), the wards at another time."""

    stage: Phase | Milestone
    kind: str
    when: str
    happened: str
    opens: int
    exceptions: tuple[Any, ...]


def desk_processes(*, now: datetime) -> list[DeskProcess]:
    """Every process, those in preparation first; of the main one the gate that comes next. One query, and its gates."""
    found = Process.objects.select_related("area").order_by("is_finished", "-is_draft", "-is_main", "-starts_on", "pk")
    return [DeskProcess(one, next_gate(now=now, process=one) if one.is_main else None) for one in found]


def desk_process(process: Process, *, now: datetime) -> dict[str, Any]:
    """What the page of one process shows beside its picture."""
    stages: list[Phase | Milestone] = [
        *process.phases.prefetch_related("openings", "ward_exceptions__ward"),
        *process.milestones.all(),
    ]
    rows = [_row(stage) for stage in sorted(stages, key=lambda one: (planned(one).first, one.title))]
    paused = [one for one in process.pauses.select_related("phase") if one.resumed_at is None]
    return {
        "stages": rows,
        "gates": gate_states(process, now=now),
        "pauses": paused,
        "focus": list(process.focus_points.all()),
        "changes": changes([process], now=now)[:CHANGES_SHOWN],
    }


def _row(stage: Phase | Milestone) -> DeskStage:
    real = actual(stage)
    is_phase = isinstance(stage, Phase)
    return DeskStage(
        stage=stage,
        kind="phase" if is_phase else "milestone",
        when=planned(stage).words,
        happened=real.words if real else "",
        opens=len(stage.openings.all()) if isinstance(stage, Phase) else 0,
        exceptions=tuple(one for one in stage.ward_exceptions.all() if one.ended_at is None)
        if isinstance(stage, Phase)
        else (),
    )
