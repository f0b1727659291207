"""Outlines of areas: made simpler without gaps between neighbours, and asked whether a point lies inside.

A point is (longitude, latitude) in degrees, as GeoJSON has it; a ring is closed (its first point is its last). An area
is a list of rings; what an even number of them holds is outside, so holes and islands need no further word.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import cos, hypot, radians

METRES_A_DEGREE = 111_195.0
DIGITS = 6
"""To which positions are rounded first: 0.1 m, so that the same corner of two neighbours is the same."""

Point = tuple[float, float]
Ring = list[Point]
Bounds = tuple[float, float, float, float]


def simplified(areas: Mapping[str, Sequence[Sequence[Point]]], *, tolerance_m: float) -> dict[str, list[Ring]]:
    """The same areas with fewer points; no corner moves, none that is left out lay further than the tolerance.

    A border of two areas is divided where a third one begins, and each part is made simpler once for both: neighbours
    stay neighbours. Rings that are smaller than a square of the tolerance go, unless an area would lose its last one.

    Parameters
    ----------
    areas : rings by the key of the area. tolerance_m : at least 0.

    References
    ----------
    D. Douglas, T. Peucker: "Algorithms for the reduction of the number of points …", 1973.
    """
    rings = {key: [ring for ring in map(_closed, own) if len(ring) > 3] for key, own in areas.items()}
    meets = _junctions(ring for own in rings.values() for ring in own)
    known: dict[tuple[Point, ...], list[Point]] = {}
    found: dict[str, list[Ring]] = {}
    for key, own in rings.items():
        made = [_ring(ring, meets, tolerance_m, known) for ring in own]
        large = [ring for ring in made if len(ring) > 3 and area_m2(ring) >= tolerance_m**2]
        found[key] = large or made[:1]
    return found


def contains(rings: Iterable[Sequence[Point]], lon: float, lat: float) -> bool:
    """Whether the point lies inside. Linear in the points of the rings."""
    inside = False
    for ring in rings:
        for (x, y), (after_x, after_y) in zip(ring, ring[1:], strict=False):
            if (y > lat) != (after_y > lat) and lon < x + (lat - y) * (after_x - x) / (after_y - y):
                inside = not inside
    return inside


def area_m2(ring: Sequence[Point]) -> float:
    """What one ring holds, in square metres; right to some promille for a city."""
    wide = METRES_A_DEGREE * cos(radians(ring[0][1]))
    origin_x, origin_y = ring[0]
    plain = [((x - origin_x) * wide, (y - origin_y) * METRES_A_DEGREE) for x, y in ring]
    return abs(sum(x * after_y - after_x * y for (x, y), (after_x, after_y) in zip(plain, plain[1:], strict=False))) / 2


def bounds(rings: Iterable[Sequence[Point]]) -> Bounds:
    """South, west, north, east of all rings; at least one point."""
    points = [point for ring in rings for point in ring]
    return (
        min(lat for _lon, lat in points),
        min(lon for lon, _lat in points),
        max(lat for _lon, lat in points),
        max(lon for lon, _lat in points),
    )


def label_point(rings: Sequence[Sequence[Point]]) -> Point:
    """Where a name can stand: inside the largest ring, in the middle of its widest part at half its height."""
    ring = max(rings, key=area_m2)
    south, west, north, east = bounds([ring])
    best: tuple[float, Point] = (-1.0, ((west + east) / 2, (south + north) / 2))
    for part in (0.5, 0.4, 0.6, 0.3, 0.7):
        lat = south + (north - south) * part
        crossings = sorted(
            x + (lat - y) * (after_x - x) / (after_y - y)
            for (x, y), (after_x, after_y) in zip(ring, ring[1:], strict=False)
            if (y > lat) != (after_y > lat)
        )
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            if right - left > best[0] * 1.2:
                best = (right - left, ((left + right) / 2, lat))
    return best[1]


def _closed(ring: Sequence[Point]) -> Ring:
    made: Ring = []
    for lon, lat in ring:
        point = (round(float(lon), DIGITS), round(float(lat), DIGITS))
        if not made or made[-1] != point:
            made.append(point)
    if made and made[0] != made[-1]:
        made.append(made[0])
    return made


def _junctions(rings: Iterable[Ring]) -> set[Point]:
    """Points at which more than two ways meet."""
    beside: dict[Point, set[Point]] = {}
    for ring in rings:
        for one, after in zip(ring, ring[1:], strict=False):
            beside.setdefault(one, set()).add(after)
            beside.setdefault(after, set()).add(one)
    return {point for point, others in beside.items() if len(others) > 2}


def _ring(ring: Ring, meets: set[Point], tolerance_m: float, known: dict[tuple[Point, ...], list[Point]]) -> Ring:
    open_ring = ring[:-1]
    begins = next((place for place, point in enumerate(open_ring) if point in meets), None)
    if begins is None:
        begins = open_ring.index(min(open_ring))
    turned = [*open_ring[begins:], *open_ring[:begins], open_ring[begins]]
    cuts = [place for place, point in enumerate(turned) if point in meets or place in (0, len(turned) - 1)]
    if len(cuts) == 2:
        cuts.insert(1, _furthest(turned))
    made: Ring = [turned[0]]
    for first, last in zip(cuts, cuts[1:], strict=False):
        made += _arc(turned[first : last + 1], tolerance_m, known)[1:]
    return made


def _furthest(ring: Ring) -> int:
    """The point that lies furthest from the first; of equal ones the smallest, whichever way round one goes."""
    x, y = ring[0]
    return max(
        range(1, len(ring) - 1),
        key=lambda place: (round(hypot(ring[place][0] - x, ring[place][1] - y), 9), ring[place]),
    )


def _arc(arc: list[Point], tolerance_m: float, known: dict[tuple[Point, ...], list[Point]]) -> list[Point]:
    """Made simpler once, in the direction that begins with the smaller end."""
    is_turned = (arc[-1], arc[-2]) < (arc[0], arc[1])
    own = tuple(reversed(arc)) if is_turned else tuple(arc)
    if own not in known:
        known[own] = _fewer(own, tolerance_m)
    return known[own][::-1] if is_turned else known[own]


def _fewer(arc: Sequence[Point], tolerance_m: float) -> list[Point]:
    wide = METRES_A_DEGREE * cos(radians(arc[0][1]))
    plain = [(lon * wide, lat * METRES_A_DEGREE) for lon, lat in arc]
    keeps = {0, len(arc) - 1}
    waiting = [(0, len(arc) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        place = max(range(first + 1, last), key=lambda each: _away(plain[each], plain[first], plain[last]))
        if _away(plain[place], plain[first], plain[last]) > tolerance_m:
            keeps.add(place)
            waiting += [(first, place), (place, last)]
    return [arc[place] for place in sorted(keeps)]


def _away(point: Point, one: Point, other: Point) -> float:
    """From a point to the stretch between two others."""
    across, up = other[0] - one[0], other[1] - one[1]
    length = across * across + up * up
    along = 0.0 if length == 0 else ((point[0] - one[0]) * across + (point[1] - one[1]) * up) / length
    along = min(1.0, max(0.0, along))
    return hypot(point[0] - one[0] - along * across, point[1] - one[1] - along * up)
