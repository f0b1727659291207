"""Households and members: of one association from year to year, of wards and the city."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.enums import ConsentItem
from jukugi.apps.organizations.models import Consent, HouseholdCount, Organization
from jukugi.apps.organizations.models.bodies import OrganizationQuerySet
from jukugi.core.fiscal_year import fiscal_year_of

YEARS_SHOWN, APRIL = 6, 4


@dataclass(frozen=True)
class YearOfOne:
    """What was counted of one association on a day, and by how many points its share moved since the count before."""

    count: HouseholdCount
    points: float | None


@dataclass(frozen=True)
class Total:
    """Sums over the associations of which both figures are known.

    ``bodies`` are all that were looked at, ``counted`` those in the sums, ``since`` and ``until`` the days of their
    counts.
    """

    bodies: int
    counted: int
    households: int
    members: int
    since: date | None
    until: date | None

    @property
    def share(self) -> float | None:
        return self.members / self.households if self.households else None


@dataclass(frozen=True)
class WardTotal:
    """The total of one ward; None stands for the city."""

    ward: Area | None
    total: Total


@dataclass(frozen=True)
class YearTotal:
    """The total of one fiscal year, of the associations that were counted in it."""

    year: int
    total: Total


def years_of(organization: Organization) -> list[YearOfOne]:
    """The counts of an association, the latest first. One query."""
    counts = list(organization.household_counts.standing())
    befores = [*counts[1:], None][: len(counts)]
    return [
        YearOfOne(count, _points(before.share if before else None, count.share))
        for count, before in zip(counts, befores, strict=True)
    ]


def latest_counts(bodies: Collection[int], *, day: date) -> dict[int, HouseholdCount]:
    """The latest count of each of these associations that was made by a day, by the association's key. One query."""
    return {count.organization_id: count for count in _latest(Organization.objects.filter(pk__in=bodies), day)}


def totals(wards: Iterable[Area], *, day: date, is_public: bool) -> list[WardTotal]:
    """Households and members by ward, and of the city last, of standing associations. Two queries.

    ``is_public``: of those alone that agreed to have theirs shown; who is looked at stays all of them.
    """
    bodies = Organization.objects.associations().standing(day)
    of_ward: dict[int | None, int] = defaultdict(int)
    for area_pk in bodies.order_by().values_list("area_id", flat=True):
        of_ward[area_pk] += 1
    by_ward: dict[int | None, list[HouseholdCount]] = defaultdict(list)
    for count in _latest(agreed(bodies, ConsentItem.HOUSEHOLDS) if is_public else bodies, day):
        by_ward[count.organization.area_id].append(count)
    rows = [WardTotal(ward, _total(of_ward[ward.pk], by_ward[ward.pk])) for ward in wards]
    whole = _total(sum(of_ward.values()), [count for counts in by_ward.values() for count in counts])
    return [*rows, WardTotal(None, whole)]


def yearly(*, ward: Area | None, day: date, is_public: bool) -> list[YearTotal]:
    """How the figures moved: the last count of each fiscal year, by year, the latest first. Two queries.

    An association that was not counted in a year is not in its sums: the number beside a year says of how many it is.
    """
    bodies = Organization.objects.associations()
    if ward is not None:
        bodies = bodies.filter(area=ward)
    number = bodies.standing(day).count()
    shown = agreed(bodies, ConsentItem.HOUSEHOLDS) if is_public else bodies
    last: dict[int, dict[int, HouseholdCount]] = defaultdict(dict)
    since = date(fiscal_year_of(day) - YEARS_SHOWN + 1, APRIL, 1)
    counts = HouseholdCount.objects.standing().filter(organization__in=shown.order_by(), as_of__range=(since, day))
    for count in counts:
        last[fiscal_year_of(count.as_of)].setdefault(count.organization_id, count)
    return [YearTotal(year, _total(number, list(last[year].values()))) for year in sorted(last, reverse=True)]


def agreed(bodies: OrganizationQuerySet, item: ConsentItem) -> OrganizationQuerySet:
    """Those of the associations that agreed to have this shown."""
    return bodies.filter(pk__in=Consent.objects.standing().filter(item=item).values("organization"))


def _latest(bodies: OrganizationQuerySet, day: date) -> list[HouseholdCount]:
    newest = HouseholdCount.objects.standing().filter(organization=OuterRef("pk"), as_of__lte=day)
    keys = bodies.order_by().annotate(newest=Subquery(newest.order_by("-as_of", "-pk").values("pk")[:1]))
    return list(HouseholdCount.objects.filter(pk__in=keys.values("newest")).select_related("organization"))


def _total(bodies: int, counts: Collection[HouseholdCount]) -> Total:
    known = [(c.households, c.member_households, c.as_of) for c in counts]
    whole = [(h, m, day) for h, m, day in known if h is not None and m is not None]
    days = [day for _h, _m, day in whole]
    return Total(
        bodies=bodies,
        counted=len(whole),
        households=sum(h for h, _m, _day in whole),
        members=sum(m for _h, m, _day in whole),
        since=min(days, default=None),
        until=max(days, default=None),
    )


def _points(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else (after - before) * 100
