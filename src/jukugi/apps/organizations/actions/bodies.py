"""Bodies: added, corrected, ended."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations import permissions
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.errors import (
    EndsByStep,
    OrganizationExists,
    OrganizationHasMembers,
    OrganizationNeedsName,
)
from jukugi.apps.organizations.models import Organization
from jukugi.core.text.tidying import has_letters, lines, one_line
from jukugi.kit import audit
from jukugi.kit.pages.wording import jdate

NAME_LIMIT = 80


@transaction.atomic
def add_organization(
    *,
    kind: OrganizationKind,
    name: str,
    area: Area | None,
    actor: User,
    now: datetime,
    note: str = "",
    source: str = "",
) -> Organization:
    """Add a department, an association or another body; ``area`` None stands for the whole city.

    Raises NotAllowed, OrganizationNeedsName, OrganizationExists.
    """
    permissions.check_can_add(actor, kind, area)
    organization = Organization(
        kind=kind, name=checked_name(name), area=area, note=lines(note), source=one_line(source)
    )
    save_body(organization)
    audit.record("organizations.organization_added", actor=actor, subject=organization, at=now, details={"kind": kind})
    return organization


@transaction.atomic
def edit_organization(
    *,
    organization: Organization,
    name: str,
    note: str,
    source: str,
    ended_on: date | None,
    actor: User,
    now: datetime,
) -> None:
    """Correct what is said of a body, or end it: from ``ended_on`` on it does not stand any more.

    An association ends by a step that tells what became of it, not here. Raises NotAllowed, OrganizationNeedsName,
    OrganizationExists, OrganizationHasMembers, EndsByStep.
    """
    permissions.check_can_change(actor, organization)
    edited = locked(organization)
    edited.name, edited.note, edited.source = checked_name(name), lines(note), one_line(source)
    if edited.is_of_neighbours and ended_on != edited.ended_on:
        raise EndsByStep(name=edited.name)
    edited.ended_on = ended_on
    if ended_on is not None:
        left = edited.memberships.ending_after(ended_on).count()
        if left:
            raise OrganizationHasMembers(name=edited.name, last_on=jdate(edited.last_on), count=left)
    save_body(edited)
    details = {"ended_on": ended_on.isoformat() if ended_on else None}
    audit.record("organizations.organization_edited", actor=actor, subject=edited, at=now, details=details)


def locked(organization: Organization) -> Organization:
    """The body as it stands now; its terms do not change under who looks at them."""
    return Organization.objects.select_for_update().get(pk=organization.pk)


def checked_name(text: str) -> str:
    name = one_line(text)
    if not has_letters(name) or len(name) > NAME_LIMIT:
        raise OrganizationNeedsName
    return name


def save_body(organization: Organization) -> None:
    """The database alone knows what another officer adds at the same moment. Raises OrganizationExists."""
    try:
        with transaction.atomic():
            organization.save()
    except IntegrityError as error:
        raise OrganizationExists(name=organization.name) from error
