"""Invitation codes: given out on paper, entered on a device, over from a day on. Only hashes of them are kept."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import DateField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Least
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate

from jukugi.apps.accounts.actions import token_hash
from jukugi.apps.accounts.models import User, new_key
from jukugi.apps.organizations import permissions
from jukugi.apps.organizations.actions.bodies import locked
from jukugi.apps.organizations.errors import (
    AssociationEnded,
    CodeNotYet,
    CodeTooLate,
    CodeUnknown,
    CodeUnreadable,
    TooManyCodes,
)
from jukugi.apps.organizations.models import AccessCode, AccessDevice, Officer, Organization
from jukugi.kit import audit
from jukugi.kit.codes import NotACode, new_code, shown_code
from jukugi.kit.codes import read_code as read_digits
from jukugi.kit.pages.wording import jdate

# Until when a letter's code can be entered, counted from the first day on which it opens.
ENTERED_WITHIN = timedelta(days=90)
DEVICES_KEPT = timedelta(days=30)
# Wrong codes from one place, and how long they are remembered.
WRONG_AT_MOST = 10
WRONG_KEPT_SECONDS = 10 * 60


@dataclass(frozen=True)
class GivenCode:
    """A code as it stands in the letter, this once: afterwards nobody can read it."""

    code: AccessCode
    digits: str

    @property
    def shown(self) -> str:
        return shown_code(self.digits)


@transaction.atomic
def give_codes(*, officers: list[Officer], actor: User, now: datetime) -> list[GivenCode]:
    """Give each of these officers a new code, for a letter. Codes given to them before, and their devices, are closed.

    Raises NotAllowed where one is not of an association that the actor looks after; AssociationEnded.
    """
    reach = permissions.reach_of(actor)
    return [_give(officer, reach, actor=actor, now=now) for officer in officers]


def _give(officer: Officer, reach: permissions.Reach, *, actor: User, now: datetime) -> GivenCode:
    today = localdate(now)
    body = locked(officer.organization)
    permissions.check_reaches(reach, body)
    if body.ended_on is not None and body.ended_on <= today:
        raise AssociationEnded(name=body.name, last_on=jdate(body.last_on))
    AccessCode.objects.filter(officer=officer).not_over(today).update(revoked_at=now)
    starts_on = max(officer.starts_on, today)
    digits = new_code()
    code = AccessCode.objects.create(
        organization=body,
        officer=officer,
        code_hash=code_hash(digits),
        starts_on=starts_on,
        enter_by=starts_on + ENTERED_WITHIN,
        ends_on=officer.ends_on,
        actor_key=actor.actor_key,
        issued_at=now,
    )
    details = {"organization": body.pk, "officer": officer.pk, "starts_on": starts_on.isoformat()}
    audit.record("organizations.code_given", actor=actor, subject=code, at=now, details=details)
    return GivenCode(code, digits)


@transaction.atomic
def close_code(*, code: AccessCode, actor: User, now: datetime) -> None:
    """Close a code and the devices that it opened, at once: the letter or the device got lost.

    Raises NotAllowed.
    """
    permissions.check_looks_after(actor, code.organization)
    AccessCode.objects.filter(pk=code.pk, revoked_at__isnull=True).update(revoked_at=now)
    details = {"organization": code.organization_id}
    audit.record("organizations.code_closed", actor=actor, subject=code, at=now, details=details)


def open_device(*, typed: str, token: str, place: str, now: datetime) -> AccessDevice:
    """Open the association's page on the device that holds this token, by the code from its letter.

    ``place`` is an opaque word for where the request came from, for counting wrong codes. Raises CodeUnreadable,
    TooManyCodes, CodeUnknown, CodeNotYet, CodeTooLate.
    """
    digits = read_code(typed)
    wrong = f"organizations.wrong_codes.{place}"
    if cache.get(wrong, 0) >= WRONG_AT_MOST:
        raise TooManyCodes
    try:
        code = find_code(digits, day=localdate(now))
    except CodeUnknown:
        cache.set(wrong, cache.get(wrong, 0) + 1, WRONG_KEPT_SECONDS)
        raise
    return _open(code, token, now=now)


@transaction.atomic
def _open(code: AccessCode, token: str, *, now: datetime) -> AccessDevice:
    defaults = {"actor_key": new_key(), "opened_at": now}
    device, is_new = AccessDevice.objects.get_or_create(code=code, token_hash=token_hash(token), defaults=defaults)
    if is_new:
        details = {"organization": code.organization_id, "code": code.pk}
        audit.record("organizations.device_opened", actor=device, subject=device, at=now, details=details)
    return device


def find_code(digits: str, *, day: date) -> AccessCode:
    """The code behind these digits, if it may be entered on a day. Raises CodeUnknown, CodeNotYet, CodeTooLate."""
    known = AccessCode.objects.not_over(day).filter(code_hash=code_hash(digits))
    code = known.filter(organization__in=Organization.objects.standing(day)).select_related("organization").first()
    if code is None:
        raise CodeUnknown
    if day < code.starts_on:
        raise CodeNotYet(day=jdate(code.starts_on))
    if day > code.enter_by:
        raise CodeTooLate(day=jdate(code.enter_by))
    return code


@transaction.atomic
def close_device(*, token: str, now: datetime) -> int:
    """Forget this device: it opens no association's page any more. Returns how many it did."""
    devices = list(AccessDevice.objects.select_for_update().filter(token_hash=token_hash(token)))
    for device in devices:
        audit.record("organizations.device_closed", actor=device, subject=device, at=now)
        device.delete()
    return len(devices)


@transaction.atomic
def forget_old_devices(*, now: datetime, kept: timedelta = DEVICES_KEPT) -> int:
    """Delete the rows of devices whose code has been over for some time. Returns how many."""
    over = Q(code__ends_on__lte=localdate(now) - kept) | Q(code__revoked_at__lte=now - kept)
    deleted, _by_model = AccessDevice.objects.filter(over).delete()
    return deleted


def end_codes(codes: QuerySet[AccessCode], ends_on: date) -> None:
    """Let codes open nothing from a day on; those that end before it stay as they are."""
    day = Value(ends_on, output_field=DateField())
    codes.update(ends_on=Least(Coalesce(F("ends_on"), day), day))


def read_code(typed: str) -> str:
    """What a person typed as sixteen digits. Raises CodeUnreadable."""
    try:
        return read_digits(typed)
    except NotACode as error:
        raise CodeUnreadable from error


def code_hash(digits: str) -> str:
    """What is kept of a code. Keyed: a copy of the database alone lets nobody try codes."""
    return salted_hmac("jukugi.organizations.code", digits, algorithm="sha256").hexdigest()


def place_of(address: str) -> str:
    """An opaque word for a network address."""
    return salted_hmac("jukugi.organizations.place", address, algorithm="sha256").hexdigest()[:32]
