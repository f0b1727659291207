"""The newest edition of who has a place within reach, as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from jukugi.apps.areas.models import Area
from jukugi.apps.places.enums import METRES_A_MINUTE
from jukugi.apps.places.models import CoverageEdition, Place

SPOTS_SHOWN = 12
DOTS_AT_MOST = 1500
WIDTH, MARGIN = 720.0, 24.0
METRES_A_DEGREE = 111_195.0


@dataclass(frozen=True)
class Line:
    """A ward or a district: for people, children and the elderly the share within reach, or None; and who is not."""

    name: str
    people: int
    covered: int
    shares: tuple[float | None, float | None, float | None]

    @property
    def missing(self) -> int:
        return self.people - self.covered


@dataclass(frozen=True)
class Picture:
    """White spots as rings by their people, places as dots, next places as numbered squares; north above."""

    width: int
    height: int
    places: list[tuple[str, str]]
    spots: list[tuple[str, str, str]]
    next: list[tuple[int, str, str]]
    reach: str


@dataclass(frozen=True)
class CoveragePage:
    edition: CoverageEdition
    minutes: int
    city: Line
    wards: list[Line]
    districts: list[Line]
    tiles: list[tuple[Area, int]]
    spots: list[dict[str, Any]]
    next: list[dict[str, Any]]
    share_after: float
    picture: Picture | None


def coverage_page(wards: Sequence[Area]) -> CoveragePage | None:
    """None where nothing was reckoned yet. Two queries."""
    edition = CoverageEdition.objects.first()
    if edition is None:
        return None
    document = edition.document
    city = _line(document["city"])
    lines = [_line(one) for one in document["wards"]]
    by_name = {one.name: one for one in lines}
    after = city.covered + document["next_gain"]
    return CoveragePage(
        edition=edition,
        minutes=round(edition.radius_m / METRES_A_MINUTE),
        city=city,
        wards=lines,
        districts=[_line(one) for one in document["districts"]] if document["districts"] else [],
        tiles=[(ward, round(100 * (by_name[ward.name].shares[0] or 0))) for ward in wards if ward.name in by_name],
        spots=document["white_spots"][:SPOTS_SHOWN],
        next=document["next"],
        share_after=after / city.people if city.people else 0.0,
        picture=_picture(document),
    )


def _line(one: Mapping[str, Any]) -> Line:
    pairs = [one[group] for group in ("people", "children", "elderly")]
    first, second, third = (None if pair is None or not pair[0] else pair[1] / pair[0] for pair in pairs)
    return Line(one["name"], pairs[0][0], pairs[0][1], (first, second, third))


def _picture(document: Mapping[str, Any]) -> Picture | None:
    """One query."""
    listed = Place.objects.confirmed().filter(lat__isnull=False).order_by("pk").values_list("lat", "lon")
    places = [(lat, lon) for lat, lon in listed[:DOTS_AT_MOST] if lat is not None and lon is not None]
    spots = [(one["lat"], one["lon"], one["people"]) for one in document["white_spots"]]
    known = [*places, *((lat, lon) for lat, lon, _people in spots)]
    if len(known) < 2:
        return None
    south, north = min(lat for lat, _lon in known), max(lat for lat, _lon in known)
    west, east = min(lon for _lat, lon in known), max(lon for _lat, lon in known)
    middle = cos(radians((south + north) / 2))
    wide = max((east - west) * METRES_A_DEGREE * middle, 1000.0)
    high = max((north - south) * METRES_A_DEGREE, 500.0)
    unit = (WIDTH - 2 * MARGIN) / max(wide, high)
    height = high * unit + 2 * MARGIN

    def at(lat: float, lon: float) -> tuple[str, str]:
        x = MARGIN + (lon - west) * METRES_A_DEGREE * middle * unit
        return _n(x), _n(height - MARGIN - (lat - south) * METRES_A_DEGREE * unit)

    most = max((people for _lat, _lon, people in spots), default=1) or 1
    return Picture(
        width=round(wide * unit + 2 * MARGIN),
        height=round(height),
        places=[at(lat, lon) for lat, lon in places],
        spots=[(*at(lat, lon), _n(3 + 9 * (people / most) ** 0.5)) for lat, lon, people in spots],
        next=[(number, *at(one["lat"], one["lon"])) for number, one in enumerate(document["next"], start=1)],
        reach=_n(document["radius_m"] * unit),
    )


def _n(value: float) -> str:
    return f"{value:.1f}"
