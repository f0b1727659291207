"""Two devices of one person are brought together: by a code that one shows and the other takes."""

from datetime import datetime, timedelta

from django.db import transaction

from jukugi.apps.accounts import errors
from jukugi.apps.accounts.actions.taking_part import held_person
from jukugi.apps.accounts.actions.tries import check_pace
from jukugi.apps.accounts.models import CarryCode, Participant, ParticipantMerge
from jukugi.kit import audit
from jukugi.kit.codes import NotACode, code_digest, new_code, read_code, shown_code
from jukugi.kit.holdings import holdings

CARRY = "jukugi accounts carry"
CARRIES_WITHIN = timedelta(minutes=15)
CODES_AT_MOST = 10
HOUR_SECONDS = 60 * 60


@transaction.atomic
def make_carry_code(*, participant: Participant, now: datetime) -> str:
    """A code by which this person goes on with another device, told this once, in groups. It ends the one before it.

    Raises TooManyTries.
    """
    check_pace("carry_codes_made", str(participant.pk), most=CODES_AT_MOST, seconds=HOUR_SECONDS)
    person = held_person(participant)
    CarryCode.objects.filter(participant=person, used_at__isnull=True, expires_at__gt=now).update(expires_at=now)
    digits = new_code()
    code = CarryCode.objects.create(
        participant=person, digest=code_digest(CARRY, digits), made_at=now, expires_at=now + CARRIES_WITHIN
    )
    audit.record("accounts.carry_code_made", actor=person, subject=code, at=now)
    return shown_code(digits)


def carry_over(*, typed: str, device: Participant, now: datetime) -> Participant:
    """Bring this device's participation together with that of the device that shows the code. Returns the person.

    Raises CodeUnreadable, CodeUnknown, OwnCode.
    """
    try:
        digits = read_code(typed)
    except NotACode as error:
        raise errors.CodeUnreadable from error
    return _carried(code_digest(CARRY, digits), device, now)


@transaction.atomic
def _carried(digest: str, device: Participant, now: datetime) -> Participant:
    """One request uses a code up: the row is changed only where it was not used, in one statement. Both people are held
    before, so that two devices that take each other's code do not wait for each other for ever.
    """
    code = CarryCode.objects.filter(digest=digest).first()
    if code is None:
        raise errors.CodeUnknown
    goes, stays = _held_pair(device, code.participant)
    if goes.pk == stays.pk and code.used_at is None:
        raise errors.OwnCode
    unused = CarryCode.objects.filter(pk=code.pk, used_at__isnull=True, expires_at__gt=now)
    if not unused.update(used_at=now, used_by=device):
        raise errors.CodeUnknown
    return merge_participants(goes=goes, stays=stays, now=now)


@transaction.atomic
def merge_participants(*, goes: Participant, stays: Participant, now: datetime) -> Participant:
    """Make two participants one person. Every room moves what it keeps of the one who goes to the one who stays.

    Returns who stays, also where they were one already.
    """
    left, kept = _held_pair(goes, stays)
    if left.pk == kept.pk:
        return kept
    for holding in holdings:
        holding.merge(left, kept, now)
    Participant.objects.filter(merged_into=left).update(merged_into=kept)
    Participant.objects.filter(pk=left.pk).update(merged_into=kept)
    merge = ParticipantMerge.objects.create(merged=left, into=kept, merged_at=now)
    audit.record("accounts.participants_merged", actor=kept, subject=merge, at=now)
    return kept


def _held_pair(first: Participant, second: Participant) -> tuple[Participant, Participant]:
    """The rows that stand for two people now, both held until the transaction ends, in one order whoever begins.

    Where one was joined to another meanwhile, once more from where that leads.
    """
    keys = [first.merged_into_id or first.pk, second.merged_into_id or second.pk]
    while True:
        held = Participant.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk")
        by_key = {row.pk: row for row in held}
        leads = [by_key[key].merged_into_id or key for key in keys]
        if leads == keys:
            return by_key[keys[0]], by_key[keys[1]]
        keys = leads


@transaction.atomic
def forget_device(*, token_hash: str, now: datetime) -> bool:
    """Know a device no more: what it sent stays, and other devices of the person go on. Returns whether it was known
    before.
    """
    device = Participant.objects.select_for_update(of=("self",)).filter(token_hash=token_hash).first()
    if device is None:
        return False
    device.token_hash = None
    device.save(update_fields=["token_hash"])
    audit.record("accounts.device_forgotten", actor=device, subject=device, at=now)
    return True


@transaction.atomic
def forget_old_codes(*, now: datetime, kept: timedelta) -> int:
    """Delete codes that nobody used in time. Returns how many; safe to run twice."""
    deleted, _by_model = CarryCode.objects.filter(used_at__isnull=True, expires_at__lt=now - kept).delete()
    return deleted
