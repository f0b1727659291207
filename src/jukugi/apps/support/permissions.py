"""Who keeps the catalogue of support, and who reads what an association tells of itself."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import Role, User
from jukugi.apps.accounts.permissions import has_role, roles
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.models import Membership, Organization
from jukugi.apps.organizations.permissions import Representation, check_acts_for
from jukugi.apps.support.models import Charge, Inquiry, SheetReader
from jukugi.kit.errors import NotAllowed

OFFICERS = (RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER)


def areas_kept_by(user: Any) -> set[int | None]:
    """Keys of the wards whose offers the person keeps; None stands for the whole city. One query."""
    return {role.area_id for role in roles(user, *OFFICERS)}


def check_can_keep(user: Any, area: Area | None) -> None:
    """A policy officer keeps every offer, a ward officer those of the ward. Raises NotAllowed. One query."""
    if not has_role(user, *OFFICERS, area=area):
        raise NotAllowed


def check_can_name(user: Any) -> None:
    """Functions are the same for all wards: a policy officer names them. Raises NotAllowed. One query."""
    if not can_name(user):
        raise NotAllowed


def can_name(user: Any) -> bool:
    """One query."""
    return has_role(user, RoleKind.POLICY_OFFICER, area=None)


def check_can_decide(user: Any, area: Area | None) -> None:
    """An officer of the ward decides for the ward, a policy officer for the city. Raises NotAllowed. One query."""
    if not can_decide(user, area):
        raise NotAllowed


def can_decide(user: Any, area: Area | None) -> bool:
    """One query."""
    kind = RoleKind.POLICY_OFFICER if area is None else RoleKind.WARD_OFFICER
    return has_role(user, kind, area=area)


def company_wards(user: Any) -> frozenset[int]:
    """Wards whose associations the person may be in charge of. A policy officer has none here. One query."""
    return frozenset(role.area_id for role in roles(user, RoleKind.WARD_OFFICER) if role.area_id is not None)


def unreached_wards(user: Any) -> frozenset[int] | None:
    """Wards whose associations without any support the person sees; None stands for the whole city. One query."""
    areas = areas_kept_by(user)
    return None if None in areas else frozenset(pk for pk in areas if pk is not None)


def check_is_of_ward(user: Any, organization: Organization) -> None:
    """Officers of the association's own ward say who is in charge. Raises NotAllowed. One query."""
    if organization.area_id is None or organization.area_id not in company_wards(user):
        raise NotAllowed


def officers_of_ward(area_pk: int | None) -> Any:
    """People of whom one may be in charge of an association of this ward, today. No query."""
    kept = Role.objects.on(timezone.localdate()).filter(kind=RoleKind.WARD_OFFICER, area=area_pk, area__isnull=False)
    return User.objects.filter(is_active=True, pk__in=kept.values("user")).order_by("display_name", "pk")


@dataclass(frozen=True)
class SheetAccess:
    """Somebody who is not of the association reads its sheet: in charge of it, or of a body that it named."""

    organization: Organization
    person: User
    body: Organization | None

    @property
    def is_in_charge(self) -> bool:
        return self.body is None


def is_in_charge(user: Any, organization: Organization) -> bool:
    """Named for this association, and still an officer of its ward. Two queries."""
    if organization.area_id not in company_wards(user):
        return False
    return Charge.objects.running().filter(organization=organization, officer=user).exists()


def check_in_charge(user: Any, organization: Organization) -> None:
    """Raises NotAllowed. Two queries."""
    if not is_in_charge(user, organization):
        raise NotAllowed


def sheet_access(user: Any, organization: Organization, *, day: date) -> SheetAccess:
    """By what right a person who is signed in reads the sheet of an association. At most three queries.

    Raises NotAllowed: also for other officers of the ward, for policy officers and for operators.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        raise NotAllowed
    if is_in_charge(user, organization):
        return SheetAccess(organization, user, None)
    bodies = Membership.objects.in_term(day).filter(person=user).values("organization")
    named = SheetReader.objects.running().filter(organization=organization, reader__in=bodies)
    reader = named.select_related("reader").first()
    if reader is None:
        raise NotAllowed
    return SheetAccess(organization, user, reader.reader)


def check_tells(actor: "User | Representation", organization: Organization) -> None:
    """The association tells of itself; the officer in charge writes for it what came on paper. Raises NotAllowed."""
    if isinstance(actor, Representation):
        check_acts_for(actor, organization)
    else:
        check_in_charge(actor, organization)


def bodies_of(user: Any, *, day: date) -> list[int]:
    """Keys of the bodies for which a person signs in. One query."""
    return list(Membership.objects.in_term(day).filter(person=user).values_list("organization", flat=True))


def can_answer(user: Any, inquiry: Inquiry) -> bool:
    """Officers of the ward that is asked about, and of the city. One query."""
    return has_role(user, *OFFICERS, area=inquiry.ward)


def check_can_answer(user: Any, inquiry: Inquiry) -> None:
    """Raises NotAllowed. One query."""
    if not can_answer(user, inquiry):
        raise NotAllowed


def check_can_ask_for(user: Any, ward: Area | None) -> None:
    """Who types in what was asked on paper or by phone. Raises NotAllowed. One query."""
    if not areas_kept_by(user) or (ward is not None and not has_role(user, *OFFICERS, area=ward)):
        raise NotAllowed


def is_handed_to(user: Any, inquiry: Inquiry, *, day: date) -> bool:
    """Signs in for the body to which the consultation was handed on. At most one query."""
    return inquiry.handed_to_id is not None and inquiry.handed_to_id in bodies_of(user, day=day)


def check_can_read(user: Any, inquiry: Inquiry, *, day: date) -> None:
    """Raises NotAllowed. Two queries."""
    if not can_answer(user, inquiry) and not is_handed_to(user, inquiry, day=day):
        raise NotAllowed


def answering_officers(ward_pk: int | None) -> Any:
    """People who may answer for a ward, or for the whole city, today. No query."""
    own_or_city = Q(area=ward_pk) | Q(area__isnull=True)
    kept = Role.objects.on(timezone.localdate()).filter(own_or_city, kind__in=OFFICERS)
    return User.objects.filter(is_active=True, pk__in=kept.values("user")).order_by("display_name", "pk")
