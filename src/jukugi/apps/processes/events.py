"""What happened in a process, one by one in the order of time, with notes and numbered sources."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from jukugi.apps.processes.enums import Lane, Precision
from jukugi.apps.processes.models import Milestone, Phase, Process
from jukugi.apps.processes.spans import actual, planned


@dataclass(frozen=True)
class Event:
    """One row: in which lane, what, when in words, a note, and the numbers of its sources."""

    starts_on: date
    lane: str
    title: str
    when: str
    note: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Record:
    """The course as a list, and the sources in the order in which they are first named; numbers start at 1."""

    events: tuple[Event, ...]
    sources: tuple[str, ...]

    @property
    def is_sourced(self) -> bool:
        """Whether the list says more than the picture."""
        return bool(self.sources) or any(event.note for event in self.events)


def record(process: Process) -> Record:
    """What happened in a process. Two queries."""
    happened: list[tuple[date, Phase | Milestone, str]] = []
    stages: list[Phase | Milestone] = [*process.phases.all(), *process.milestones.all()]
    for stage in stages:
        when = stage.when or _when(stage)
        if process.is_finished and stage.began_on is None and stage.is_planned:
            when = _("予定：%(when)s（実際の時期は分かっていません）") % {"when": when}
        happened.append(((actual(stage) or planned(stage)).first, stage, when))
    happened.sort(key=lambda one: one[0])
    numbers: dict[str, int] = {}
    events = tuple(
        Event(day, str(Lane(one.lane).label), one.title, when, one.note, _numbered(one.source, numbers))
        for day, one, when in happened
    )
    return Record(events, tuple(numbers))


def _when(stage: Phase | Milestone) -> str:
    """When it was, else when it is planned."""
    real = actual(stage)
    if real is None and isinstance(stage, Milestone) and stage.precision == Precision.LOOSE:
        return _("時期は未定")
    return (real or planned(stage)).words


def _numbered(source: str, numbers: dict[str, int]) -> tuple[int, ...]:
    """The numbers of the sources of one row; new ones are added."""
    named = [line.strip() for line in source.splitlines() if line.strip()]
    return tuple(numbers.setdefault(line, len(numbers) + 1) for line in named)
