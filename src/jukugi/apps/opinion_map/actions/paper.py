"""Answers on paper: sheets are printed with their numbers, read by two people, and counted once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count as whole_numbers
from math import gcd

from django.db import transaction

from jukugi.apps.accounts.actions import add_paper_participant
from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.permissions import has_role
from jukugi.apps.opinion_map import permissions, policies
from jukugi.apps.opinion_map.enums import SHEET_RECEIPT, Choice
from jukugi.apps.opinion_map.errors import (
    NoStatementsToPrint,
    ReadingMatchesNone,
    SheetAlreadyCounted,
    SheetDiffers,
    SheetDoesNotDiffer,
    SheetReadBySame,
    StatementNotOnSheet,
    TooManySheets,
    TopicClosed,
)
from jukugi.apps.opinion_map.models import CurrentVote, SheetEntry, Topic, Vote, VoteSheet
from jukugi.apps.processes.policies import check_is_running
from jukugi.kit import audit, receipts
from jukugi.kit.errors import Refusal

GOLDEN = 0.618


@transaction.atomic
def print_sheets(*, topic: Topic, count: int, place: str, actor: User, now: datetime) -> list[VoteSheet]:
    """Give out numbers for so many sheets of statements. Printed ahead, also before answers are taken.

    Raises NotAllowed, ProcessFinished, TopicClosed, TooManySheets or NoStatementsToPrint.
    """
    permissions.check_can_run(actor, topic)
    check_is_running(topic.process)
    if topic.closed_at is not None and topic.closed_at <= now:
        raise TopicClosed(topic=topic.title)
    if not 1 <= count <= policies.SHEETS_AT_MOST:
        raise TooManySheets(limit=policies.SHEETS_AT_MOST)
    keys = list(topic.statements.shown().values_list("pk", flat=True))
    if not keys:
        raise NoStatementsToPrint
    before = topic.sheets.count()
    sheets = VoteSheet.objects.bulk_create(
        VoteSheet(
            topic=topic,
            receipt=number,
            statements=printed_order(keys, before + place_in_batch),
            place=place.strip(),
            printed_at=now,
            actor_key=actor.actor_key,
        )
        for place_in_batch, number in enumerate(receipts.issue_many(SHEET_RECEIPT, count, now=now))
    )
    audit.record("opinion_map.sheets_printed", actor=actor, subject=sheets[0], at=now, details={"count": count})
    return sheets


def printed_order(keys: Sequence[int], number: int) -> list[int]:
    """The statements of the sheet with this number, counted from 0, as they stand on it: at most STATEMENTS_ON_SHEET.

    Each sheet begins about 0.618 of the list further on, a step that shares no divisor with its length. So any few
    sheets in a row spread evenly over the list, and in as many sheets as there are statements each stands first once,
    last once, and is left out as often as any other.
    """
    length = len(keys)
    step = next(step for step in whole_numbers(max(1, round(GOLDEN * length))) if gcd(step, length) == 1)
    start = number * step % length
    return [*keys[start:], *keys[:start]][: policies.STATEMENTS_ON_SHEET]


@transaction.atomic
def enter_sheet(*, sheet: VoteSheet, answers: Mapping[int, Choice], actor: User, now: datetime) -> SheetEntry:
    """Note what one person reads on a sheet, without knowing what another read; where both agree it is counted.

    The first reading must be made while the topic takes answers; the second may follow later. The same reading sent
    twice is one. Raises NotAllowed, StatementNotOnSheet, TopicClosed, PhaseNotOpen, SheetAlreadyCounted, SheetDiffers,
    or SheetReadBySame (a policy officer may read again after READ_AGAIN_AFTER).
    """
    current, readings = _at_work(sheet, answers, actor)
    words = _in_words(current, answers)
    own = [entry for entry in readings if entry.actor_key == actor.actor_key]
    try:
        check_may_read(current, readings, actor=actor, now=now)
    except Refusal:
        if own and own[-1].answers == words:
            return own[-1]
        raise
    entry = _keep(current, words, actor, now)
    if readings and readings[0].answers == words:
        _count(current, words, actor, now)
    return entry


def check_may_read(sheet: VoteSheet, readings: Sequence[SheetEntry], *, actor: User, now: datetime) -> None:
    """Whether this person may make the first or the second reading now. At most two queries.

    Raises SheetAlreadyCounted, SheetDiffers, SheetReadBySame, TopicClosed or PhaseNotOpen.
    """
    number = receipts.shown(sheet.receipt)
    if sheet.counted_at is not None:
        raise SheetAlreadyCounted(number=number)
    if len(readings) > 1:
        raise SheetDiffers(number=number)
    if not readings:
        policies.check_voting_is_open(sheet.topic, now=now)
    elif readings[0].actor_key == actor.actor_key:
        is_rested = now - readings[0].entered_at >= policies.READ_AGAIN_AFTER
        if not (is_rested and has_role(actor, RoleKind.POLICY_OFFICER, area=sheet.topic.area)):
            raise SheetReadBySame(number=number)


@transaction.atomic
def settle_sheet(*, sheet: VoteSheet, answers: Mapping[int, Choice], actor: User, now: datetime) -> SheetEntry:
    """Read a sheet once more where two readings differ. It counts when each answer is that of an earlier reading.

    Who has not read the sheet yet may also read something new: that is noted, and waits for one who agrees. The same
    reading sent twice is one. Raises NotAllowed, StatementNotOnSheet, SheetAlreadyCounted, SheetDoesNotDiffer or
    ReadingMatchesNone.
    """
    current, readings = _at_work(sheet, answers, actor)
    words = _in_words(current, answers)
    last = readings[-1] if len(readings) > 2 else None
    if last is not None and (last.actor_key, last.answers) == (actor.actor_key, words):
        return last
    if current.counted_at is not None:
        raise SheetAlreadyCounted(number=receipts.shown(current.receipt))
    if len(readings) < 2:
        raise SheetDoesNotDiffer(number=receipts.shown(current.receipt))
    is_known = all(
        any(entry.answers.get(str(key)) == words.get(str(key)) for entry in readings) for key in current.statements
    )
    if not is_known and any(entry.actor_key == actor.actor_key for entry in readings):
        raise ReadingMatchesNone
    entry = _keep(current, words, actor, now)
    if is_known:
        _count(current, words, actor, now)
    return entry


def _at_work(sheet: VoteSheet, answers: Mapping[int, Choice], actor: User) -> tuple[VoteSheet, list[SheetEntry]]:
    """The sheet as it is now and its readings; one reader at a time."""
    related = VoteSheet.objects.select_for_update(of=("self",)).select_related("topic__process", "topic__area")
    current = related.get(pk=sheet.pk)
    permissions.check_can_run(actor, current.topic)
    if not set(answers) <= set(current.statements):
        raise StatementNotOnSheet
    return current, list(current.entries.all())


def _in_words(sheet: VoteSheet, answers: Mapping[int, Choice]) -> dict[str, str]:
    """As they are kept: in printed order."""
    return {str(key): answers[key].word for key in sheet.statements if key in answers}


def _keep(sheet: VoteSheet, words: dict[str, str], actor: User, now: datetime) -> SheetEntry:
    entry = SheetEntry.objects.create(sheet=sheet, answers=words, actor_key=actor.actor_key, entered_at=now)
    audit.record("opinion_map.sheet_entered", actor=actor, subject=sheet, at=now)
    return entry


def _count(sheet: VoteSheet, words: dict[str, str], actor: User, now: datetime) -> None:
    """Cast the votes of a sheet in printed order, as those of one participant; only to statements shown now.

    Those of a statement that was hidden stay in the entries. A sheet left blank counts as nobody.
    """
    shown = set(sheet.topic.statements.shown().values_list("pk", flat=True))
    choices = {choice.word: choice for choice in Choice}
    cast = [(key, choices[words[str(key)]]) for key in sheet.statements if str(key) in words and key in shown]
    if cast:
        voter = add_paper_participant(channel=Channel.CARD, now=now)
        CurrentVote.objects.bulk_create(
            CurrentVote(statement_id=key, participant=voter, choice=choice, changed_at=now) for key, choice in cast
        )
        Vote.objects.bulk_create(
            Vote(statement_id=key, participant=voter, choice=choice, channel=Channel.CARD, cast_at=now)
            for key, choice in cast
        )
        sheet.participant = voter
    sheet.counted_at = now
    sheet.save(update_fields=["participant", "counted_at"])
    audit.record("opinion_map.sheet_counted", actor=actor, subject=sheet, at=now, details={"votes": len(cast)})
