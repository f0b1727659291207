"""What a person has given is erased as they ask: the content goes; rows, reasons and counts stay."""

from datetime import datetime

from django.db import transaction

from jukugi.apps.accounts import errors, queries
from jukugi.apps.accounts.actions.taking_part import held_person
from jukugi.apps.accounts.enums import ErasureReason
from jukugi.apps.accounts.models import Erasure, Participant
from jukugi.kit import audit
from jukugi.kit.holdings import holdings


@transaction.atomic
def erase_participant(*, participant: Participant, reason: ErasureReason, now: datetime) -> Erasure:
    """Have every room erase what it may, and know none of the person's devices any more.

    Counts that were published stay, and sealed columns: what is left is a row that leads to nobody. Raises NothingHeld
    where it was done before.
    """
    person = held_person(participant)
    if person.erased_at is not None:
        raise errors.NothingHeld
    counts = {name: holding.erase(person, now) for name, holding in holdings.items()}
    Participant.objects.filter(pk__in=queries.rows_of(person)).update(token_hash=None, erased_at=now)
    erasure = Erasure.objects.create(participant=person, reason=reason, counts=counts, erased_at=now)
    audit.record("accounts.participant_erased", actor=person, subject=erasure, at=now, details={"reason": reason})
    return erasure
