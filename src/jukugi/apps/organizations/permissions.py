from dataclasses import dataclass
from datetime import date
from typing import Any

from jukugi.apps.accounts.actions import token_hash
from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import Role, User
from jukugi.apps.accounts.permissions import has_role
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.enums import NEIGHBOURS, OrganizationKind
from jukugi.apps.organizations.models import AccessCode, AccessDevice, Membership, Officer, Organization
from jukugi.kit.errors import NotAllowed

FOR_THE_WHOLE_CITY = (RoleKind.POLICY_OFFICER, RoleKind.OPERATOR)
LOOKING_AFTER = (RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER)
# What a ward changes itself.
OF_THE_WARD = (OrganizationKind.DEPARTMENT, *NEIGHBOURS)


@dataclass(frozen=True)
class Reach:
    """What one person may see and change: every body of the city, or departments and associations of these wards.

    ``care`` are the wards whose associations the person looks after, None the whole city: officers of those wards and
    of the city, no operators. What an association keeps to itself is read by nobody else.
    """

    is_staff: bool
    is_whole_city: bool
    wards: frozenset[int]
    care: frozenset[int] | None

    @property
    def can_change_any(self) -> bool:
        return self.is_whole_city or bool(self.wards)

    @property
    def looks_after_any(self) -> bool:
        return self.care is None or bool(self.care)

    def covers(self, kind: str, area_pk: int | None) -> bool:
        """Whether bodies of this kind in this area may be changed; None stands for the whole city."""
        return self.is_whole_city or (kind in OF_THE_WARD and area_pk in self.wards)

    def looks_after(self, organization: Organization) -> bool:
        """Whether this association is among those that the person looks after."""
        return organization.is_of_neighbours and self.looks_after_ward(organization.area_id)

    def looks_after_ward(self, area_pk: int | None) -> bool:
        return self.care is None or area_pk in self.care


def reach_of(user: Any) -> Reach:
    """What the person may see and change. One query."""
    roles = list(Role.objects.in_force(user))
    caring = {role.area_id for role in roles if role.kind in LOOKING_AFTER}
    return Reach(
        is_staff=bool(roles),
        is_whole_city=any(role.kind in FOR_THE_WHOLE_CITY and role.area_id is None for role in roles),
        wards=frozenset(role.area_id for role in roles if role.area_id is not None),
        care=None if None in caring else frozenset(pk for pk in caring if pk is not None),
    )


def can_change(user: Any, organization: Organization) -> bool:
    """Policy officers and operators of the city every body, others what their ward changes itself. One query."""
    return reach_of(user).covers(organization.kind, organization.area_id)


def check_can_change(user: Any, organization: Organization) -> None:
    """Raises NotAllowed. Nobody (None) is the operator at the command line, who may. One query."""
    if user is not None and not can_change(user, organization):
        raise NotAllowed


def check_can_add(user: Any, kind: OrganizationKind, area: Area | None) -> None:
    """Raises NotAllowed. One query."""
    if not reach_of(user).covers(kind, area.pk if area else None):
        raise NotAllowed


def looks_after(user: Any, organization: Organization) -> bool:
    """Officers of the city every association, those of a ward the associations of their ward. One query."""
    return reach_of(user).looks_after(organization)


def check_looks_after(user: Any, organization: Organization) -> None:
    """Raises NotAllowed. One query."""
    if not looks_after(user, organization):
        raise NotAllowed


def check_looks_after_ward(user: Any, ward: Area) -> None:
    """Raises NotAllowed. One query."""
    if not reach_of(user).looks_after_ward(ward.pk):
        raise NotAllowed


def can_look_after(user: Any, ward: Area) -> bool:
    """The same as an answer. One query; none where roles are known."""
    return has_role(user, *LOOKING_AFTER, area=ward)


@dataclass(frozen=True)
class Representation:
    """Somebody who acts for one association on one day: on a device that its code opened, or signed in as a member.

    ``actor_key`` is opaque; the audit log keeps it alone. ``code`` is the code that opened the device, None for a
    member.
    """

    organization: Organization
    actor_key: str
    day: date
    code: AccessCode | None


def representations(*, user: Any, token: str, day: date) -> list[Representation]:
    """For which associations somebody acts: by the devices that codes opened, and by terms of membership. Two queries.

    ``token`` is what the device sent in the cookie ``ASSOCIATION_COOKIE``, "" where it sent none (one query then).
    Each association once; nobody acts for one that has ended.
    """
    standing = Organization.objects.neighbours().standing(day)
    found: dict[int, Representation] = {}
    if token:
        devices = AccessDevice.objects.filter(
            token_hash=token_hash(token), code__in=AccessCode.objects.in_force(day), code__organization__in=standing
        )
        for device in devices.select_related("code__organization__area", "code__officer").order_by("pk"):
            body = device.code.organization
            found[body.pk] = Representation(body, device.actor_key, day, device.code)
    if getattr(user, "is_authenticated", False) and user.is_active:
        memberships = Membership.objects.in_term(day).filter(person=user, organization__in=standing)
        for membership in memberships.select_related("organization__area").order_by("pk"):
            body = membership.organization
            found.setdefault(body.pk, Representation(body, user.actor_key, day, None))
    return sorted(found.values(), key=lambda each: (each.organization.name, each.organization.pk))


def representation_for(organization_pk: int, *, user: Any, token: str, day: date) -> Representation:
    """By what right somebody acts for this association on a day. Two queries. Raises NotAllowed."""
    for each in representations(user=user, token=token, day=day):
        if each.organization.pk == organization_pk:
            return each
    raise NotAllowed


def check_acts_for(by: Representation, organization: Organization) -> None:
    """Raises NotAllowed where somebody of one association would do something for another. No query."""
    if by.organization.pk != organization.pk:
        raise NotAllowed


def check_may_tell(actor: User | Representation, organization: Organization) -> None:
    """An association tells of itself, or an officer who looks after it on its behalf. One query. Raises NotAllowed."""
    if isinstance(actor, Representation):
        check_acts_for(actor, organization)
    else:
        check_looks_after(actor, organization)


def check_is_officer(by: Representation, officer: Officer) -> None:
    """Raises NotAllowed where the code was not given to this officer. No query."""
    if by.code is None or by.code.officer_id != officer.pk:
        raise NotAllowed


def check_is_of(organization_pk: int, organization: Organization) -> None:
    """Raises NotAllowed where something is of another association. No query."""
    if organization_pk != organization.pk:
        raise NotAllowed


def check_reaches(reach: Reach, organization: Organization) -> None:
    """Raises NotAllowed where the association is not among those looked after. No query."""
    if not reach.looks_after(organization):
        raise NotAllowed
