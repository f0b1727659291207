"""What everybody may read of associations: what each of them agreed to, and nothing else."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator

from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.enums import ConsentItem
from jukugi.apps.organizations.models import Consent, HouseholdCount, Officer, Organization
from jukugi.apps.organizations.queries.counting import YearOfOne, agreed, latest_counts, years_of
from jukugi.apps.organizations.queries.register import Passage, consents_of, found_bodies, passages_of

ON_A_PAGE = 50


@dataclass(frozen=True)
class PublicRow:
    """An association that agreed to stand in the list; ``served`` and ``count`` only where it agreed to them."""

    organization: Organization
    served: str
    count: HouseholdCount | None


@dataclass(frozen=True)
class PublicList:
    """One page of the list, and of how many associations of the ward, or the city, it is."""

    page: Page
    listed: int
    standing: int


@dataclass(frozen=True)
class PublicOfficer:
    """An office, and the name where the person and the association agreed to have it shown."""

    role: str
    name: str
    starts_on: date


@dataclass(frozen=True)
class PublicAssociation:
    """An association as everybody may read it. None and "" where it did not agree, or nothing is known."""

    organization: Organization
    served: str
    school_districts: tuple[Area, ...]
    federation: Organization | None
    years: tuple[YearOfOne, ...] | None
    officers: tuple[PublicOfficer, ...] | None
    contact: str
    passages: tuple[Passage, ...]


def public_list(*, ward: Area | None, typed: str, number: str, day: date) -> PublicList:
    """One page of associations that agreed to be listed. Five queries; six where something was typed.

    What is looked through is what can be read: the area that an association serves only where it agreed to that.
    """
    standing = Organization.objects.neighbours().standing(day)
    if ward is not None:
        standing = standing.filter(area=ward)
    listed = agreed(standing, ConsentItem.LISTED)
    serving = set(agreed(listed, ConsentItem.SERVED).order_by().values_list("pk", flat=True))
    found = found_bodies(listed, "")
    for body in found:
        body.served = body.served if body.pk in serving else ""
        body.register_number = ""
    number_of_listed = len(found)
    if typed:
        found = found_bodies(listed, typed, among=found)
    page: Page = Paginator(found, ON_A_PAGE).get_page(number)
    bodies = list(page.object_list)
    counted = agreed(Organization.objects.filter(pk__in=[body.pk for body in bodies]), ConsentItem.HOUSEHOLDS)
    counts = latest_counts(list(counted.values_list("pk", flat=True)), day=day)
    page.object_list = [PublicRow(body, body.served, counts.get(body.pk)) for body in bodies]
    return PublicList(page, number_of_listed, standing.count())


def public_association(organization_pk: int, *, day: date) -> PublicAssociation | None:
    """What an association agreed to have read by everybody; None for one that did not agree to be listed.

    At most eight queries.
    """
    body = Organization.objects.neighbours().select_related("area", "parent").filter(pk=organization_pk).first()
    if body is None:
        return None
    consents = consents_of(body)
    if ConsentItem.LISTED not in consents:
        return None
    shows = {item: item in consents for item in ConsentItem}
    federation = body.parent if body.parent and _is_listed(body.parent) else None
    contact = consents.get(ConsentItem.CONTACT)
    return PublicAssociation(
        organization=body,
        served=body.served if shows[ConsentItem.SERVED] else "",
        school_districts=tuple(body.school_districts.all()) if shows[ConsentItem.SERVED] else (),
        federation=federation,
        years=tuple(years_of(body)) if shows[ConsentItem.HOUSEHOLDS] else None,
        officers=tuple(_officers(body, day)) if shows[ConsentItem.OFFICERS] else None,
        contact=contact.words if contact is not None else "",
        passages=tuple(_readable(passages_of(body))),
    )


def _officers(body: Organization, day: date) -> list[PublicOfficer]:
    return [
        PublicOfficer(officer.get_role_display(), officer.name if officer.name_agreed_on else "", officer.starts_on)
        for officer in Officer.objects.in_term(day).filter(organization=body)
    ]


def _is_listed(body: Organization) -> bool:
    return body.consents.standing().filter(item=ConsentItem.LISTED).exists()


def _readable(passages: list[Passage]) -> list[Passage]:
    """Without the bodies that did not agree to be named. One query."""
    keys = {body.pk for each in passages for body in (*each.before, *each.after)}
    listed = set(
        Consent.objects.standing()
        .filter(item=ConsentItem.LISTED, organization__in=keys)
        .values_list("organization", flat=True)
    )
    return [
        Passage(
            each.succession,
            tuple(body for body in each.before if body.pk in listed),
            tuple(body for body in each.after if body.pk in listed),
        )
        for each in passages
    ]
