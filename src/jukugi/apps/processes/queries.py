"""The course of a process as a picture of months and lanes, with the same content as a table."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.processes.enums import Lane, Precision
from jukugi.apps.processes.models import Milestone, Phase, Process

MONTHS_AT_MOST = 36
# Of the picture on a wide page, as the style sheet draws it.
LANES_PX, LETTER_PX, BAR_PADDING_PX, SHORT_TITLE = 1008, 14, 26, 5


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

    ``row`` counts from 1; phases that overlap stand in rows of their own. ``is_narrow``: on a wide page the title
    does not fit the bar and stands below it. ``told``: the time in words of its own, in place of ``when``.
    """

    title: str
    first: int
    length: int
    state: str
    is_loose: bool
    when: str
    is_narrow: bool
    row: int = 1
    told: str = ""


@dataclass(frozen=True)
class Moment:
    """A milestone in the picture. ``is_short``: few letters; ``at_end``: written to the left of its place."""

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


def all_processes() -> list[Process]:
    """Every process, the main one first, finished ones last. One query."""
    return list(Process.objects.shown_first().select_related("area"))


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
        rows.append(LaneRow(str(lane.label), stretches, _moments(own, start, shown, today)))
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
    when = _("%(from)s〜%(to)s") % {"from": day_or_month(opens, ""), "to": day_or_month(last, "")}
    length = end - first + 1
    is_narrow = len(phase.title) * LETTER_PX + BAR_PADDING_PX > length * LANES_PX / shown
    return Stretch(phase.title, first, length, state, loose, when, is_narrow, told=phase.when)


def _moments(milestones: list[Milestone], start: date, shown: int, today: date) -> tuple[Moment, ...]:
    """Milestones of one lane by month; those of one month stand in one place."""
    moments = []
    for first, group in groupby(milestones, key=lambda milestone: _index(milestone.on, start)):
        together = list(group)
        last = together[-1]
        end = last.on if last.precision == Precision.DAY else _month_end(last.on)
        words = [
            m.when or (_("時期は未定") if m.precision == Precision.LOOSE else day_or_month(m.on, m.precision))
            for m in together
        ]
        title = "、".join(milestone.title for milestone in together)
        is_short = len(title) <= SHORT_TITLE
        label_months = -(-shown // (10 if is_short else 5))
        at_end = first + label_months - 1 > shown
        moments.append(Moment(title, first, end < today, is_short, at_end, "、".join(dict.fromkeys(words))))
    return tuple(moments)


def _in_rows(stretches: list[Stretch | None]) -> tuple[Stretch, ...]:
    """Give each stretch the first row in which it meets no other."""
    taken: list[int] = []
    placed = []
    for stretch in sorted((s for s in stretches if s is not None), key=lambda s: (s.first, -s.length)):
        row = next((n for n, end in enumerate(taken) if end < stretch.first), len(taken))
        taken[row : row + 1] = [stretch.first + stretch.length - 1]
        placed.append(replace(stretch, row=row + 1))
    return tuple(placed)


def day_or_month(day: date, precision: str) -> str:
    """A date as exactly as it is known."""
    if precision == Precision.DAY:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月"


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
