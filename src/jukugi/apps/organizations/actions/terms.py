"""Terms of people who sign in: begun, ended, handed over."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from jukugi.apps.accounts.models import User
from jukugi.apps.organizations import permissions
from jukugi.apps.organizations.actions.bodies import locked
from jukugi.apps.organizations.enums import MembershipRole
from jukugi.apps.organizations.errors import (
    MembershipEnded,
    MembershipOverlaps,
    OrganizationEnded,
    SuccessorIsPredecessor,
    TermEndsBeforeItStarts,
)
from jukugi.apps.organizations.models import Membership, Organization
from jukugi.kit import audit
from jukugi.kit.pages.wording import jdate


@transaction.atomic
def add_member(
    *,
    organization: Organization,
    person: User,
    role: MembershipRole,
    starts_on: date,
    ends_on: date | None,
    actor: User | None,
    now: datetime,
) -> Membership:
    """Begin the term of a person in a body, ``[starts_on, ends_on)``. ``actor`` None is the command line.

    Raises NotAllowed, TermEndsBeforeItStarts, OrganizationEnded, MembershipOverlaps.
    """
    permissions.check_can_change(actor, organization)
    membership = Membership(
        organization=locked(organization), person=person, role=role, starts_on=starts_on, ends_on=ends_on
    )
    _check_term(membership)
    membership.save()
    _record_term("organizations.member_added", membership, actor=actor, now=now)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, ends_on: date, actor: User, now: datetime) -> None:
    """End a term: ``ends_on`` is the first day out of office. An end that lies ahead may be moved.

    Raises NotAllowed, MembershipEnded, TermEndsBeforeItStarts, OrganizationEnded, MembershipOverlaps.
    """
    permissions.check_can_change(actor, membership.organization)
    organization = locked(membership.organization)
    ended = Membership.objects.select_related("person").get(pk=membership.pk)
    ended.organization = organization
    if ended.ends_on is not None and ended.ends_on <= localdate(now):
        raise MembershipEnded(last_on=jdate(ended.last_on))
    ended.ends_on = ends_on
    _check_term(ended)
    ended.save(update_fields=["ends_on"])
    _record_term("organizations.term_ended", ended, actor=actor, now=now)


@transaction.atomic
def hand_over(*, membership: Membership, successor: User, starts_on: date, actor: User, now: datetime) -> Membership:
    """End a term and begin the successor's in the same role, on one and the same day.

    Raises SuccessorIsPredecessor, and what ending a term and adding a member raise.
    """
    if successor.pk == membership.person_id:
        raise SuccessorIsPredecessor(person=successor.display_name)
    end_membership(membership=membership, ends_on=starts_on, actor=actor, now=now)
    return add_member(
        organization=membership.organization,
        person=successor,
        role=MembershipRole(membership.role),
        starts_on=starts_on,
        ends_on=None,
        actor=actor,
        now=now,
    )


def _check_term(membership: Membership) -> None:
    """The term has a day, lies within the time of the body, and is the person's only one in this role then."""
    starts_on, ends_on, body = membership.starts_on, membership.ends_on, membership.organization
    if ends_on is not None and ends_on <= starts_on:
        raise TermEndsBeforeItStarts(last_on=jdate(ends_on - timedelta(days=1)), starts_on=jdate(starts_on))
    if body.ended_on is not None and (ends_on is None or ends_on > body.ended_on):
        raise OrganizationEnded(name=body.name, last_on=jdate(body.last_on))
    same = body.memberships.filter(person=membership.person, role=membership.role).exclude(pk=membership.pk)
    if same.overlapping(starts_on, ends_on).exists():
        raise MembershipOverlaps(
            person=membership.person.display_name,
            organization=body.name,
            role=MembershipRole(membership.role).label,
        )


def _record_term(action: str, membership: Membership, *, actor: User | None, now: datetime) -> None:
    details = {
        "organization": membership.organization_id,
        "person": membership.person.actor_key,
        "role": membership.role,
        "starts_on": membership.starts_on.isoformat(),
        "ends_on": membership.ends_on.isoformat() if membership.ends_on else None,
    }
    audit.record(action, actor=actor, subject=membership, at=now, details=details)
