"""Where the places of a list lie: dots with the numbers of the list, north above, drawn by the server."""

from collections.abc import Sequence
from dataclasses import dataclass

from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import Outline
from jukugi.apps.places.enums import ROUGH_RADIUS_M
from jukugi.apps.places.queries.listing import Row
from jukugi.core.geo.frames import frame_of
from jukugi.core.geo.outlines import bounds

WIDTH, MARGIN, SCALE_BAND, LEAST_M = 640.0, 30.0, 34.0, 800.0
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
    """``wards``: outlines behind the dots, as SVG paths, with whether it is the ward one looks at."""

    width: int
    height: int
    dots: list[Dot]
    scale_m: int
    scale_width: str
    without_position: int
    wards: list[tuple[str, bool]]


def dots_of(rows: Sequence[Row], outlines: Sequence[Outline] = (), ward: Area | None = None) -> Dots | None:
    """None where nothing could be drawn: fewer than two positions, and no outlines to see one in.

    With outlines the picture holds the ward one looks at, or the whole city; without them the places alone.
    """
    known = [
        (row, row.place.lat, row.place.lon) for row in rows if row.place.lat is not None and row.place.lon is not None
    ]
    held = [one for one in outlines if ward is None or one.area == ward]
    if not known or (len(known) < 2 and not held):
        return None
    around = [[(lon, lat)] for _row, lat, lon in known]
    frame = frame_of(
        bounds([*around, *(ring for one in held for ring in one.rings)]),
        width=WIDTH,
        margin=MARGIN,
        least_m=(LEAST_M, LEAST_M / 2),
    )
    dots = [
        Dot(
            row.number,
            row.place.name,
            *frame.at(lat, lon),
            f"{ROUGH_RADIUS_M * frame.unit:.1f}" if row.place.is_rough else "",
        )
        for row, lat, lon in known
    ]
    scale = max((each for each in SCALES if each * frame.unit <= WIDTH / 3), default=SCALES[0])
    return Dots(
        round(frame.width),
        round(frame.height + SCALE_BAND),
        dots,
        scale,
        f"{scale * frame.unit:.1f}",
        len(rows) - len(known),
        [(frame.path(one.rings), one.area == ward) for one in outlines],
    )
