"""Where the places of a list lie: dots with the numbers of the list, north above, drawn by the server."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from jukugi.apps.places.enums import ROUGH_RADIUS_M
from jukugi.apps.places.queries.listing import Row

WIDTH, MARGIN, SCALE_BAND, LEAST_M = 640.0, 30.0, 34.0, 800.0
METRES_A_DEGREE = 111_195.0
SCALES = (100, 200, 500, 1000, 2000, 5000, 10000)


@dataclass(frozen=True)
class Dot:
    """In units of the picture; ``rough`` is the radius of a circle somewhere in which the place lies, or 0."""

    number: int
    name: str
    x: str
    y: str
    rough: str


@dataclass(frozen=True)
class Dots:
    width: int
    height: int
    dots: list[Dot]
    scale_m: int
    scale_width: str
    without_position: int


def dots_of(rows: Sequence[Row]) -> Dots | None:
    """None where fewer than two have a position."""
    known = [
        (row, row.place.lat, row.place.lon) for row in rows if row.place.lat is not None and row.place.lon is not None
    ]
    if len(known) < 2:
        return None
    south, north = min(lat for _r, lat, _o in known), max(lat for _r, lat, _o in known)
    west, east = min(lon for _r, _a, lon in known), max(lon for _r, _a, lon in known)
    middle = cos(radians((south + north) / 2))
    wide = max((east - west) * METRES_A_DEGREE * middle, LEAST_M)
    high = max((north - south) * METRES_A_DEGREE, LEAST_M / 2)
    unit = (WIDTH - 2 * MARGIN) / max(wide, high)
    across, down = wide * unit + 2 * MARGIN, high * unit + 2 * MARGIN
    dots = [
        Dot(
            row.number,
            row.place.name,
            _n(MARGIN + (lon - west) * METRES_A_DEGREE * middle * unit),
            _n(down - MARGIN - (lat - south) * METRES_A_DEGREE * unit),
            _n(ROUGH_RADIUS_M * unit) if row.place.is_rough else "",
        )
        for row, lat, lon in known
    ]
    scale = max((each for each in SCALES if each * unit <= WIDTH / 3), default=SCALES[0])
    return Dots(round(across), round(down + SCALE_BAND), dots, scale, _n(scale * unit), len(rows) - len(known))


def _n(value: float) -> str:
    return f"{value:.1f}"
