"""The newest edition of who has a place within reach, as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import Outline, outlines
from jukugi.apps.places.enums import METRES_A_MINUTE
from jukugi.apps.places.models import CoverageEdition, Place
from jukugi.apps.places.queries.ward_maps import WardMap, ward_map
from jukugi.core.geo.frames import frame_of
from jukugi.core.geo.outlines import bounds

SPOTS_SHOWN = 12
DOTS_AT_MOST = 1500
WIDTH, MARGIN = 720.0, 24.0


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
    """White spots as rings by their people, places as dots, next places as numbered squares; north above.

    ``wards``: their outlines behind all, where they are known.
    """

    width: int
    height: int
    places: list[tuple[str, str]]
    spots: list[tuple[str, str, str]]
    next: list[tuple[int, str, str]]
    reach: str
    wards: list[str]


@dataclass(frozen=True)
class CoveragePage:
    edition: CoverageEdition
    minutes: int
    city: Line
    wards: list[Line]
    districts: list[Line]
    tiles: list[tuple[Area, int]]
    ward_map: WardMap | None
    spots: list[dict[str, Any]]
    next: list[dict[str, Any]]
    share_after: float
    picture: Picture | None


def coverage_page(wards: Sequence[Area]) -> CoveragePage | None:
    """None where nothing was reckoned yet. Three queries."""
    edition = CoverageEdition.objects.first()
    if edition is None:
        return None
    document = edition.document
    city = _line(document["city"])
    lines = [_line(one) for one in document["wards"]]
    by_name = {one.name: one for one in lines}
    known = outlines(AreaLevel.WARD)
    tiles = [(ward, round(100 * (by_name[ward.name].shares[0] or 0))) for ward in wards if ward.name in by_name]
    after = city.covered + document["next_gain"]
    return CoveragePage(
        edition=edition,
        minutes=round(edition.radius_m / METRES_A_MINUTE),
        city=city,
        wards=lines,
        districts=[_line(one) for one in document["districts"]] if document["districts"] else [],
        tiles=tiles,
        ward_map=ward_map(tiles, known),
        spots=document["white_spots"][:SPOTS_SHOWN],
        next=document["next"],
        share_after=after / city.people if city.people else 0.0,
        picture=_picture(document, known),
    )


def _line(one: Mapping[str, Any]) -> Line:
    pairs = [one[group] for group in ("people", "children", "elderly")]
    first, second, third = (None if pair is None or not pair[0] else pair[1] / pair[0] for pair in pairs)
    return Line(one["name"], pairs[0][0], pairs[0][1], (first, second, third))


def _picture(document: Mapping[str, Any], known: Sequence[Outline]) -> Picture | None:
    """One query."""
    listed = Place.objects.confirmed().filter(lat__isnull=False).order_by("pk").values_list("lat", "lon")
    places = [(lat, lon) for lat, lon in listed[:DOTS_AT_MOST] if lat is not None and lon is not None]
    spots = [(one["lat"], one["lon"], one["people"]) for one in document["white_spots"]]
    points = [[(lon, lat)] for lat, lon in (*places, *((lat, lon) for lat, lon, _people in spots))]
    if len(points) < 2:
        return None
    rings = [ring for one in known for ring in one.rings]
    frame = frame_of(bounds([*points, *rings]), width=WIDTH, margin=MARGIN)
    most = max((people for _lat, _lon, people in spots), default=1) or 1
    return Picture(
        width=round(frame.width),
        height=round(frame.height),
        places=[frame.at(lat, lon) for lat, lon in places],
        spots=[(*frame.at(lat, lon), f"{3 + 9 * (people / most) ** 0.5:.1f}") for lat, lon, people in spots],
        next=[(number, *frame.at(one["lat"], one["lon"])) for number, one in enumerate(document["next"], start=1)],
        reach=f"{document['radius_m'] * frame.unit:.1f}",
        wards=[frame.path(one.rings) for one in known],
    )
