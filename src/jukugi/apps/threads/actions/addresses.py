"""E-mail addresses that people leave with their numbers: left, confirmed, changed, taken back, erased."""

from datetime import datetime, timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from django.db import IntegrityError, transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.threads import errors, permissions, policies
from jukugi.apps.threads.enums import AddressState
from jukugi.apps.threads.models import Address
from jukugi.kit import audit
from jukugi.kit.ciphers import cipher, keyed_digest
from jukugi.kit.pages.voices import Voice

PURPOSE = "jukugi threads address"


def leave_address(*, voice: Voice, email: str, user: Any, now: datetime) -> Address:
    """Leave an address with the number of a voice, to be confirmed by the link of a mail; in place of an earlier one.

    ``user`` is whoever is signed in, if anybody is: the device that sent the voice needs no sign-in. Raises
    AddressNotYours, NothingIsTold, MailStaysHere or TooManyMails.
    """
    if not permissions.can_leave_for(user, voice):
        raise errors.AddressNotYours
    policies.check_is_offered(voice)
    left_by = "" if voice.is_own else getattr(user, "actor_key", "")
    return _replace(process=voice.subject, receipt=voice.number, kind=voice.kind, email=email, left_by=left_by, now=now)


def change_address(*, address: Address, email: str, now: datetime) -> Address:
    """Tell somebody at another address, as the owner asks by the link of a mail. Raises TooManyMails."""
    return _replace(
        process=address.process, receipt=address.receipt, kind=address.kind, email=email, left_by="", now=now
    )


@transaction.atomic
def confirm_address(*, address: Address, now: datetime) -> None:
    """Its owner says that it is theirs; a second time changes nothing. Raises LinkNotValid."""
    current = Address.objects.select_for_update(of=("self",)).filter(pk=address.pk).first()
    if current is None or current.state == AddressState.REFUSED:
        raise errors.LinkNotValid
    if current.state == AddressState.CONFIRMED:
        return
    if not policies.link_is_fresh(current, now=now):
        raise errors.LinkNotValid
    current.state, current.confirmed_at, current.next_try_at = AddressState.CONFIRMED, now, None
    current.save(update_fields=["state", "confirmed_at", "next_try_at"])
    audit.record("threads.address_confirmed", actor=None, subject=current, at=now)


def withdraw_address(*, voice: Voice, user: Any, now: datetime) -> None:
    """Take the address of a number back, from its device or at the counter. Raises AddressNotYours or NoSuchAddress."""
    if not permissions.can_leave_for(user, voice):
        raise errors.AddressNotYours
    actor = None if voice.is_own else user
    if not _erase(Address.objects.filter(receipt=voice.number), actor=actor, why="withdrawn", now=now):
        raise errors.NoSuchAddress


def stop_telling(*, address: Address, now: datetime) -> None:
    """Tell nobody at this address any more, as its owner asks by the link of a mail. It is erased at once."""
    _erase(Address.objects.filter(pk=address.pk), actor=None, why="stopped", now=now)


def forget_address(*, email: str, actor: User, now: datetime) -> int:
    """Erase an address with every number it was left for, as its owner asks. Returns how many.

    Raises NotAllowed or NoSuchAddress.
    """
    permissions.check_can_serve(actor)
    count = _erase(Address.objects.filter(digest=digest_of(email)), actor=actor, why="forgotten", now=now)
    if not count:
        raise errors.NoSuchAddress
    return count


def note_returned(*, receipt: str, actor: User, now: datetime) -> None:
    """A mail came back to the office: the address is of no use, and erased; its number gets a letter from now on.

    Raises NotAllowed or NoSuchAddress.
    """
    permissions.check_can_serve(actor)
    if not _erase(Address.objects.filter(receipt=receipt), actor=actor, why="returned", now=now):
        raise errors.NoSuchAddress


def erase_old_addresses(*, now: datetime, kept: timedelta = policies.KEPT_AFTER_PROCESS) -> int:
    """Erase those that nobody confirmed, and those of processes that ended so long ago. Returns how many."""
    return _erase(
        Address.objects.filter(policies.to_erase(now=now, kept=kept)), actor=None, why="kept_long_enough", now=now
    )


def opened(address: Address) -> str | None:
    """The address itself; None where the secret of the settings has changed since."""
    try:
        return cipher(PURPOSE).decrypt(address.sealed.encode()).decode()
    except InvalidToken:
        return None


def digest_of(email: str) -> str:
    """By which the same address is known again, however its letters were written."""
    return keyed_digest(PURPOSE, email.strip().casefold())


def _replace(*, process: Any, receipt: str, kind: str, email: str, left_by: str, now: datetime) -> Address:
    digest = digest_of(email)
    same = Address.objects.filter(receipt=receipt, digest=digest, state=AddressState.CONFIRMED).first()
    if same is not None:
        return same
    policies.check_not_too_many(digest=digest, receipt=receipt)
    try:
        with transaction.atomic():
            Address.objects.filter(receipt=receipt).delete()
            address = Address.objects.create(
                process=process,
                receipt=receipt,
                kind=kind,
                sealed=cipher(PURPOSE).encrypt(email.strip().encode()).decode(),
                digest=digest,
                asked_at=now,
                next_try_at=now,
                left_by=left_by,
            )
            audit.record(
                "threads.address_left", actor=None, subject=address, at=now, details={"by_staff": bool(left_by)}
            )
    except IntegrityError:
        # Pressed twice at one moment: the other press has left it.
        return Address.objects.get(receipt=receipt)
    return address


@transaction.atomic
def _erase(addresses: Any, *, actor: Any, why: str, now: datetime) -> int:
    found = list(addresses.select_for_update(of=("self",)))
    for address in found:
        audit.record("threads.address_erased", actor=actor, subject=address, at=now, details={"why": why})
        address.delete()
    return len(found)


def erase_addresses_of(*, receipts: set[str], now: datetime) -> int:
    """Erase the addresses of these numbers, because who sent them asks for everything to go. Returns how many."""
    return _erase(Address.objects.filter(receipt__in=receipts), actor=None, why="erased_by_owner", now=now)
