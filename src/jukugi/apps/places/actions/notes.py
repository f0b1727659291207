"""Notes that something about a place has changed: sent, typed in, answered."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.actions import add_paper_participant
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.places import errors, permissions, policies
from jukugi.apps.places.actions.offering import check_paper
from jukugi.apps.places.enums import NOTE_RECEIPT_KIND, WORDS_LIMIT, NoteKind, NoteState, PlaceState
from jukugi.apps.places.models import Place, PlaceNote
from jukugi.kit import audit, receipts
from jukugi.kit.worded import checked


@transaction.atomic
def send_note(*, place: Place, kind: NoteKind, text: str, author: Participant, now: datetime) -> PlaceNote:
    """Somebody saw that it is not so any more. Raises AlreadyAnswered, TooManySent and what words can raise."""
    policies.check_state(place, PlaceState.CONFIRMED, PlaceState.CLOSED)
    policies.check_pace(author.actor_key, now=now)
    note = _kept(place, kind, text, Channel.WEB, author.actor_key, received_at=now, now=now)
    audit.record("places.note_sent", actor=author, subject=note, at=now, details={"channel": str(Channel.WEB)})
    return note


@transaction.atomic
def enter_note(
    *,
    place: Place,
    kind: NoteKind,
    text: str,
    channel: Channel,
    received_at: datetime,
    actor: User,
    now: datetime,
) -> PlaceNote:
    """Type in what came by telephone or on paper. Raises NotAllowed, WrongChannel and what a note can raise."""
    permissions.check_can_keep(actor, place.ward)
    check_paper(channel, received_at, now)
    policies.check_state(place, PlaceState.CONFIRMED, PlaceState.CLOSED)
    author = add_paper_participant(channel=channel, now=now)
    note = _kept(place, kind, text, channel, author.actor_key, received_at=received_at, now=now)
    audit.record("places.note_sent", actor=actor, subject=note, at=now, details={"channel": str(channel)})
    return note


def _kept(
    place: Place, kind: NoteKind, text: str, channel: Channel, author_key: str, *, received_at: datetime, now: datetime
) -> PlaceNote:
    return PlaceNote.objects.create(
        place=place,
        kind=NoteKind(kind),
        text=checked(text, field=_("変わったこと"), limit=WORDS_LIMIT, is_needed=True),
        receipt=receipts.issue(NOTE_RECEIPT_KIND, now=now),
        channel=channel,
        author_key=author_key,
        received_at=received_at,
    )


@transaction.atomic
def answer_note(*, note: PlaceNote, is_taken: bool, answer: str, actor: User, now: datetime) -> PlaceNote:
    """Say whether it was put right, and in a sentence what was done or why not. The register is changed by a correction
    of its own. Raises NotAllowed, AlreadyAnswered, ReasonMissing and what words can raise.
    """
    locked = PlaceNote.objects.select_for_update(of=("self",)).select_related("place__ward").get(pk=note.pk)
    permissions.check_can_keep(actor, locked.place.ward)
    policies.check_waits(locked)
    words = checked(answer, field=_("答え"), limit=WORDS_LIMIT)
    if not words:
        raise errors.ReasonMissing
    locked.state = NoteState.TAKEN if is_taken else NoteState.LEFT
    locked.answer, locked.answered_by, locked.answered_at = words, actor.actor_key, now
    locked.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    audit.record("places.note_answered", actor=actor, subject=locked, at=now, details={"is_taken": is_taken})
    return locked
