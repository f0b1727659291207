import re
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.meetings import errors, permissions, policies
from jukugi.apps.meetings.actions.photos import photo_of
from jukugi.apps.meetings.enums import NOTE_LIMIT, Hand, NoteWay
from jukugi.apps.meetings.models import AgendaItem, HandCount, Note, Question, Table
from jukugi.apps.processes.policies import check_is_running
from jukugi.kit import audit
from jukugi.kit.worded import checked, checked_line

CLIENT_KEY = re.compile(r"[A-Za-z0-9_-]{16,40}")

Row = TypeVar("Row", bound=models.Model)


def take_note(
    *,
    table: Table,
    agenda_item: AgendaItem | None,
    text: str,
    photo: bytes | None,
    way: NoteWay,
    client_key: str,
    now: datetime,
    actor: User | None = None,
) -> Note:
    """Keep what was written at a table, word for word. A note that comes again under its key is the one that is there.

    Whoever calls knows the key of the table or of the hall; staff (``actor``) may also enter notes late. Raises
    NotAllowed, ProcessFinished, NotesClosed, NoteEmpty, TooManyNotes, PhotoTooLarge, PhotoUnreadable or what the words
    can raise.
    """
    words = checked(text, field=_("ふせん"), limit=NOTE_LIMIT)
    if not words and not photo:
        raise errors.NoteEmpty
    if way == NoteWay.STAFF:
        permissions.check_can_handle(actor, table.meeting)

    def keep() -> Note:
        check_is_running(table.meeting.process)
        if way == NoteWay.STAFF:
            policies.check_is_on(table.meeting)
        else:
            is_participant = way == NoteWay.PARTICIPANT
            policies.check_notes_are_open(table.meeting, now=now, to_participants=is_participant)
        if table.notes.count() >= policies.NOTES_AT_A_TABLE:
            raise errors.TooManyNotes(limit=policies.NOTES_AT_A_TABLE)
        picture = photo_of(photo) if photo else None
        if picture is not None:
            picture.save()
        return Note.objects.create(
            table=table,
            agenda_item=agenda_item if agenda_item and agenda_item.meeting_id == table.meeting_id else None,
            client_key=client_key,
            text=words,
            photo=picture,
            way=way,
            received_at=now,
            actor_key=actor.actor_key if actor else "",
        )

    return _first_or_only(Note, client_key, keep)


@transaction.atomic
def withdraw_note(*, note: Note, reason: str, actor: User | None, now: datetime) -> None:
    """Take a note back that was typed by mistake; it stays, with the reason. Whoever calls knows the table's key.

    Raises NoteIsOpinion, NoteWithdrawn, NotesClosed or WordsMissing; of staff NotAllowed.
    """
    if actor is not None:
        permissions.check_can_handle(actor, note.table.meeting)
    else:
        policies.check_notes_are_open(note.table.meeting, now=now)
    current = Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if current.opinion_id is not None:
        raise errors.NoteIsOpinion
    if current.withdrawn_at is not None:
        raise errors.NoteWithdrawn
    current.withdrawn_reason = checked_line(reason, field=_("取り消す理由"), limit=200, is_needed=True)
    current.withdrawn_at = now
    current.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    audit.record("meetings.note_withdrawn", actor=actor, subject=current, at=now)


def count_hands(
    *, table: Table, question: Question, hand: Hand, count: int, client_key: str, now: datetime
) -> HandCount:
    """Keep how many hands were raised for one answer; the last count of an answer holds.

    Whoever calls knows the key of the table. Raises NotesClosed or QuestionOfAnotherMeeting.
    """
    if question.meeting_id != table.meeting_id:
        raise errors.QuestionOfAnotherMeeting

    def keep() -> HandCount:
        check_is_running(table.meeting.process)
        policies.check_notes_are_open(table.meeting, now=now)
        return HandCount.objects.create(
            table=table, question=question, hand=hand, count=count, client_key=client_key, counted_at=now
        )

    return _first_or_only(HandCount, client_key, keep)


def _first_or_only(model: type[Row], client_key: str, keep: Callable[[], Row]) -> Row:
    """What came with this key before, else what ``keep`` makes; of two at one moment, the one that was first."""
    known = model._default_manager.filter(client_key=client_key)
    if (sent := known.first()) is not None:
        return sent
    try:
        with transaction.atomic():
            return keep()
    except IntegrityError:
        if (sent := known.first()) is None:
            raise
        return sent
