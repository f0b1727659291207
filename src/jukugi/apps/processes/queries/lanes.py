"""The course of a process as a picture of months and lanes, with the same content as a table."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.processes.enums import UNSETTLED, Lane, Precision
from jukugi.apps.processes.models import Milestone, Phase, Process
from jukugi.apps.processes.spans import actual, month_end, planned, spread

_told: ContextVar[Process | None] = ContextVar("the process that pages tell of", default=None)
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
    url: str = ""


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
class TableRow:
    """One stage in the table beside the picture; ``happened`` is empty where nobody has said when it really was."""

    lane: str
    title: str
    url: str
    when: str
    happened: str
    state: str


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
    table: tuple[TableRow, ...] = ()

    @property
    def has_happened(self) -> bool:
        """Whether the table knows what really happened of anything."""
        return any(row.happened for row in self.table)


def main_process() -> Process | None:
    """The process the home page tells of. One query."""
    return _told.get() or Process.objects.shown_first().first()


@contextmanager
def telling_of(process: Process) -> Iterator[None]:
    """While this lasts, pages that name no process tell of this one: as in an archive of a finished process."""
    token = _told.set(process)
    try:
        yield
    finally:
        _told.reset(token)


def all_processes() -> list[Process]:
    """Every process, the main one first, finished ones last. One query."""
    return list(Process.objects.shown_first().select_related("area"))


def speaking_phase(process: Process, *, now: datetime) -> Phase | None:
    """The running phase whose headline the page speaks: of citizens' lane first, none that is paused. One query."""
    running = list(process.phases.running(now).going_on(now))
    running.sort(key=lambda phase: (not phase.headline, phase.lane != Lane.CITIZENS, phase.opens_at))
    return running[0] if running else None


def lanes(process: Process, *, now: datetime) -> Lanes:
    """The course of a process by month. Two queries."""
    today = timezone.localtime(now).date()
    start = process.starts_on.replace(day=1)
    length = _index(process.ends_on, start)
    shown = min(length, MONTHS_AT_MOST)
    months = tuple(_month(i, start, today) for i in range(1, shown + 1))
    phases, milestones = list(process.phases.all()), list(process.milestones.all())
    stages: list[Phase | Milestone] = [*phases, *milestones]
    for stage in stages:
        stage.process = process
    if process.is_finished and any(stage.began_on for stage in stages):
        # The picture of a record shows what happened; what is known from the plan alone stands beside it.
        phases = [phase for phase in phases if phase.began_on]
        milestones = [milestone for milestone in milestones if milestone.began_on]
    rows = []
    for lane in Lane:
        stretches = _in_rows([_stretch(p, start, shown, now) for p in phases if p.lane == lane])
        own = [m for m in milestones if m.lane == lane and 1 <= _index(_shown_on(m), start) <= shown]
        rows.append(LaneRow(str(lane.label), stretches, _moments(own, start, shown, today)))
    now_index = _index(today, start)
    within = "early" if today.day <= 10 else "late" if today.day >= 21 else ""
    is_now = 1 <= now_index <= shown
    table = _table(stages, today, now)
    return Lanes(months, tuple(rows), now_index if is_now else None, within, length > shown, table)


def _index(day: date, start: date) -> int:
    return (day.year - start.year) * 12 + day.month - start.month + 1


def _month(index: int, start: date, today: date) -> Month:
    years, month = divmod(start.month - 1 + index - 1, 12)
    year, month = start.year + years, month + 1
    return Month(index, year, month, index == 1 or month == 1, (year, month) == (today.year, today.month))


def _stretch(phase: Phase, start: date, shown: int, now: datetime) -> Stretch | None:
    plan, real = planned(phase), actual(phase)
    opens = real.first if real else plan.first
    last = real.last if real and phase.ended_on else max(plan.last, opens)
    first, end = max(1, _index(opens, start)), min(shown, _index(last, start))
    if end < first:
        return None
    state = _state(phase, now)
    loose = (real.precision if real else phase.precision) in UNSETTLED
    when = (real if real and phase.ended_on else plan).words
    length = end - first + 1
    is_narrow = len(phase.title) * LETTER_PX + BAR_PADDING_PX > length * LANES_PX / shown
    return Stretch(
        phase.title, first, length, state, loose, when, is_narrow, told=phase.when, url=phase.get_absolute_url()
    )


def _moments(milestones: list[Milestone], start: date, shown: int, today: date) -> tuple[Moment, ...]:
    """Milestones of one lane by month; those of one month stand in one place."""
    moments = []
    milestones = sorted(milestones, key=_shown_on)
    for first, group in groupby(milestones, key=lambda milestone: _index(_shown_on(milestone), start)):
        together = list(group)
        end = max(_known_end(milestone) for milestone in together)
        words = [_words(milestone) for milestone in together]
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


def _state(phase: Phase, now: datetime) -> str:
    """``done``, ``now`` or ``next``: by what really happened where that is known, else by the plan."""
    if phase.ended_on is not None:
        return "done" if phase.ended_on < timezone.localdate(now) else "now"
    if phase.began_on is None and phase.opens_at > now:
        return "next"
    return "done" if phase.closes_at <= now else "now"


def _shown_on(milestone: Milestone) -> date:
    """Where it stands in the picture: when it was, else when it is planned."""
    return milestone.began_on or milestone.on


def _known_end(milestone: Milestone) -> date:
    """By when it is surely over."""
    precision = milestone.actual_precision if milestone.began_on else milestone.precision
    day = _shown_on(milestone)
    if precision in (Precision.DAY, Precision.TEN_DAYS):
        return spread(day, precision).last
    return month_end(day)


def _words(milestone: Milestone) -> str:
    """When it was or is planned, in words."""
    if milestone.when:
        return milestone.when
    real = actual(milestone)
    if real is None and milestone.precision == Precision.LOOSE:
        return _("時期は未定")
    return (real or planned(milestone)).words


def _table(stages: list[Phase | Milestone], today: date, now: datetime) -> tuple[TableRow, ...]:
    """Every stage, lane by lane, in the order in which the picture tells them."""
    rows = []
    for lane in Lane:
        own = [stage for stage in stages if stage.lane == lane]
        for stage in sorted(own, key=lambda one: (actual(one) or planned(one)).first):
            real, is_loose = actual(stage), isinstance(stage, Milestone) and stage.precision == Precision.LOOSE
            plan = stage.when if stage.when and not real else _("時期は未定") if is_loose else planned(stage).words
            happened = (stage.when or real.words) if real else ""
            is_done = _known_end(stage) < today if isinstance(stage, Milestone) else False
            state = _state(stage, now) if isinstance(stage, Phase) else "done" if is_done else "next"
            shown = plan if stage.is_planned else _("予定にはありませんでした")
            rows.append(TableRow(str(lane.label), stage.title, stage.get_absolute_url(), shown, happened, state))
    return tuple(rows)
