"""Meetings as everybody sees them: lists, the calendar, one meeting before, during and after."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.db.models import Count, Q
from django.utils import timezone

from jukugi.apps.areas.models import Area
from jukugi.apps.meetings import policies
from jukugi.apps.meetings.enums import Hand, RegistrationState, Verdict
from jukugi.apps.meetings.models import AgendaItem, HandCount, Handout, Meeting, Minutes, Note, Question
from jukugi.apps.meetings.models.meetings import MeetingQuerySet
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.processes.models import Process

MEETINGS_SHOWN, NEXT_SHOWN = 100, 3
SUBSCRIBED_BACK = timedelta(days=90)
VOICES_SHOWN, VOICES_AT_MOST = 20, 2000


@dataclass(frozen=True)
class Wish:
    """What of the meetings somebody wants to see."""

    ward: Area | None = None
    kind: str = ""
    is_past: bool = False


@dataclass(frozen=True)
class Month:
    """The meetings of one month, in the order of the list."""

    first: date
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True)
class Day:
    """A day of the calendar; ``is_outside`` belongs to the month before or after."""

    on: date
    meetings: tuple[Meeting, ...]
    is_outside: bool
    is_today: bool


@dataclass(frozen=True)
class CalendarPage:
    """One month in weeks from Monday on, and the months before and after as an address says them."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    before: str
    after: str


@dataclass(frozen=True)
class AgendaRow:
    """An item of the agenda with its hours."""

    item: AgendaItem
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Seats:
    """How many seats are taken and how many people wait."""

    capacity: int
    seated: int
    waiting: int

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.seated)


@dataclass(frozen=True)
class Result:
    """What the raised hands of all tables say on one question. Without counts where too few were raised."""

    question: Question
    counts: dict[str, int]
    tables: int
    verdict: Verdict

    @property
    def people(self) -> int:
        return sum(self.counts.values())

    @property
    def is_shown(self) -> bool:
        return self.verdict != Verdict.TOO_FEW


@dataclass(frozen=True)
class MeetingVoices:
    """What became of the notes: how many there are, how many are voices, public, on an issue; and some of them."""

    notes: int
    opinions: int
    shown: int
    linked: int
    some: tuple[Note, ...]


@dataclass(frozen=True)
class MeetingPage:
    """All that the page of a meeting shows. ``stage`` is before, during or after."""

    meeting: Meeting
    stage: str
    agenda: tuple[AgendaRow, ...]
    seats: Seats | None
    is_registration_open: bool
    takes_notes: bool
    handouts: tuple[Handout, ...]
    minutes: Minutes | None
    versions: tuple[Minutes, ...]
    results: tuple[Result, ...]
    voices: MeetingVoices


def meetings(wish: Wish, *, now: datetime) -> list[Meeting]:
    """Coming or past meetings of a ward and kind: a hundred, and one more where there are others. One query."""
    found = Meeting.objects.past(now) if wish.is_past else Meeting.objects.coming(now)
    return list(_wished(found, wish).told()[: MEETINGS_SHOWN + 1])


def subscribed(wish: Wish, *, now: datetime) -> list[Meeting]:
    """What a calendar that is subscribed to holds: coming meetings and those of the last months. One query."""
    return list(_wished(Meeting.objects.filter(ends_at__gt=now - SUBSCRIBED_BACK), wish).told())


def by_month(found: Sequence[Meeting]) -> list[Month]:
    """The list cut at the months."""
    together = groupby(found, key=lambda meeting: timezone.localdate(meeting.starts_at).replace(day=1))
    return [Month(first, tuple(rows)) for first, rows in together]


def calendar_page(wish: Wish, *, month: str, today: date) -> CalendarPage:
    """One month (``2026-11``; what is none is this month). One query."""
    first = _month(month) or today.replace(day=1)
    days = [list(week) for week in calendar.Calendar().monthdatescalendar(first.year, first.month)]
    since, until = _midnight(days[0][0]), _midnight(days[-1][-1] + timedelta(days=1))
    found = _wished(Meeting.objects.filter(starts_at__gte=since, starts_at__lt=until), wish).told()
    on_day: dict[date, list[Meeting]] = {}
    for meeting in found:
        on_day.setdefault(timezone.localdate(meeting.starts_at), []).append(meeting)
    weeks = tuple(
        tuple(Day(on, tuple(on_day.get(on, ())), on.month != first.month, on == today) for on in week) for week in days
    )
    return CalendarPage(first, weeks, f"{first - timedelta(days=1):%Y-%m}", f"{first + timedelta(days=31):%Y-%m}")


def next_meetings(process: Process, ward: Area | None, *, now: datetime) -> list[Meeting]:
    """The next meetings that were not called off, of the ward or for everybody. One query."""
    coming = Meeting.objects.coming(now).held().filter(process=process)
    if ward is not None:
        coming = coming.filter(Q(ward=ward) | Q(ward__isnull=True))
    return list(coming.select_related("process", "ward")[:NEXT_SHOWN])


def agenda_rows(meeting: Meeting) -> tuple[AgendaRow, ...]:
    """The agenda by the clock, from when the meeting was opened or shall begin. One query."""
    rows, at = [], meeting.opened_at or meeting.starts_at
    for item in meeting.agenda.all():
        rows.append(AgendaRow(item, at, at + timedelta(minutes=item.minutes)))
        at += timedelta(minutes=item.minutes)
    return tuple(rows)


def seats_of(meeting: Meeting) -> Seats | None:
    """Seats taken and people waiting; None where one comes without registering. One query."""
    if meeting.capacity is None:
        return None
    counts = meeting.registrations.aggregate(
        seated=Count("pk", filter=Q(state=RegistrationState.SEATED)),
        waiting=Count("pk", filter=Q(state=RegistrationState.WAITING)),
    )
    return Seats(meeting.capacity, counts["seated"], counts["waiting"])


def hands_by_table(meeting: Meeting) -> dict[tuple[int, int, str], int]:
    """The count that holds, by question, table and answer: the last of each. One query."""
    counts = HandCount.objects.filter(question__meeting=meeting).order_by("pk")
    return {
        (question, table, hand): count
        for question, table, hand, count in counts.values_list("question", "table", "hand", "count")
    }


def results(meeting: Meeting) -> tuple[Result, ...]:
    """What the hands of all tables say, question by question. Two queries."""
    hands = hands_by_table(meeting)
    found = []
    for question in meeting.questions.all():
        own = {key: count for key, count in hands.items() if key[0] == question.pk}
        counts = {str(hand): sum(count for key, count in own.items() if key[2] == hand) for hand in Hand}
        found.append(Result(question, counts, len({key[1] for key in own}), policies.verdict(counts)))
    return tuple(found)


def stage(meeting: Meeting, *, now: datetime) -> str:
    """Where a meeting stands: before, during, after."""
    if meeting.closed_at is not None or now >= meeting.ends_at:
        return "after"
    return "during" if meeting.opened_at is not None or now >= meeting.starts_at else "before"


def meeting_page(meeting: Meeting, *, now: datetime, all_voices: bool = False) -> MeetingPage:
    """One meeting as everybody sees it. At most twelve queries."""
    where = stage(meeting, now=now)
    versions = tuple(meeting.minutes.published())
    return MeetingPage(
        meeting=meeting,
        stage=where,
        agenda=agenda_rows(meeting),
        seats=seats_of(meeting),
        is_registration_open=policies.is_registration_open(meeting, now=now),
        takes_notes=policies.notes_are_open(meeting, now=now, to_participants=True),
        handouts=tuple(meeting.handouts.defer("content")),
        minutes=versions[0] if versions else None,
        versions=versions,
        # Hands are shown with the minutes: until then the tables may still correct what they counted.
        results=results(meeting) if versions else (),
        voices=voices_of(meeting, most=VOICES_AT_MOST if all_voices else VOICES_SHOWN),
    )


def voices_of(meeting: Meeting, *, most: int = VOICES_SHOWN) -> MeetingVoices:
    """What became of the notes of a meeting. Two queries."""
    notes = Note.objects.standing().filter(table__meeting=meeting)
    shown = Q(opinion__state=OpinionState.SHOWN)
    linked = Q(opinion__issue_links__ended_at__isnull=True, opinion__issue_links__isnull=False)
    counts = notes.aggregate(
        notes=Count("pk", distinct=True),
        opinions=Count("opinion", distinct=True),
        shown=Count("opinion", filter=shown, distinct=True),
        linked=Count("opinion", filter=shown & linked, distinct=True),
    )
    public = notes.filter(shown).select_related("opinion__submission", "table").order_by("table__number", "pk")
    return MeetingVoices(**counts, some=tuple(public[:most]))


def meetings_about(issue_pk: int) -> list[Meeting]:
    """Meetings that speak of an issue, the latest first. One query."""
    return list(Meeting.objects.held().filter(issues=issue_pk).told().order_by("-starts_at")[:5])


def _wished(found: MeetingQuerySet, wish: Wish) -> MeetingQuerySet:
    if wish.ward is not None:
        found = found.filter(Q(ward=wish.ward) | Q(ward__isnull=True))
    return found.filter(kind=wish.kind) if wish.kind else found


def _month(text: str) -> date | None:
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return first if 1900 <= first.year <= 2199 else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
