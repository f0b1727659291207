"""The way in for those who keep a place: an address with a secret, which staff hand over on paper."""

import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from jukugi.apps.accounts.actions import token_hash
from jukugi.apps.accounts.models import User
from jukugi.apps.places import errors, permissions, policies
from jukugi.apps.places.enums import PlaceState
from jukugi.apps.places.models import KeeperEntry, Place
from jukugi.kit import audit


@transaction.atomic
def give_entry(*, place: Place, actor: User, now: datetime, mail: str = "") -> tuple[KeeperEntry, str]:
    """A new way in, with the secret that stands in its address; told once. The former one is closed by it.

    ``mail``: where those who keep the place agreed to get reminders.

    Raises NotAllowed, AlreadyAnswered, MailUnreadable.
    """
    locked = Place.objects.select_for_update(of=("self",)).select_related("ward").get(pk=place.pk)
    permissions.check_can_keep(actor, locked.ward)
    policies.check_state(locked, PlaceState.CONFIRMED)
    if mail:
        try:
            validate_email(mail)
        except ValidationError as error:
            raise errors.MailUnreadable from error
    _close(locked, now)
    secret = secrets.token_urlsafe(16)
    entry = KeeperEntry.objects.create(
        place=locked, token_hash=token_hash(secret), mail=mail, given_by=actor.actor_key, given_at=now
    )
    audit.record("places.entry_given", actor=actor, subject=entry, at=now)
    return entry, secret


@transaction.atomic
def close_entry(*, place: Place, actor: User, now: datetime) -> int:
    """Nobody gets in any more; addresses for reminders go. Returns how many were open. Raises NotAllowed."""
    permissions.check_can_keep(actor, place.ward)
    closed = _close(place, now)
    audit.record("places.entry_closed", actor=actor, subject=place, at=now)
    return closed


def entry_of(secret: str) -> KeeperEntry | None:
    """The open way in with this secret. One query."""
    found = KeeperEntry.objects.filter(token_hash=token_hash(secret), closed_at__isnull=True)
    return found.select_related("place__ward", "place__district").first()


def _close(place: Place, now: datetime) -> int:
    return KeeperEntry.objects.filter(place=place, closed_at__isnull=True).update(closed_at=now, mail="")
