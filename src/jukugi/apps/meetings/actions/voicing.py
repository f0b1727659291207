"""Notes become opinions: each with a receipt number of its own, all bound to the call of the meeting."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.models import User
from jukugi.apps.meetings import errors, permissions, policies
from jukugi.apps.meetings.enums import NOTE_LIMIT
from jukugi.apps.meetings.models import Meeting, Note
from jukugi.apps.opinions import actions as opinions
from jukugi.apps.opinions.enums import CallKind
from jukugi.apps.opinions.models import Call, Submission
from jukugi.core.text import has_letters
from jukugi.kit import audit
from jukugi.kit.worded import checked

PLACE_LIMIT = 80


@transaction.atomic
def send_notes(*, meeting: Meeting, notes: Sequence[Note], actor: User, now: datetime) -> list[Submission]:
    """Make voices of notes, one of them, a table's or all at once; pressed twice, each is a voice once.

    Raises NotAllowed, ProcessFinished, NothingToSend and what taking a note as an opinion can raise.
    """
    permissions.check_can_handle(actor, meeting)
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    wanted = Note.objects.unsent().exclude(text="").filter(table__meeting=locked, pk__in=[note.pk for note in notes])
    # Signs alone tell nobody what they are about: such a note stays a note.
    waiting = [note for note in wanted.select_related("table") if has_letters(note.text)]
    if not waiting:
        raise errors.NothingToSend
    call = _call_of(locked, actor, now)
    sent = [_send(note, locked, call, actor, now) for note in waiting]
    audit.record("meetings.notes_sent", actor=actor, subject=locked, at=now, details={"notes": len(sent)})
    return sent


@transaction.atomic
def read_photo(*, note: Note, text: str, actor: User, now: datetime) -> None:
    """Write down the words that a photo shows, word for word; words that are there are not changed.

    Raises NotAllowed, NoteWithdrawn, NoteIsOpinion or what the words can raise.
    """
    permissions.check_can_handle(actor, note.table.meeting)
    words = checked(text, field=gettext_lazy("ふせん"), limit=NOTE_LIMIT, is_needed=True)
    current = Note.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if current.withdrawn_at is not None:
        raise errors.NoteWithdrawn
    if current.text:
        raise errors.NoteIsOpinion
    current.text = words
    current.save(update_fields=["text"])
    audit.record("meetings.photo_read", actor=actor, subject=current, at=now)


def _send(note: Note, meeting: Meeting, call: Call, actor: User, now: datetime) -> Submission:
    table = _("テーブル%(number)d") % {"number": note.table.number}
    # What is typed in days later was written at the meeting.
    received_at = max(call.opens_at, min(note.received_at, meeting.ends_at, now))
    submission = opinions.take_note(
        call=call,
        text=note.text,
        place=f"{meeting.place}　{table}"[-PLACE_LIMIT:],
        received_at=received_at,
        note_key=note.client_key,
        actor=actor,
        now=now,
    )
    note.opinion = submission.opinions.get()
    note.save(update_fields=["opinion"])
    return submission


def _call_of(meeting: Meeting, actor: User, now: datetime) -> Call:
    """The call of the meeting; opened with the first note, as notes are taken whatever the phase."""
    if meeting.call is not None:
        return meeting.call
    issues = list(meeting.issues.all()[:2])
    meeting.call = opinions.open_call(
        process=meeting.process,
        kind=CallKind.MEETING,
        title=meeting.title,
        question="",
        ward=meeting.ward,
        place=meeting.place,
        about=issues[0] if len(issues) == 1 else None,
        opens_at=min(meeting.starts_at - policies.NOTES_OPEN_BEFORE, now),
        closes_at=max(meeting.ends_at + policies.FACILITATORS_WRITE_AFTER, now),
        actor=actor,
        now=now,
        needs_hearing=False,
    )
    meeting.save(update_fields=["call"])
    return meeting.call
