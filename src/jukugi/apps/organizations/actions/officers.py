"""Officers of associations: terms begun and ended, what is kept of a person, and what goes again."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from jukugi.apps.accounts.models import User
from jukugi.apps.organizations import permissions
from jukugi.apps.organizations.actions.access import end_codes
from jukugi.apps.organizations.actions.bodies import locked
from jukugi.apps.organizations.enums import OfficerRole
from jukugi.apps.organizations.errors import (
    AssociationEnded,
    OfficeEnded,
    OfficerErased,
    OfficerOverlaps,
    TermEndsBeforeItStarts,
)
from jukugi.apps.organizations.models import AccessCode, Officer, Organization
from jukugi.core.text.tidying import folded, one_line
from jukugi.kit import audit
from jukugi.kit.pages.wording import jdate

# How long an officer can still be asked after the term.
CONTACT_KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Person:
    """What is told of an officer: any of it may be empty. ``agrees``: the name may be shown to everybody."""

    name: str = ""
    agrees: bool = False
    phone: str = ""
    email: str = ""

    def tidied(self) -> "Person":
        name = one_line(self.name)
        return Person(name, self.agrees and bool(name), one_line(self.phone), one_line(self.email))


@transaction.atomic
def add_officer(
    *,
    organization: Organization,
    role: OfficerRole,
    person: Person,
    starts_on: date,
    ends_on: date | None,
    actor: User,
    now: datetime,
) -> Officer:
    """Begin somebody's term in an office, ``[starts_on, ends_on)``.

    Raises NotAllowed, AssociationEnded, TermEndsBeforeItStarts, OfficerOverlaps.
    """
    permissions.check_looks_after(actor, organization)
    body = locked(organization)
    _check_term(body, starts_on, ends_on)
    told = person.tidied()
    same = body.officers.filter(role=role).ending_after(starts_on)
    if ends_on is not None:
        same = same.filter(starts_on__lt=ends_on)
    if told.name and any(folded(told.name) == folded(each.name) for each in same):
        raise OfficerOverlaps(organization=body.name, role=role.label)
    return begin_term(body, role, told, starts_on, ends_on, actor=actor, now=now)


@transaction.atomic
def end_officer(*, officer: Officer, ends_on: date, actor: User, now: datetime) -> None:
    """End a term: ``ends_on`` is the first day out of office, from which on the officer's codes open nothing.

    Raises NotAllowed, OfficeEnded, TermEndsBeforeItStarts.
    """
    permissions.check_looks_after(actor, officer.organization)
    ended = locked_officer(officer)
    if ended.ends_on is not None and ended.ends_on <= localdate(now):
        raise OfficeEnded(last_on=jdate(ended.last_on))
    if ends_on <= ended.starts_on:
        raise TermEndsBeforeItStarts(last_on=jdate(ends_on - timedelta(days=1)), starts_on=jdate(ended.starts_on))
    end_term(ended, ends_on, actor=actor, now=now)


@transaction.atomic
def tell_officer(*, officer: Officer, person: Person, actor: User, now: datetime) -> None:
    """Correct the name or the contact of an officer, and whether the name may be shown.

    Raises NotAllowed, OfficerErased.
    """
    permissions.check_looks_after(actor, officer.organization)
    told = locked_officer(officer)
    if told.erased_on is not None:
        raise OfficerErased
    put_person(told, person.tidied(), day=localdate(now))
    told.save(update_fields=["name", "name_agreed_on", "phone", "email"])
    details = {"organization": told.organization_id, "agrees": told.name_agreed_on is not None}
    audit.record("organizations.officer_told", actor=actor, subject=told, at=now, details=details)


@transaction.atomic
def choose_own_name(*, officer: Officer, agrees: bool, by: permissions.Representation, now: datetime) -> None:
    """The officer to whom the code was given agrees that everybody may read the name, or does no more.

    Raises NotAllowed (for somebody else's name), OfficerErased.
    """
    permissions.check_is_officer(by, officer)
    chosen = locked_officer(officer)
    if chosen.erased_on is not None:
        raise OfficerErased
    chosen.name_agreed_on = (chosen.name_agreed_on or by.day) if agrees and chosen.name else None
    chosen.save(update_fields=["name_agreed_on"])
    details = {"organization": chosen.organization_id, "agrees": chosen.name_agreed_on is not None}
    audit.record("organizations.name_chosen", actor=by, subject=chosen, at=now, details=details)


@transaction.atomic
def erase_officer(*, officer: Officer, actor: User, now: datetime) -> None:
    """Erase the name and the contact of a person who asks for it; the term and the office stay.

    Raises NotAllowed, OfficerErased.
    """
    permissions.check_looks_after(actor, officer.organization)
    erased = locked_officer(officer)
    if erased.erased_on is not None:
        raise OfficerErased
    erased.name = erased.phone = erased.email = ""
    erased.name_agreed_on, erased.erased_on = None, localdate(now)
    erased.save(update_fields=["name", "phone", "email", "name_agreed_on", "erased_on"])
    details = {"organization": erased.organization_id}
    audit.record("organizations.officer_erased", actor=actor, subject=erased, at=now, details=details)


@transaction.atomic
def erase_old_contacts(*, now: datetime, kept: timedelta = CONTACT_KEPT) -> int:
    """Erase phone and e-mail of officers whose term ended some time ago. Returns of how many."""
    old = Officer.objects.filter(ends_on__lte=localdate(now) - kept)
    return old.filter(~Q(phone="") | ~Q(email="")).update(phone="", email="")


def begin_term(
    body: Organization,
    role: OfficerRole,
    person: Person,
    starts_on: date,
    ends_on: date | None,
    *,
    actor: User,
    now: datetime,
) -> Officer:
    """Write a term that was checked."""
    officer = Officer(
        organization=body,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        actor_key=actor.actor_key,
        recorded_at=now,
    )
    put_person(officer, person, day=localdate(now))
    officer.save()
    _record("organizations.officer_added", officer, actor=actor, now=now)
    return officer


def end_term(officer: Officer, ends_on: date, *, actor: User, now: datetime) -> None:
    """End a term that may end on this day, and with it what the officer's codes open."""
    officer.ends_on = ends_on
    officer.save(update_fields=["ends_on"])
    end_codes(AccessCode.objects.filter(officer=officer), ends_on)
    _record("organizations.office_ended", officer, actor=actor, now=now)


def put_person(officer: Officer, person: Person, *, day: date) -> None:
    """What is kept of the person; a consent keeps the day on which it was given."""
    is_same_name = folded(person.name) == folded(officer.name)
    officer.name, officer.phone, officer.email = person.name, person.phone, person.email
    kept = officer.name_agreed_on if is_same_name else None
    officer.name_agreed_on = (kept or day) if person.agrees else None


def locked_officer(officer: Officer) -> Officer:
    """The term as it stands now."""
    return Officer.objects.select_for_update(of=("self",)).select_related("organization").get(pk=officer.pk)


def _check_term(body: Organization, starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on <= starts_on:
        raise TermEndsBeforeItStarts(last_on=jdate(ends_on - timedelta(days=1)), starts_on=jdate(starts_on))
    if body.ended_on is not None and (ends_on is None or ends_on > body.ended_on):
        raise AssociationEnded(name=body.name, last_on=jdate(body.last_on))


def _record(action: str, officer: Officer, *, actor: User, now: datetime) -> None:
    details = {
        "organization": officer.organization_id,
        "role": officer.role,
        "starts_on": officer.starts_on.isoformat(),
        "ends_on": officer.ends_on.isoformat() if officer.ends_on else None,
    }
    audit.record(action, actor=actor, subject=officer, at=now, details=details)
