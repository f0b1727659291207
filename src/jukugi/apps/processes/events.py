"""What happened in a process, one by one in the order of time, with notes and numbered sources."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.processes.enums import Lane, Precision
from jukugi.apps.processes.models import Milestone, Phase, Process
from jukugi.apps.processes.queries import day_or_month


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
    for phase in process.phases.all():
        first = timezone.localdate(phase.opens_at)
        happened.append((first, phase, phase.when or _span(phase, first)))
    for milestone in process.milestones.all():
        happened.append((milestone.on, milestone, milestone.when or _moment(milestone)))
    happened.sort(key=lambda one: one[0])
    numbers: dict[str, int] = {}
    events = tuple(
        Event(day, str(Lane(one.lane).label), one.title, when, one.note, _numbered(one.source, numbers))
        for day, one, when in happened
    )
    return Record(events, tuple(numbers))


def _span(phase: Phase, first: date) -> str:
    last = timezone.localdate(phase.closes_at - timedelta(microseconds=1))
    words = _("%(from)s〜%(to)s") % {"from": day_or_month(first, ""), "to": day_or_month(last, "")}
    return words + _("（このあいだ。月は未定）") if phase.precision == Precision.LOOSE else words


def _moment(milestone: Milestone) -> str:
    return (
        _("時期は未定") if milestone.precision == Precision.LOOSE else day_or_month(milestone.on, milestone.precision)
    )


def _numbered(source: str, numbers: dict[str, int]) -> tuple[int, ...]:
    """The numbers of the sources of one row; new ones are added."""
    named = [line.strip() for line in source.splitlines() if line.strip()]
    return tuple(numbers.setdefault(line, len(numbers) + 1) for line in named)
