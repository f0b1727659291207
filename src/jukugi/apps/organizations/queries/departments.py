from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Membership, Organization

BODIES_ON_A_PAGE = 50
# "lead" stands before "officer" in the alphabet.
_THOSE_RESPONSIBLE_FIRST = "role"


@dataclass(frozen=True)
class DepartmentRow:
    """A department with who is in term, those responsible first."""

    department: Organization
    members: tuple[Membership, ...]


@dataclass(frozen=True)
class Terms:
    """Who is, will be and was in a body."""

    running: tuple[Membership, ...]
    coming: tuple[Membership, ...]
    past: tuple[Membership, ...]


def department_of(person: User, *, day: date) -> Organization | None:
    """The department for which a member of staff works on a day; of several, the one joined last. One query."""
    membership = (
        Membership.objects.in_term(day)
        .filter(person=person, organization__kind=OrganizationKind.DEPARTMENT)
        .select_related("organization")
        .order_by("-starts_on", "-pk")
        .first()
    )
    return membership.organization if membership else None


def memberships_of(person: User, *, day: date) -> list[Membership]:
    """What a person is on a day, in which bodies. One query."""
    memberships = Membership.objects.in_term(day).filter(person=person)
    return list(memberships.select_related("organization").order_by("organization__name", "role", "pk"))


def departments_named(name: str, *, area: Area | None, day: date) -> list[Organization]:
    """Standing departments of this name; where this ward has one, that alone. One query."""
    found = list(Organization.objects.departments().standing(day).filter(name=name).select_related("area"))
    of_the_ward = [department for department in found if area is not None and department.area_id == area.pk]
    return of_the_ward or found


def department_rows(*, day: date, with_ended: bool) -> list[DepartmentRow]:
    """Departments, the city's first, then by ward, with who is in term. Two queries."""
    departments = Organization.objects.departments()
    if not with_ended:
        departments = departments.standing(day)
    in_term: dict[int, list[Membership]] = {}
    memberships = Membership.objects.in_term(day).filter(organization__kind=OrganizationKind.DEPARTMENT)
    for membership in memberships.select_related("person").order_by(_THOSE_RESPONSIBLE_FIRST, "starts_on", "pk"):
        in_term.setdefault(membership.organization_id, []).append(membership)
    return [
        DepartmentRow(department, tuple(in_term.get(department.pk, ())))
        for department in departments.select_related("area")
    ]


def bodies(*, ward: Area | None, kind: str, number: str, day: date, with_ended: bool) -> Page[Organization]:
    """One page of associations, intermediaries and the like; a number that is none gives the nearest. Two queries."""
    found = Organization.objects.other_bodies()
    if not with_ended:
        found = found.standing(day)
    if ward is not None:
        found = found.filter(area=ward)
    if kind:
        found = found.filter(kind=kind)
    return Paginator(found.select_related("area"), BODIES_ON_A_PAGE).get_page(number)


def terms_of(organization: Organization, *, day: date) -> Terms:
    """Who is in a body, who comes, and who was, the latest first. One query."""
    memberships = list(
        organization.memberships.select_related("person").order_by(_THOSE_RESPONSIBLE_FIRST, "-starts_on", "-pk")
    )
    past = [each for each in memberships if each.ends_on is not None and each.ends_on <= day]
    return Terms(
        running=tuple(each for each in memberships if each.starts_on <= day and each not in past),
        coming=tuple(each for each in memberships if each.starts_on > day and each not in past),
        past=tuple(sorted(past, key=lambda each: (each.ends_on or day, each.pk), reverse=True)),
    )


def people_to_choose() -> QuerySet[User]:
    """Everybody with a sign-in that is not switched off, by name."""
    return User.objects.filter(is_active=True).order_by("display_name", "username")
