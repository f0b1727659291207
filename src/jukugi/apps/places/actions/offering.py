"""A place lists itself: on the web without an account, or on a card that an officer types in."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from jukugi.apps.accounts.actions import add_paper_participant
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.places import errors, permissions, policies
from jukugi.apps.places.actions.facts import PlaceDraft, checked_draft, keep_hours, lay_on, write
from jukugi.apps.places.enums import RECEIPT_KIND, PlaceAct, PlaceState
from jukugi.apps.places.models import Place
from jukugi.kit import audit, receipts

PAPER = frozenset({Channel.CARD, Channel.FAX, Channel.POST, Channel.MEETING, Channel.PHONE})


@transaction.atomic
def propose_place(*, draft: PlaceDraft, author: Participant, now: datetime) -> Place:
    """Somebody tells of a place; a receipt number comes back, and the ward looks at it before others see it.

    Raises TooManySent and what a draft can raise.
    """
    given = checked_draft(draft)
    policies.check_pace(author.actor_key, now=now)
    place = _kept(given, Channel.WEB, author.actor_key, received_at=now, now=now)
    audit.record("places.proposed", actor=author, subject=place, at=now, details={"channel": str(Channel.WEB)})
    return place


@transaction.atomic
def enter_place(*, draft: PlaceDraft, channel: Channel, received_at: datetime, actor: User, now: datetime) -> Place:
    """Type in a card, word for word; it waits like one from the web.

    Raises NotAllowed, WrongChannel, ReceivedInTheFuture and what a draft can raise.
    """
    given = checked_draft(draft)
    permissions.check_can_keep(actor, given.ward)
    check_paper(channel, received_at, now)
    author = add_paper_participant(channel=channel, now=now)
    place = _kept(given, channel, author.actor_key, received_at=received_at, now=now, entered_by=actor.actor_key)
    audit.record("places.proposed", actor=actor, subject=place, at=now, details={"channel": str(channel)})
    return place


def check_paper(channel: Channel, received_at: datetime, now: datetime) -> None:
    """Raises WrongChannel, ReceivedInTheFuture."""
    if channel not in PAPER:
        raise errors.WrongChannel
    if received_at > now:
        raise errors.ReceivedInTheFuture


def _kept(
    given: PlaceDraft, channel: Channel, author_key: str, *, received_at: datetime, now: datetime, entered_by: str = ""
) -> Place:
    place = Place(
        state=PlaceState.PROPOSED,
        receipt=receipts.issue(RECEIPT_KIND, now=now),
        channel=channel,
        author_key=author_key,
        received_at=received_at,
    )
    given = replace(given, source=given.source or str(channel.label))
    lay_on(place, given)
    place.save()
    keep_hours(place, given)
    write(place, PlaceAct.PROPOSED, draft=given, actor_key=entered_by or author_key, now=now)
    return place
