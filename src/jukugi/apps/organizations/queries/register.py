"""The register of associations, for the officers who look after them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.enums import ConsentItem, OfficerListState, OfficerRole
from jukugi.apps.organizations.models import (
    AccessCode,
    AccessDevice,
    Consent,
    ContactRule,
    DistinctPair,
    HouseholdCount,
    Officer,
    OfficerList,
    Organization,
    Succession,
    SuccessionTie,
)
from jukugi.apps.organizations.models.bodies import OrganizationQuerySet
from jukugi.apps.organizations.queries.counting import latest_counts
from jukugi.core.text.body_names import name_key, resembling
from jukugi.core.text.tidying import folded

ON_A_PAGE = 50


@dataclass(frozen=True)
class RegisterRow:
    """An association with its latest count, who presides, and whether a code was given to that person."""

    organization: Organization
    count: HouseholdCount | None
    president: Officer | None
    has_code: bool
    is_open: bool
    is_listed: bool


@dataclass(frozen=True)
class Duplicate:
    """Two associations that may be one, by their names; ``is_same``: alike but for ending and writing."""

    first: Organization
    second: Organization
    is_same: bool


@dataclass(frozen=True)
class CodeState:
    """A code that was given out, and how many devices it opened."""

    code: AccessCode
    devices: int


def found_bodies(
    bodies: OrganizationQuerySet, typed: str, *, among: list[Organization] | None = None
) -> list[Organization]:
    """Associations whose name, former name, area or number has what was typed in it, in any writing. Two queries.

    ``among`` are those of the bodies that are at hand already, with as much of them as may be looked through.
    """
    everybody = list(bodies.select_related("area", "parent")) if among is None else among
    wanted, key = folded(typed), name_key(typed)
    if not wanted:
        return everybody
    former: dict[int, list[str]] = {}
    renamed = SuccessionTie.objects.filter(organization__in=[body.pk for body in everybody])
    for pk, name in renamed.exclude(succession__former_name="").values_list("organization", "succession__former_name"):
        former.setdefault(pk, []).append(name)

    def has_it(body: Organization) -> bool:
        names = [body.name, *former.get(body.pk, ())]
        return (
            any(wanted in folded(name) or key in name_key(name) for name in names)
            or wanted in folded(body.served)
            or wanted == folded(body.register_number)
        )

    return [body for body in everybody if has_it(body)]


def register(
    *, wards: Collection[int] | None, ward: Area | None, typed: str, number: str, day: date, with_ended: bool
) -> Page[RegisterRow]:
    """One page of the associations that somebody looks after. Six queries; seven where something was typed."""
    bodies = Organization.objects.neighbours().in_wards(wards)
    if not with_ended:
        bodies = bodies.standing(day)
    if ward is not None:
        bodies = bodies.filter(area=ward)
    page: Page = Paginator(found_bodies(bodies, typed), ON_A_PAGE).get_page(number)
    page.object_list = _rows(list(page.object_list), day)
    return page


def _rows(bodies: list[Organization], day: date) -> list[RegisterRow]:
    keys = [body.pk for body in bodies]
    counts = latest_counts(keys, day=day)
    presidents = presidents_of(keys, day=day)
    codes = _open_codes(keys, day)
    listed = set(
        Consent.objects.standing()
        .filter(item=ConsentItem.LISTED, organization__in=keys)
        .values_list("organization", flat=True)
    )
    rows = []
    for body in bodies:
        president = presidents.get(body.pk)
        has_code, is_open = codes.get(president.pk, (False, False)) if president else (False, False)
        rows.append(RegisterRow(body, counts.get(body.pk), president, has_code, is_open, body.pk in listed))
    return rows


def presidents_of(bodies: Collection[int], *, day: date) -> dict[int, Officer]:
    """Who presides over each of these associations on a day. One query."""
    found: dict[int, Officer] = {}
    for officer in Officer.objects.in_term(day).filter(organization__in=bodies, role=OfficerRole.PRESIDENT):
        found.setdefault(officer.organization_id, officer)
    return found


def _open_codes(bodies: Collection[int], day: date) -> dict[int, tuple[bool, bool]]:
    """By officer: whether a code of theirs is not over, and whether it opened a device."""
    opened = AccessDevice.objects.filter(code=OuterRef("pk"))
    codes = AccessCode.objects.not_over(day).filter(organization__in=bodies, officer__isnull=False)
    found: dict[int, tuple[bool, bool]] = {}
    for officer, is_open in codes.annotate(is_open=Exists(opened)).values_list("officer", "is_open"):
        assert officer is not None
        found[officer] = (True, is_open or found.get(officer, (False, False))[1])
    return found


def officers_without_code(*, wards: Collection[int] | None, ward: Area | None, day: date) -> list[Officer]:
    """Presidents, in office or to come, to whom no code was given that is not over. One query."""
    bodies = Organization.objects.neighbours().standing(day).in_wards(wards)
    if ward is not None:
        bodies = bodies.filter(area=ward)
    without = _without_code(bodies, day).select_related("organization__area")
    return list(without.order_by("organization__area__lane_order", "organization__name", "starts_on", "pk"))


def _without_code(bodies: OrganizationQuerySet, day: date) -> QuerySet[Officer]:
    given = AccessCode.objects.not_over(day).filter(officer=OuterRef("pk"))
    presidents = Officer.objects.filter(organization__in=bodies.order_by(), role=OfficerRole.PRESIDENT)
    return presidents.filter(~Exists(given), Q(ends_on__isnull=True) | Q(ends_on__gt=day))


@dataclass(frozen=True)
class Waiting:
    """What waits in the register: lists on which nobody decided, presidents to whom no code was given."""

    lists: int
    officers: int


def waiting_by_ward(*, wards: Collection[int] | None, day: date) -> dict[int | None, Waiting]:
    """What waits, by the key of the ward. Two queries."""
    lists = dict(lists_waiting(wards=wards).order_by().values_list("ward").annotate(count=Count("pk")))
    without = _without_code(Organization.objects.neighbours().standing(day).in_wards(wards), day)
    officers = dict(without.order_by().values_list("organization__area").annotate(count=Count("pk")))
    return {key: Waiting(lists.get(key, 0), officers.get(key, 0)) for key in dict.fromkeys([*lists, *officers])}


def officers_chosen(keys: Collection[int], *, wards: Collection[int] | None, day: date) -> list[Officer]:
    """These officers, in office or to come, of associations that somebody looks after. One query."""
    bodies = Organization.objects.neighbours().standing(day).in_wards(wards).order_by()
    chosen = Officer.objects.ending_after(day).filter(pk__in=keys, organization__in=bodies)
    chosen = chosen.select_related("organization__area")
    return list(chosen.order_by("organization__area__lane_order", "organization__name", "pk"))


def lists_waiting(*, wards: Collection[int] | None) -> QuerySet[OfficerList]:
    """Lists of officers on which nobody has decided."""
    waiting = OfficerList.objects.filter(state=OfficerListState.WAITING).select_related("ward")
    return waiting if wards is None else waiting.filter(ward__in=wards)


def lists_of(*, wards: Collection[int] | None) -> list[OfficerList]:
    """The last lists that were brought, the latest first, without their tables. One query."""
    lists = OfficerList.objects.select_related("ward").defer("content")
    return list(lists[:ON_A_PAGE] if wards is None else lists.filter(ward__in=wards)[:ON_A_PAGE])


def duplicates(*, wards: Collection[int] | None, day: date) -> list[Duplicate]:
    """Standing associations of one ward that may be one, which nobody has told apart. Two queries."""
    told_apart = set(DistinctPair.objects.values_list("first", "second"))
    by_ward: dict[tuple[int | None, str], list[Organization]] = {}
    for body in Organization.objects.neighbours().standing(day).in_wards(wards).select_related("area"):
        by_ward.setdefault((body.area_id, body.kind), []).append(body)
    found = []
    for bodies in by_ward.values():
        for pair in resembling([body.name for body in bodies]):
            one, other = bodies[pair.first], bodies[pair.second]
            first, second = sorted((one, other), key=lambda body: body.pk)
            if (first.pk, second.pk) not in told_apart:
                found.append(Duplicate(first, second, pair.is_same))
    return sorted(found, key=lambda each: not each.is_same)


def officers_of(organization: Organization, *, day: date) -> tuple[list[Officer], list[Officer], list[Officer]]:
    """Who holds office on a day, who will, and who did, the latest first. One query."""
    officers = list(organization.officers.in_order())
    past = [each for each in officers if each.ends_on is not None and each.ends_on <= day]
    running = [each for each in officers if each.starts_on <= day and each not in past]
    coming = [each for each in officers if each.starts_on > day and each not in past]
    return running, coming, sorted(past, key=lambda each: (each.ends_on or day, each.pk), reverse=True)


def codes_of(organization: Organization, *, day: date) -> list[CodeState]:
    """Codes that are in force or will be, with how many devices each opened. Two queries."""
    codes = list(AccessCode.objects.not_over(day).filter(organization=organization).select_related("officer"))
    devices = AccessDevice.objects.filter(code__in=codes).values_list("code", flat=True)
    opened = list(devices)
    return [CodeState(code, opened.count(code.pk)) for code in codes]


def contact_rule_of(organization: Organization) -> ContactRule | None:
    """How the association wants to be contacted now. One query."""
    return organization.contact_rules.standing().first()


def consents_of(organization: Organization) -> dict[str, Consent]:
    """What the association agreed to now, by item. One query."""
    return {consent.item: consent for consent in organization.consents.standing()}


@dataclass(frozen=True)
class Passage:
    """One succession as a page tells it: what happened, and the bodies on both sides."""

    succession: Succession
    before: tuple[Organization, ...]
    after: tuple[Organization, ...]


def passages_of(organization: Organization) -> list[Passage]:
    """What became of an association, and out of what it came, the earliest first. Two queries."""
    successions = list(Succession.objects.filter(ties__organization=organization).distinct().order_by("on", "pk"))
    ties = SuccessionTie.objects.filter(succession__in=successions).select_related("organization__area")
    sides: dict[tuple[int, str], list[Organization]] = {}
    for tie in ties:
        sides.setdefault((tie.succession_id, tie.side), []).append(tie.organization)
    return [
        Passage(each, tuple(sides.get((each.pk, "before"), ())), tuple(sides.get((each.pk, "after"), ())))
        for each in successions
    ]


def current_officers(*, ward: Area, day: date) -> list[list[str]]:
    """The officers of a ward's associations on a day as the rows of a list of officers. Three queries.

    An association without any stands there with an empty row, to be filled in.
    """
    bodies = list(Organization.objects.neighbours().standing(day).filter(area=ward))
    counts = latest_counts([body.pk for body in bodies], day=day)
    officers: dict[int, list[Officer]] = {}
    for officer in Officer.objects.in_term(day).filter(organization__in=bodies):
        officers.setdefault(officer.organization_id, []).append(officer)
    rows = []
    for body in bodies:
        count = counts.get(body.pk)
        figures = [_written(count.households), _written(count.member_households)] if count else ["", ""]
        for officer in officers.get(body.pk, ()):
            agrees = _("可") if officer.name_agreed_on else _("不可")
            told = [officer.get_role_display(), officer.name, agrees, officer.phone, officer.email]
            rows.append([body.register_number, body.name, *told, *figures, body.served])
        if body.pk not in officers:
            rows.append([body.register_number, body.name, "", "", "", "", "", *figures, body.served])
    return rows


def _written(figure: int | None) -> str:
    return "" if figure is None else str(figure)


def federations(*, ward: Area | None, day: date) -> QuerySet[Organization]:
    """Federations to which an association of this ward may belong: of the ward, or of the city."""
    standing = Organization.objects.neighbours().standing(day).filter(kind="federation")
    return standing.filter(area__in=[ward] if ward else []) | standing.filter(area__isnull=True)


def merge_partners(organization: Organization, *, day: date) -> QuerySet[Organization]:
    """Standing bodies of the same kind and ward, without this one."""
    same = Organization.objects.standing(day).filter(kind=organization.kind, area=organization.area_id)
    return same.exclude(pk=organization.pk).order_by("name", "pk")
