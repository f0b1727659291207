"""Who does what where: offers by function and place, with what is missing and what is there twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jukugi.apps.areas.models import Area
from jukugi.apps.support.models import SupportFunction, SupportOffer


@dataclass(frozen=True)
class Cell:
    """One function in one place: ``area`` None: the whole city. ``bodies`` counts each body once."""

    area: Area | None
    bodies: int


@dataclass(frozen=True)
class FunctionRow:
    """One function, place by place. ``missing`` are wards with neither an offer of their own nor one of the city."""

    function: SupportFunction
    cells: list[Cell]
    offers: list[SupportOffer]
    missing: list[Area]
    only_city: list[Area]
    twice: list[Cell]


@dataclass(frozen=True)
class Catalogue:
    """All functions against the city and its wards on one day."""

    day: date
    wards: list[Area]
    rows: list[FunctionRow]
    looked_back: list[SupportOffer]

    @property
    def bodies(self) -> int:
        return len({offer.organization_id for row in self.rows for offer in row.offers})

    @property
    def offers(self) -> int:
        return sum(len(row.offers) for row in self.rows)


def catalogue(day: date) -> Catalogue:
    """What is offered on this day, and what was found when looking back. Four queries."""
    wards = list(Area.objects.wards())
    whole = SupportOffer.objects.select_related("organization", "area", "function")
    by_function: dict[int, list[SupportOffer]] = {}
    for offer in whole.running_on(day):
        by_function.setdefault(offer.function_id, []).append(offer)
    rows = [_row(one, by_function.get(one.pk, []), wards) for one in SupportFunction.objects.all()]
    looked_back = list(whole.exclude(outcome="").order_by("-looked_back_on", "pk")[:50])
    return Catalogue(day, wards, rows, looked_back)


def kept_offers(areas: set[int | None]) -> list[SupportOffer]:
    """Every offer that somebody keeps, those to look back on first, then the newest. One query."""
    rows = SupportOffer.objects.in_areas(areas).select_related("organization", "area", "function")
    found = rows.order_by("-starts_on", "pk")[:500]
    return sorted(
        found, key=lambda one: (not one.is_on_trial, one.review_on or date.max if one.is_on_trial else date.max)
    )


def _row(function: SupportFunction, offers: list[SupportOffer], wards: Sequence[Area]) -> FunctionRow:
    bodies: dict[int | None, set[int]] = {}
    for offer in offers:
        bodies.setdefault(offer.area_id, set()).add(offer.organization_id)
    cells = [Cell(None, len(bodies.get(None, ())))] + [Cell(one, len(bodies.get(one.pk, ()))) for one in wards]
    bare = [one for one in wards if not bodies.get(one.pk)]
    has_city = bool(bodies.get(None))
    return FunctionRow(
        function=function,
        cells=cells,
        offers=offers,
        missing=[] if has_city else bare,
        only_city=bare if has_city else [],
        twice=[cell for cell in cells if cell.bodies > 1],
    )
