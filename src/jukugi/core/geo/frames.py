"""A flat picture of a part of a city, north above: where degrees come to stand in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from jukugi.core.geo.outlines import METRES_A_DEGREE, Bounds, Point


@dataclass(frozen=True)
class Frame:
    """``unit``: lengths of the picture for one metre; ``width`` and ``height`` with the margin."""

    south: float
    west: float
    middle: float
    unit: float
    width: float
    height: float
    margin: float

    def at(self, lat: float, lon: float) -> tuple[str, str]:
        """Where a position stands, as SVG writes it."""
        x = self.margin + (lon - self.west) * METRES_A_DEGREE * self.middle * self.unit
        y = self.height - self.margin - (lat - self.south) * METRES_A_DEGREE * self.unit
        return f"{x:.1f}", f"{y:.1f}"

    def path(self, rings: Sequence[Sequence[Point]]) -> str:
        """The rings as the ``d`` of one SVG path, for the even-odd rule."""
        return "".join("M" + "L".join(" ".join(self.at(lat, lon)) for lon, lat in ring[:-1]) + "Z" for ring in rings)


def frame_of(bounds: Bounds, *, width: float, margin: float, least_m: tuple[float, float] = (1000.0, 500.0)) -> Frame:
    """A frame whose longer side is ``width``, around south, west, north, east; no smaller than so many metres."""
    south, west, north, east = bounds
    middle = cos(radians((south + north) / 2))
    wide = max((east - west) * METRES_A_DEGREE * middle, least_m[0])
    high = max((north - south) * METRES_A_DEGREE, least_m[1])
    unit = (width - 2 * margin) / max(wide, high)
    return Frame(south, west, middle, unit, wide * unit + 2 * margin, high * unit + 2 * margin, margin)
