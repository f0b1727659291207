"""What stands around one stage: what must be over first, what waits for it, how it was called and when it was to be."""

from dataclasses import dataclass
from datetime import datetime

from jukugi.apps.processes.models import Dependency, Milestone, Phase
from jukugi.apps.processes.queries.changes import MovedDate, moved_date

Stage = Phase | Milestone


@dataclass(frozen=True)
class StageChange:
    """A former name, or a move of the dates, with its public reason."""

    at: datetime
    former_name: str
    move: MovedDate | None
    reason: str
    by: str


def neighbours(stage: Stage) -> tuple[list[Stage], list[Stage]]:
    """What must be over before it, and what waits for it. Two queries."""
    side = "phase" if isinstance(stage, Phase) else "milestone"
    related = ("before_phase", "before_milestone", "after_phase", "after_milestone")
    before = Dependency.objects.filter(**{f"after_{side}": stage}).select_related(*related)
    after = Dependency.objects.filter(**{f"before_{side}": stage}).select_related(*related)
    found_before = [one for link in before if (one := link.before_phase or link.before_milestone) is not None]
    found_after = [one for link in after if (one := link.after_phase or link.after_milestone) is not None]
    for one in (*found_before, *found_after):
        one.process = stage.process
    return found_before, found_after


def stage_history(stage: Stage) -> list[StageChange]:
    """How it was called and when it was to be, newest first. Two queries."""
    moves = stage.moves.select_related("shift__department", "phase", "milestone", "ward_exception")
    found = [
        StageChange(
            move.shift.shifted_at,
            "",
            moved_date(move),
            move.shift.reason,
            move.shift.department.name if move.shift.department else "",
        )
        for move in moves
    ]
    found += [
        StageChange(name.renamed_at, name.title, None, name.reason, name.department.name if name.department else "")
        for name in stage.former_names.select_related("department")
    ]
    return sorted(found, key=lambda change: change.at, reverse=True)
