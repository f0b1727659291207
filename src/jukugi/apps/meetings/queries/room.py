"""What is needed at the tables: the clock, the notes, the raised hands."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from jukugi.apps.meetings import policies
from jukugi.apps.meetings.enums import Hand
from jukugi.apps.meetings.models import AgendaItem, Meeting, Note, Question, Registration, Table
from jukugi.apps.meetings.queries.meetings import AgendaRow, agenda_rows, hands_by_table

FEWEST_BUTTONS, MOST_BUTTONS = 8, 15
NOTES_SHOWN = 200
WALL_NOTES = 12


@dataclass(frozen=True)
class HandRow:
    """One answer to a question at a table: what was counted last, and the numbers one may tap."""

    hand: Hand
    count: int | None
    numbers: range


@dataclass(frozen=True)
class HandQuestion:
    question: Question
    rows: tuple[HandRow, ...]


@dataclass(frozen=True)
class TablePage:
    """All that a facilitator has before them. ``items`` are those under which notes are written."""

    meeting: Meeting
    table: Table
    agenda: tuple[AgendaRow, ...]
    items: tuple[AgendaItem, ...]
    current: AgendaItem | None
    running: AgendaRow | None
    questions: tuple[HandQuestion, ...]
    notes: tuple[Note, ...]
    is_open: bool


@dataclass(frozen=True)
class WallTable:
    """One table on the wall: how many notes it has, and the newest."""

    table: Table
    count: int
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class WallQuestion:
    question: Question
    agree: int
    disagree: int
    unsure: int
    tables: int

    @property
    def people(self) -> int:
        return self.agree + self.disagree + self.unsure


@dataclass(frozen=True)
class Wall:
    """What the wall shows of a meeting."""

    meeting: Meeting
    notes: int
    tables: tuple[WallTable, ...]
    questions: tuple[WallQuestion, ...]
    current: AgendaRow | None


def table_page(table: Table, *, now: datetime, to_participants: bool = False) -> TablePage:
    """A table with its clock, notes and questions. Five queries."""
    meeting = table.meeting
    agenda = agenda_rows(meeting)
    items = tuple(row.item for row in agenda if row.item.takes_notes) or tuple(row.item for row in agenda)
    running = current_row(agenda, now=now)
    notes = table.notes.standing().select_related("photo", "agenda_item").defer("photo__content").order_by("-pk")
    return TablePage(
        meeting=meeting,
        table=table,
        agenda=agenda,
        items=items,
        running=running,
        current=running.item if running and running.item in items else (items[0] if items else None),
        questions=() if to_participants else _questions(table),
        notes=tuple(notes[:NOTES_SHOWN]),
        is_open=policies.notes_are_open(meeting, now=now, to_participants=to_participants),
    )


def current_row(agenda: tuple[AgendaRow, ...], *, now: datetime) -> AgendaRow | None:
    """The item of the agenda that runs now."""
    return next((row for row in agenda if row.starts_at <= now < row.ends_at), None)


def wall(meeting: Meeting, *, now: datetime) -> Wall:
    """The newest notes of every table, and the hands. Five queries, whatever the number of tables."""
    tables = list(
        meeting.tables.annotate(count=Count("notes", filter=Q(notes__withdrawn_at__isnull=True))).order_by("number")
    )
    standing = Note.objects.standing().filter(table__meeting=meeting).exclude(text="").order_by("-pk")
    newest: dict[int, list[Note]] = {}
    for note in standing[:NOTES_SHOWN]:
        newest.setdefault(note.table_id, []).append(note)
    hands = hands_by_table(meeting)
    questions = []
    for question in meeting.questions.all():
        own = {key: count for key, count in hands.items() if key[0] == question.pk}
        sums = {str(hand): sum(count for key, count in own.items() if key[2] == hand) for hand in Hand}
        questions.append(WallQuestion(question, **sums, tables=len({key[1] for key in own})))
    return Wall(
        meeting=meeting,
        notes=sum(table.count for table in tables),
        tables=tuple(WallTable(table, table.count, tuple(newest.get(table.pk, ())[:WALL_NOTES])) for table in tables),
        questions=tuple(questions),
        current=current_row(agenda_rows(meeting), now=now),
    )


def _questions(table: Table) -> tuple[HandQuestion, ...]:
    hands = hands_by_table(table.meeting)
    seats = Registration.objects.seated().filter(table=table).count()
    numbers = range(min(MOST_BUTTONS, max(FEWEST_BUTTONS, seats + 2)) + 1)
    return tuple(
        HandQuestion(
            question,
            tuple(HandRow(hand, hands.get((question.pk, table.pk, str(hand))), numbers) for hand in Hand),
        )
        for question in table.meeting.questions.all()
    )
