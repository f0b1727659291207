"""What stands in a calendar, for the page, the subscription and the table alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.areas.models import Area
from jukugi.apps.processes.enums import Precision, phase_kinds
from jukugi.apps.processes.models import Milestone, Phase, Process
from jukugi.apps.processes.spans import Span, actual, last_day, month_end, planned


@dataclass(frozen=True)
class CalendarEvent:
    """One thing with its span. ``key`` and ``edition`` are what a calendar knows it by; ``opens`` what is open then."""

    key: str
    title: str
    process: str
    lane: str
    span: Span
    url: str
    edition: int = 0
    changed_at: datetime | None = None
    note: str = ""
    opens: tuple[str, ...] = ()
    is_actual: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether it is known to the day."""
        return self.span.precision == Precision.DAY

    @property
    def words(self) -> str:
        return self.span.words


@dataclass(frozen=True)
class CalendarMonth:
    """A month with what begins in it and what goes on from before."""

    year: int
    month: int
    begins: tuple[CalendarEvent, ...]
    goes_on: tuple[CalendarEvent, ...]

    @property
    def name(self) -> str:
        return f"{self.year}-{self.month:02}"


def calendar_processes(ward: Area | None = None) -> list[Process]:
    """Public processes that still run, of the city and of this ward, the main one first. One query."""
    found = Process.objects.shown_first().unfinished().select_related("area")
    return [one for one in found if ward is None or one.area is None or one.area.level != "ward" or one.area == ward]


def calendar_events(processes: Sequence[Process], ward: Area | None = None) -> list[CalendarEvent]:
    """All that stands in these processes, at the time of this ward, by its first day. Three queries."""
    by_key = {process.pk: process for process in processes}
    phases = Phase.objects.in_area(ward).filter(process__in=by_key).prefetch_related("openings")
    events = []
    for phase in phases:
        phase.process = by_key[phase.process_id]
        phase.opens_at, phase.closes_at = phase.area_opens_at, phase.area_closes_at  # type: ignore[attr-defined]
        kinds = [opening.kind for opening in phase.openings.all() if opening.kind in phase_kinds]
        events.append(_event(phase, tuple(str(phase_kinds[kind]) for kind in kinds)))
    for milestone in Milestone.objects.filter(process__in=by_key):
        milestone.process = by_key[milestone.process_id]
        events.append(_event(milestone, ()))
    return sorted(events, key=lambda event: (event.span.first, event.span.last, event.title))


def months(events: Iterable[CalendarEvent], first: date, count: int) -> list[CalendarMonth]:
    """So many months from this one on; a month without anything is left out. No query."""
    found, listed = [], list(events)
    for number in range(count):
        index = first.year * 12 + first.month - 1 + number
        begin = date(index // 12, index % 12 + 1, 1)
        end = month_end(begin)
        begins = tuple(event for event in listed if begin <= event.span.first <= end)
        # What goes on is told once, where the list begins.
        goes_on = tuple(event for event in listed if not number and event.span.first < begin <= event.span.last)
        if begins or goes_on:
            found.append(CalendarMonth(begin.year, begin.month, begins, goes_on))
    return found


def _event(stage: Phase | Milestone, opens: tuple[str, ...]) -> CalendarEvent:
    real = actual(stage)
    span = real or planned(stage)
    if isinstance(stage, Phase) and opens and real is None:
        # What is open is told to the day, however loosely the phase was planned.
        span = Span(timezone.localdate(stage.opens_at), last_day(stage.closes_at), Precision.DAY)
    return CalendarEvent(
        key=stage.key,
        title=stage.title,
        process=stage.process.title,
        lane=str(stage.get_lane_display()),
        span=span,
        url=stage.get_absolute_url(),
        edition=stage.edition,
        changed_at=stage.changed_at,
        note=stage.note,
        opens=opens,
        is_actual=real is not None,
    )


def described(event: CalendarEvent) -> str:
    """What a calendar says below the title."""
    lines = [_("%(process)s（%(lane)s）") % {"process": event.process, "lane": event.lane}]
    lines.append(_("時期：%(when)s") % {"when": event.words})
    if not event.is_certain:
        lines.append(_("日は、まだ決まっていないか、分かっていません。"))
    if event.opens:
        lines.append(_("受け付けること：%(opens)s") % {"opens": "、".join(event.opens)})
    return "\n".join([*lines, event.note] if event.note else lines)
