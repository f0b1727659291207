"""Reads for the staff's pages of sheets of paper."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from jukugi.apps.opinion_map.enums import Choice
from jukugi.apps.opinion_map.models import SheetEntry, SheetState, Statement, Topic, Vote, VoteSheet
from jukugi.apps.opinion_map.policies import READ_AGAIN_AFTER
from jukugi.kit import receipts

WAITING_SHOWN = 50
BATCHES_SHOWN = 30


@dataclass(frozen=True)
class SheetFigures:
    """How many sheets of a topic were printed, and how far they have come."""

    printed: int
    read_once: int
    differing: int
    counted: int


@dataclass(frozen=True)
class WaitingSheet:
    """A sheet that was read and waits for another reading; ``is_own``: this person's is the one it has, made lately."""

    pk: int
    number: str
    place: str
    state: SheetState
    read_at: datetime
    is_own: bool


@dataclass(frozen=True)
class Batch:
    """Sheets printed together; ``counted`` of them were counted. ``first`` is the key of the first."""

    first: int
    place: str
    printed_at: datetime
    count: int
    counted: int


@dataclass(frozen=True)
class PrintedSheet:
    """What stands on one sheet of paper."""

    number: str
    path: str
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """A statement that was read differently: its place on the sheet from 1, and the words of each reading."""

    place: int
    statement: Statement
    readings: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What became of a sheet that was just typed in: ``votes`` were counted, ``left_out`` belong to statements that
    are not public any more.
    """

    number: str
    state: SheetState
    pk: int
    votes: int
    left_out: int


def sheet_figures(topic: Topic) -> SheetFigures:
    """One query."""
    waits = Q(counted_at__isnull=True)
    sums = topic.sheets.with_readings().aggregate(
        printed=Count("pk"),
        read_once=Count("pk", filter=waits & Q(readings=1)),
        differing=Count("pk", filter=waits & Q(readings__gt=1)),
        counted=Count("pk", filter=~waits),
    )
    return SheetFigures(**sums)


def waiting_sheets(topic: Topic, *, reader: str, now: datetime) -> list[WaitingSheet]:
    """Those that differ first, then the oldest. One query."""
    own = Count("entries", filter=Q(entries__actor_key=reader))
    sheets = topic.sheets.at_work().annotate(own=own, read_at=Min("entries__entered_at"))
    return [
        WaitingSheet(
            pk=sheet.pk,
            number=receipts.shown(sheet.receipt),
            place=sheet.place,
            state=sheet.state,
            read_at=sheet.read_at,
            is_own=sheet.state == SheetState.READ_ONCE and sheet.own > 0 and now - sheet.read_at < READ_AGAIN_AFTER,
        )
        for sheet in sheets[:WAITING_SHOWN]
    ]


def batches(topic: Topic) -> list[Batch]:
    """Sheets as they were printed together, the last first. One query."""
    together = topic.sheets.order_by().values("printed_at", "actor_key", "place")
    rows = together.annotate(first=Min("pk"), count=Count("pk"), counted=Count("counted_at")).order_by("-first")
    return [
        Batch(row["first"], row["place"], row["printed_at"], row["count"], row["counted"])
        for row in rows[:BATCHES_SHOWN]
    ]


def sheets_printed_with(topic: Topic, first_pk: int) -> list[PrintedSheet]:
    """The sheets of a batch, given the key of its first; empty where there is none. Three queries."""
    first = topic.sheets.filter(pk=first_pk).first()
    if first is None:
        return []
    same = topic.sheets.filter(printed_at=first.printed_at, actor_key=first.actor_key, place=first.place)
    texts = dict(topic.statements.values_list("pk", "text"))
    return [
        PrintedSheet(
            receipts.shown(sheet.receipt), sheet.get_absolute_url(), tuple(texts[key] for key in sheet.statements)
        )
        for sheet in same.order_by("pk")
    ]


def sheet_numbered(topic: Topic, number: str) -> VoteSheet | None:
    """The sheet of this topic with a stored number. One query."""
    return topic.sheets.select_related("topic__process", "topic__area").filter(receipt=number).first()


def statements_of(sheet: VoteSheet) -> list[Statement]:
    """In printed order. One query."""
    found = Statement.objects.in_bulk(sheet.statements)
    return [found[key] for key in sheet.statements]


def differences(sheet: VoteSheet, readings: list[SheetEntry]) -> list[Difference]:
    """Where the readings of a sheet are not all the same. One query."""
    found = []
    for place, statement in enumerate(statements_of(sheet), start=1):
        words = tuple(entry.answers.get(str(statement.pk), "") for entry in readings)
        if len(set(words)) > 1:
            found.append(Difference(place, statement, words))
    return found


def outcome(topic: Topic, sheet_pk: int) -> Outcome | None:
    """Of a sheet that was read; None where there is none. At most three queries."""
    sheet = topic.sheets.with_readings().filter(pk=sheet_pk).first()
    if sheet is None or sheet.state == SheetState.PRINTED:
        return None
    votes = Vote.objects.filter(participant=sheet.participant_id).count() if sheet.participant_id else 0
    last = sheet.entries.last() if sheet.state == SheetState.COUNTED else None
    read = len(last.answers) if last is not None else votes
    return Outcome(receipts.shown(sheet.receipt), sheet.state, sheet.pk, votes, read - votes)


def agreed_answers(readings: list[SheetEntry], statements: list[int]) -> dict[int, Choice]:
    """The answers that every reading of a sheet has alike, without blank ones. No query."""
    choices = {choice.word: choice for choice in Choice}
    agreed = {}
    for key in statements:
        words = {entry.answers.get(str(key), "") for entry in readings}
        if len(words) == 1 and "" not in words:
            agreed[key] = choices[words.pop()]
    return agreed
