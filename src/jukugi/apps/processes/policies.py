from datetime import datetime

from jukugi.apps.processes.enums import phase_kinds
from jukugi.apps.processes.errors import PhaseNotOpen, ProcessFinished
from jukugi.apps.processes.models import Opening, Phase, Process


def is_open(process: Process, kind: str, *, now: datetime) -> bool:
    """Whether some running phase opens this kind of thing. One query."""
    return open_phase(process, kind, now=now) is not None


def open_phase(process: Process, kind: str, *, now: datetime) -> Phase | None:
    """The running phase that opens this kind of thing; of several, the one that closes last. At most one query."""
    if process.is_finished:
        return None
    return process.phases.running(now).filter(openings__kind=kind).order_by("-closes_at").first()


def phases_by_kind(process: Process, *, now: datetime) -> dict[str, Phase]:
    """Every kind of thing that is open now, with the phase that opens it longest. At most one query."""
    if process.is_finished:
        return {}
    openings = Opening.objects.filter(phase__in=process.phases.running(now)).select_related("phase")
    return {opening.kind: opening.phase for opening in openings.order_by("phase__closes_at")}


def check_is_open(process: Process, kind: str, *, now: datetime) -> None:
    """Raises PhaseNotOpen. One query."""
    if not is_open(process, kind, now=now):
        raise PhaseNotOpen(process=process.title, kind=phase_kinds[kind])


def check_is_running(process: Process) -> None:
    """Nothing is added to the record of a finished process. Raises ProcessFinished. No query."""
    if process.is_finished:
        raise ProcessFinished(process=process.title)
