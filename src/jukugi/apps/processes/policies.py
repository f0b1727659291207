from datetime import datetime

from django.db.models import F

from jukugi.apps.areas.models import Area
from jukugi.apps.processes.enums import phase_kinds
from jukugi.apps.processes.errors import PhaseNotOpen, ProcessFinished
from jukugi.apps.processes.models import Phase, Process

LAST_TO_CLOSE = ("-area_closes_at", "pk")


def is_open(process: Process, kind: str, *, now: datetime, area: Area | None = None) -> bool:
    """Whether some running phase opens this kind of thing, in this ward or for the city. One query."""
    return open_phase(process, kind, now=now, area=area) is not None


def open_phase(process: Process, kind: str, *, now: datetime, area: Area | None = None) -> Phase | None:
    """The running phase that opens this kind of thing; of several, the one that closes last. At most one query.

    Nothing is open in a process that is finished or in preparation, in a pause, or behind a gate that holds and is not
    passed. In a ward with a period of its own, the phase tells that period: it is there to be read, never to be saved.
    """
    if process.is_finished or process.is_draft:
        return None
    phases = process.phases.opening(now, area).filter(openings__kind=kind).order_by(*LAST_TO_CLOSE)
    return _told_there(phases.first())


def phases_by_kind(process: Process, *, now: datetime, area: Area | None = None) -> dict[str, Phase]:
    """Every kind of thing that is open now, with the phase that opens it longest. At most one query."""
    if process.is_finished or process.is_draft:
        return {}
    opened = process.phases.opening(now, area).filter(openings__isnull=False).annotate(kind=F("openings__kind"))
    phases = opened.order_by(*LAST_TO_CLOSE).reverse()
    return {phase.kind: told for phase in phases if (told := _told_there(phase)) is not None}


def check_is_open(process: Process, kind: str, *, now: datetime, area: Area | None = None) -> None:
    """Raises PhaseNotOpen. One query."""
    if not is_open(process, kind, now=now, area=area):
        raise PhaseNotOpen(process=process.title, kind=phase_kinds[kind])


def check_is_running(process: Process) -> None:
    """Nothing is added to the record of a finished process. Raises ProcessFinished. No query."""
    if process.is_finished:
        raise ProcessFinished(process=process.title)


def _told_there(phase: Phase | None) -> Phase | None:
    """The phase with the period of the ward that was asked for."""
    if phase is not None:
        phase.opens_at, phase.closes_at = phase.area_opens_at, phase.area_closes_at  # type: ignore[attr-defined]
    return phase
