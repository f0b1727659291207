"""Take a table of what is planned and what happened into a process, one stage per row; twice changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.processes import permissions
from jukugi.apps.processes.actions.common import locked, stretch
from jukugi.apps.processes.actions.course import create_process
from jukugi.apps.processes.enums import Lane
from jukugi.apps.processes.models import FocusPoint, Milestone, Phase, Process
from jukugi.apps.processes.queries.schedules import ScheduleRow
from jukugi.apps.processes.spans import midnight
from jukugi.kit import audit


@dataclass(frozen=True)
class Taken:
    """What became of the rows: new stages, stages that were there, and the key of each row's stage."""

    process: Process
    new: int
    known: int
    keys: dict[str, str]


@transaction.atomic
def begin_from_schedule(
    *, title: str, slug: str, rows: Sequence[ScheduleRow], actor: User | None, now: datetime
) -> Taken:
    """Take a table into the process of this address, which is prepared anew where there is none.

    Raises NotAllowed, ProcessFinished, TitleMissing, SlugTaken.
    """
    process = Process.objects.filter(slug=slug).first()
    if process is None:
        first, last = min(row.starts_on for row in rows), max(row.span.last for row in rows)
        process = create_process(
            title=title, slug=slug, summary="", area=None, starts_on=first, ends_on=last, actor=actor, now=now
        )
    return take_schedule(process=process, rows=rows, actor=actor, now=now)


@transaction.atomic
def take_schedule(*, process: Process, rows: Sequence[ScheduleRow], actor: User | None, now: datetime) -> Taken:
    """Add the rows that are not there yet, known by their id. What was shifted or renamed since stays as it is.

    A row that really happened and names its plan (``plan_id``) becomes the real date of that stage.
    Raises NotAllowed, ProcessFinished.
    """
    permissions.check_can_edit(actor)
    of = locked(process)
    there: dict[str, Any] = {}
    for model in (Phase, Milestone, FocusPoint):
        there |= {one.row_id: one for one in model.objects.filter(process=of).exclude(row_id="")}
    new, known = 0, 0
    for row in sorted(rows, key=lambda row: bool(row.plan_id)):
        if row.plan_id:
            is_new = _happened(there[row.plan_id], row, now)
            there[row.id] = there[row.plan_id]
        else:
            is_new = row.id not in there
            there.setdefault(row.id, None)
            there[row.id] = there[row.id] or _stage(of, row)
        new, known = new + is_new, known + (not is_new)
    stretch(of)
    audit.record("processes.schedule_taken", actor=actor, subject=of, at=now, details={"new": new, "known": known})
    keys = {row.id: _key(row, there[row.id]) for row in rows}
    return Taken(of, new, known, keys)


def _key(row: ScheduleRow, stage: Phase | Milestone | FocusPoint) -> str:
    """One event for each row: a plan and what became of it are one stage, but two rows."""
    if isinstance(stage, FocusPoint):
        return f"focus-{stage.process_id}-{stage.pk}"
    return f"{stage.key}-actual" if row.plan_id else stage.key


def _happened(stage: Phase | Milestone, row: ScheduleRow, now: datetime) -> bool:
    """Write what really happened beside its plan; whether that was news."""
    told = (row.starts_on, row.ends_on, row.precision)
    if (stage.began_on, stage.ended_on, stage.actual_precision) == told:
        return False
    stage.began_on, stage.ended_on, stage.actual_precision = told
    stage.edition, stage.changed_at = stage.edition + 1, now
    stage.save()
    return True


def _stage(process: Process, row: ScheduleRow) -> Phase | Milestone | FocusPoint:
    if row.kind == "focus":
        return FocusPoint.objects.create(
            process=process,
            title=row.item,
            starts_on=row.starts_on,
            ends_on=row.span.last,
            note=row.note,
            source=row.source,
            row_id=row.id,
        )
    common: dict[str, Any] = {
        "process": process,
        "row_id": row.id,
        "lane": next(lane for lane in Lane if lane.label == row.lane),
        "title": row.item,
        "precision": row.precision,
        "note": row.note,
        "source": row.source,
    }
    if row.set == "actual":
        common |= {
            "is_planned": False,
            "began_on": row.starts_on,
            "ended_on": row.ends_on,
            "actual_precision": row.precision,
        }
    if row.is_phase:
        closes_at = midnight(row.span.last + timedelta(days=1))
        return Phase.objects.create(opens_at=midnight(row.starts_on), closes_at=closes_at, **common)
    return Milestone.objects.create(on=row.starts_on, **common)
