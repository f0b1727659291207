"""What a department is told before it asks: months that are full already, no basis, and what is asked already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jukugi.apps.inventory.enums import RequestState
from jukugi.apps.inventory.models import AdminRequest
from jukugi.apps.inventory.queries.hours import City, Member, city_of, standing_members
from jukugi.core.planning import MONTHS

# A month is crowded from this much of the mean month on.
CROWDED = 1.2
# Two titles are alike from this share of common pairs of letters on.
ALIKE = 0.35


@dataclass(frozen=True)
class CrowdedMonth:
    """Hours that a mean recipient bears in this month already, beside the mean month."""

    month: int
    hours: float
    usual: float


@dataclass(frozen=True)
class Overlap:
    """A request to some of the same associations, in some of the same months, for something alike."""

    admin_request: AdminRequest
    months: tuple[int, ...]


@dataclass(frozen=True)
class Warnings:
    """``crowded`` months, the heaviest first; ``overlaps``; ``lacks_basis``: custom or unknown."""

    crowded: tuple[CrowdedMonth, ...]
    overlaps: tuple[Overlap, ...]
    lacks_basis: bool

    @property
    def count(self) -> int:
        return len(self.crowded) + len(self.overlaps) + self.lacks_basis


@dataclass(frozen=True)
class Asking:
    """A request that is not filed yet: what matters for warnings. Wards and associations by their keys."""

    title: str
    category: str
    carrier: str
    months: Sequence[int]
    rests_on_little: bool
    wards: frozenset[int]
    associations: frozenset[int]


def warnings_for(asking: Asking, *, day: date, besides: int | None = None) -> Warnings:
    """What to say before it is asked; ``besides`` is the request itself once it is filed. Five queries."""
    known = AdminRequest.objects.filter(state__in=(RequestState.ACTIVE, RequestState.WAITING)).exclude(pk=besides or 0)
    requests = list(known.with_recipients())
    city = city_of([each for each in requests if each.state == RequestState.ACTIVE], standing_members(day=day))
    asked = [each for each in city.members if _goes_to(asking, each)]
    return Warnings(
        crowded=_crowded(city, asked, asking.months),
        overlaps=tuple(_overlaps(asking, requests, city, asked)),
        lacks_basis=asking.rests_on_little,
    )


def _goes_to(asking: Asking, member: Member) -> bool:
    if asking.associations:
        return member.pk in asking.associations
    return not asking.wards or member.ward_pk in asking.wards


def _crowded(city: City, asked: Sequence[Member], months: Sequence[int]) -> tuple[CrowdedMonth, ...]:
    count = len(asked) or 1
    totals = [0.0] * len(MONTHS)
    for each in city.requests:
        shares = city.shares(each, asked) / count
        for place, hours in enumerate(city.months[each.pk]):
            totals[place] += hours * shares
    usual = sum(totals) / len(MONTHS)
    found = [
        CrowdedMonth(month, hours, usual)
        for month, hours in zip(MONTHS, totals, strict=True)
        if month in months and hours > usual * CROWDED
    ]
    return tuple(sorted(found, key=lambda each: -each.hours))


def _overlaps(asking: Asking, requests: Sequence[AdminRequest], city: City, asked: Sequence[Member]) -> list[Overlap]:
    found = []
    for each in requests:
        months = tuple(month for month in MONTHS if month in asking.months and month in each.months)
        is_alike = likeness(asking.title, each.title) >= ALIKE
        is_one_round = each.category == asking.category and each.carrier == asking.carrier and bool(months)
        if (is_alike or is_one_round) and (city.recipients(each, asked) or not asked):
            found.append((not is_alike, each.title, Overlap(each, months)))
    return [overlap for _far, _title, overlap in sorted(found, key=lambda row: row[:2])]


def likeness(one: str, other: str) -> float:
    """Common pairs of letters of all pairs, 0 to 1."""
    first, second = ({text[place : place + 2] for place in range(len(text) - 1)} for text in (one, other))
    return len(first & second) / len(first | second) if first | second else 0.0
