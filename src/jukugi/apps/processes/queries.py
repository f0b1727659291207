"""The course of a process as a picture of months and lanes, with the same content as a table."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import zip_longest

from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.processes.enums import Lane, Precision
from jukugi.apps.processes.models import Phase, Process

MONTHS_AT_MOST = 36


@dataclass(frozen=True)
class Month:
    """One column (or row, on a phone) of the picture; ``index`` starts at 1."""

    index: int
    year: int
    month: int
    names_year: bool
    is_now: bool


@dataclass(frozen=True)
class Stretch:
    """A phase in the picture: first month, number of months, state ``done``, ``now`` or ``next``.

    ``row`` counts from 1; phases that overlap stand in rows of their own.
    """

    title: str
    first: int
    length: int
    state: str
    is_loose: bool
    when: str
    row: int = 1


@dataclass(frozen=True)
class Moment:
    """A milestone in the picture. ``is_short``: another follows soon; ``at_end``: written to the left of the edge."""

    title: str
    first: int
    is_done: bool
    is_short: bool
    at_end: bool
    when: str


@dataclass(frozen=True)
class LaneRow:
    """One lane with what happens in it."""

    name: str
    stretches: tuple[Stretch, ...]
    moments: tuple[Moment, ...]

    @property
    def rows(self) -> int:
        """How many rows the stretches take."""
        return max((stretch.row for stretch in self.stretches), default=1)


@dataclass(frozen=True)
class Lanes:
    """The whole picture. ``today`` is the index of the current month, None outside the course; ``within`` tells
    whether the day is ``early`` (to the 10th) or ``late`` (from the 21st) in it.
    """

    months: tuple[Month, ...]
    rows: tuple[LaneRow, ...]
    today: int | None
    within: str
    is_cut: bool


def main_process() -> Process | None:
    """The process the home page tells of. One query."""
    return Process.objects.shown_first().first()


def speaking_phase(process: Process, *, now: datetime) -> Phase | None:
    """The running phase whose headline the page speaks: of citizens' lane first. One query."""
    running = list(process.phases.running(now))
    running.sort(key=lambda phase: (not phase.headline, phase.lane != Lane.CITIZENS, phase.opens_at))
    return running[0] if running else None


def lanes(process: Process, *, now: datetime) -> Lanes:
    """The course of a process by month. Two queries."""
    today = timezone.localtime(now).date()
    start = process.starts_on.replace(day=1)
    length = _index(process.ends_on, start)
    shown = min(length, MONTHS_AT_MOST)
    months = tuple(_month(i, start, today) for i in range(1, shown + 1))
    phases = list(process.phases.all())
    milestones = list(process.milestones.all())
    rows = []
    for lane in Lane:
        stretches = _in_rows([_stretch(p, start, shown, now) for p in phases if p.lane == lane])
        own = [m for m in milestones if m.lane == lane and 1 <= _index(m.on, start) <= shown]
        moments = []
        for here, after in zip_longest(own, own[1:]):
            first = _index(here.on, start)
            gap = (_index(after.on, start) if after else shown + 1) - first
            when = _("時期は未定") if here.precision == Precision.LOOSE else _day_or_month(here.on, here.precision)
            done = _month_end(here.on) < today if here.precision != Precision.DAY else here.on < today
            moments.append(Moment(here.title, first, done, gap <= 3 and after is not None, first > shown - 3, when))
        rows.append(LaneRow(str(lane.label), stretches, tuple(moments)))
    now_index = _index(today, start)
    within = "early" if today.day <= 10 else "late" if today.day >= 21 else ""
    return Lanes(months, tuple(rows), now_index if 1 <= now_index <= shown else None, within, length > shown)


def _index(day: date, start: date) -> int:
    return (day.year - start.year) * 12 + day.month - start.month + 1


def _month(index: int, start: date, today: date) -> Month:
    years, month = divmod(start.month - 1 + index - 1, 12)
    year, month = start.year + years, month + 1
    return Month(index, year, month, index == 1 or month == 1, (year, month) == (today.year, today.month))


def _stretch(phase: Phase, start: date, shown: int, now: datetime) -> Stretch | None:
    opens = timezone.localtime(phase.opens_at).date()
    last = (timezone.localtime(phase.closes_at) - timedelta(microseconds=1)).date()
    first, end = max(1, _index(opens, start)), min(shown, _index(last, start))
    if end < first:
        return None
    state = "next" if phase.opens_at > now else "done" if phase.closes_at <= now else "now"
    loose = phase.precision == Precision.LOOSE
    when = _("%(from)s〜%(to)s") % {"from": _day_or_month(opens, ""), "to": _day_or_month(last, "")}
    return Stretch(phase.title, first, end - first + 1, state, loose, when)


def _in_rows(stretches: list[Stretch | None]) -> tuple[Stretch, ...]:
    """Give each stretch the first row in which it meets no other."""
    taken: list[int] = []
    placed = []
    for stretch in sorted((s for s in stretches if s is not None), key=lambda s: (s.first, -s.length)):
        row = next((n for n, end in enumerate(taken) if end < stretch.first), len(taken))
        taken[row : row + 1] = [stretch.first + stretch.length - 1]
        placed.append(replace(stretch, row=row + 1))
    return tuple(placed)


def _day_or_month(day: date, precision: str) -> str:
    if precision == Precision.DAY:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月"


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
