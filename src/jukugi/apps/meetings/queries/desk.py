"""Reads for the staff desk: my meetings, what waits, the people and notes of one meeting."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce

from jukugi.apps.meetings.enums import AccessNeed, MinutesState, RegistrationState
from jukugi.apps.meetings.models import Meeting, Minutes, Note, Registration, Table
from jukugi.apps.meetings.models.meetings import MeetingQuerySet

PAST_SHOWN = 30
# What minutes in this state wait for.
STEPS = {
    str(MinutesState.DRAFTED): "to_check",
    str(MinutesState.CHECKED): "to_approve",
    str(MinutesState.APPROVED): "to_publish",
}


@dataclass(frozen=True)
class Waiting:
    """What waits in the meetings of one ward (None: of no ward)."""

    ward: int | None
    notes: int = 0
    to_check: int = 0
    to_approve: int = 0
    to_publish: int = 0
    untold: int = 0


@dataclass(frozen=True)
class TableNotes:
    """A table with its notes, those that are no voices yet first."""

    table: Table
    notes: tuple[Note, ...]
    unsent: int


@dataclass(frozen=True)
class SeatedTable:
    """A table of the plan; without one, those who have none yet."""

    table: Table | None
    people: tuple[Registration, ...]


def my_meetings(areas: set[int | None], *, now: datetime) -> tuple[list[Meeting], list[Meeting]]:
    """Coming meetings and the last past ones, with what each still needs. Two queries."""
    mine = _with_counts(Meeting.objects.in_areas(areas).told())
    coming = mine.filter(ends_at__gt=now).order_by("starts_at")
    past = mine.filter(ends_at__lte=now).order_by("-starts_at")
    return list(coming), list(past[:PAST_SHOWN])


def waiting(areas: set[int | None], actor_key: str) -> list[Waiting]:
    """What waits for this person, ward by ward. One query; who drafted minutes does not check them."""
    meetings = Meeting.objects.in_areas(areas).order_by()
    unsent = Note.objects.unsent().exclude(text="").filter(table__meeting__in=meetings)
    at_work = Minutes.objects.filter(meeting__in=meetings).exclude(state=MinutesState.PUBLISHED)
    others = at_work.exclude(Q(state__in=[MinutesState.DRAFTED, MinutesState.CHECKED]) & Q(drafted_by=actor_key))
    untold = Registration.objects.seated().filter(meeting__in=meetings, moved_up_at__isnull=False, told_at__isnull=True)
    together = _by_ward(unsent, "table__meeting__ward", Value("notes")).union(
        _by_ward(others, "meeting__ward", F("state")),
        _by_ward(untold.exclude(email=""), "meeting__ward", Value("untold")),
        all=True,
    )
    rows: dict[int | None, dict[str, int]] = {}
    for ward, what, count in together:
        rows.setdefault(ward, {})[STEPS.get(what, what)] = count
    return [Waiting(ward, **counts) for ward, counts in rows.items()]


def people(meeting: Meeting) -> list[Registration]:
    """Everybody who registered, in their order. One query."""
    return list(meeting.registrations.select_related("table"))


def needs(registrations: list[Registration]) -> list[tuple[str, int]]:
    """How many of those who have a seat need what. No query."""
    seated = [r for r in registrations if r.state == RegistrationState.SEATED]
    counted = [(str(need.label), sum(str(need) in r.needs for r in seated)) for need in AccessNeed]
    return [(label, count) for label, count in counted if count]


def seating(meeting: Meeting) -> list[SeatedTable]:
    """The table plan; last those without a table. Two queries."""
    seated = list(meeting.registrations.seated().order_by("position"))
    tables = [SeatedTable(table, tuple(r for r in seated if r.table_id == table.pk)) for table in meeting.tables.all()]
    rest = tuple(r for r in seated if r.table_id is None)
    return [*tables, SeatedTable(None, rest)] if rest else tables


def notes(meeting: Meeting) -> list[TableNotes]:
    """The notes of every table. Two queries."""
    found: dict[int, list[Note]] = {}
    rows = Note.objects.filter(table__meeting=meeting).select_related("opinion__submission", "agenda_item")
    for note in rows.order_by(F("opinion").asc(nulls_first=True), "pk"):
        found.setdefault(note.table_id, []).append(note)
    return [
        TableNotes(
            table,
            tuple(found.get(table.pk, ())),
            sum(1 for n in found.get(table.pk, ()) if n.opinion_id is None and n.withdrawn_at is None and n.text),
        )
        for table in meeting.tables.all()
    ]


def _with_counts(meetings: MeetingQuerySet) -> MeetingQuerySet:
    """Each with its seats, notes that are no voices yet, and whether its minutes are public."""
    unsent = Note.objects.unsent().exclude(text="").filter(table__meeting=OuterRef("pk"))
    registrations = Registration.objects.filter(meeting=OuterRef("pk"))
    return meetings.annotate(
        unsent=_counted(unsent, "table__meeting"),
        seated=_counted(registrations.filter(state=RegistrationState.SEATED), "meeting"),
        queued=_counted(registrations.filter(state=RegistrationState.WAITING), "meeting"),
        has_minutes=Exists(Minutes.objects.published().filter(meeting=OuterRef("pk"))),
    )


def _by_ward(rows: QuerySet, ward: str, what: Combinable) -> QuerySet:
    """(ward, what it is, how many) of what waits."""
    named = rows.order_by().annotate(what=Cast(what, CharField()))
    return named.values_list(ward, "what").annotate(count=Count("pk"))


def _counted(rows: QuerySet, by: str) -> Coalesce:
    """How many rows there are for each meeting, counted beside it and not joined to it."""
    count = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(count), 0)
