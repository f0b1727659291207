"""What a set of decisions would free: hours and deliveries, by association, ward and city, with how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jukugi.apps.areas.models import Area
from jukugi.apps.inventory.models import AdminRequest, DecisionKind
from jukugi.apps.inventory.queries.hours import City, Member


@dataclass(frozen=True)
class Freed:
    """Person-hours and deliveries a year, now and as they would be; ``low`` to ``high`` is what may be left."""

    name: str
    associations: int
    before: float
    left_low: float
    left: float
    left_high: float
    deliveries: float
    deliveries_left: float
    pk: int | None = None

    @property
    def freed(self) -> float:
        return self.before - self.left

    @property
    def freed_low(self) -> float:
        return self.before - self.left_high

    @property
    def freed_high(self) -> float:
        return self.before - self.left_low

    @property
    def share(self) -> float | None:
        return self.freed / self.before if self.before else None


@dataclass(frozen=True)
class Simulation:
    """The whole city, each ward from bay to hills, and associations of one ward where one is looked at."""

    city: Freed
    wards: tuple[Freed, ...]
    associations: tuple[Freed, ...]


def simulate(
    city: City, chosen: Mapping[int, DecisionKind], wards: Sequence[Area], *, among: Sequence[Member] = ()
) -> Simulation:
    """What is left if these requests (by key) are decided so; ``among`` are told one by one. No query."""
    return Simulation(
        city=_freed(city, chosen, city.members, ""),
        wards=tuple(_freed(city, chosen, city.in_wards({ward.pk}), ward.name, ward.pk) for ward in wards),
        associations=tuple(_freed(city, chosen, (each,), each.name, each.pk) for each in among),
    )


def promised(admin_request: AdminRequest, kind: DecisionKind, city: City) -> tuple[float, float, float]:
    """Hours a year that a decision would free in the whole city: at least, probably, at most. No query."""
    hours = float(admin_request.hours_a_year) * city.shares(admin_request, city.members)
    least, probably, most = (hours * (100 - left) / 100 for left in (kind.left_high, kind.left, kind.left_low))
    return least, probably, most


def _freed(
    city: City, chosen: Mapping[int, DecisionKind], among: Sequence[Member], name: str, pk: int | None = None
) -> Freed:
    sums = [0.0] * 6
    for each in city.requests:
        shares = city.shares(each, among)
        hours = sum(city.months[each.pk]) * shares
        times = float(each.times_per_year) * len(city.recipients(each, among))
        kind = chosen.get(each.pk)
        left = (kind.left_low, kind.left, kind.left_high, kind.deliveries_left) if kind else (100, 100, 100, 100)
        own = (hours, *(hours * part / 100 for part in left[:3]), times, times * left[3] / 100)
        sums = [one + other for one, other in zip(sums, own, strict=True)]
    before, low, middle, high, deliveries, deliveries_left = sums
    return Freed(name, len(among), before, low, middle, high, deliveries, deliveries_left, pk)
