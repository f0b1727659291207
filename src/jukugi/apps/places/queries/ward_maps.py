"""The wards in their own shapes with a number each, where a city has brought its boundaries."""

from collections.abc import Sequence
from dataclasses import dataclass

from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import Outline
from jukugi.core.geo.frames import frame_of
from jukugi.core.geo.outlines import bounds, label_point

WIDTH, MARGIN = 640.0, 12.0
STEPS = 4


@dataclass(frozen=True)
class WardShape:
    """``step``: how dark, 0 to 4."""

    ward: Area
    path: str
    x: str
    y: str
    step: int
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class WardMap:
    width: int
    height: int
    shapes: list[WardShape]
    source: str


def ward_map(
    counts: Sequence[tuple[Area, int]], outlines: Sequence[Outline], *, chosen: Area | None = None
) -> WardMap | None:
    """None unless every ward has its outline: then tiles stand for the map. No query."""
    known = {one.area.pk: one for one in outlines}
    if not counts or any(ward.pk not in known for ward, _count in counts):
        return None
    frame = frame_of(bounds(ring for one in known.values() for ring in one.rings), width=WIDTH, margin=MARGIN)
    most = max(count for _ward, count in counts) or 1
    shapes = []
    for ward, count in counts:
        rings = known[ward.pk].rings
        lon, lat = label_point(rings)
        step = -(-STEPS * count // most) if count > 0 else 0
        shapes.append(WardShape(ward, frame.path(rings), *frame.at(lat, lon), step, count, ward == chosen))
    return WardMap(round(frame.width), round(frame.height), shapes, next(iter(known.values())).source)
