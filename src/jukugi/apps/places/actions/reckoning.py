"""Who has a place within reach, as a document: by ward and school district, with what is white and what would help.

Numpy and the solver are loaded when it is reckoned, in a job or a command; never by a page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

NEXT_AT_MOST = 5
SPOTS_AT_MOST = 200
LEAST_TOLD = 5
"""Fewer children or elderly people of one point are not told."""
GROUPS = ("people", "children", "elderly")


@dataclass(frozen=True)
class Point:
    """Where people live; ``ward`` and ``district`` by their names, "" where nobody knows."""

    key: str
    name: str
    lat: float
    lon: float
    people: float
    children: float | None
    elderly: float | None
    ward: str
    district: str


def reckoned(places: Sequence[tuple[float, float]], points: Sequence[Point], *, radius_m: int) -> dict[str, Any]:
    """The document of an edition: plain values, the same for the same input.

    Parameters
    ----------
    places : latitude and longitude, degrees. points : at least one, with people.
    """
    import numpy as np

    from jukugi.core.geo.coverage import coverage
    from jukugi.core.geo.locating import next_places

    where = np.array([(one.lat, one.lon) for one in points], dtype=np.float64).reshape(-1, 2)
    has_place = np.array(places, dtype=np.float64).reshape(-1, 2)
    people = np.array([one.people for one in points], dtype=np.float64)
    found = coverage(has_place, where, people, radius_m=radius_m)
    location = next_places(where, found, radius_m=radius_m, new=NEXT_AT_MOST)
    covered = found.is_covered.tolist()
    spots = found.white_spots.tolist()
    white = sum(points[spot].people for spot in spots)
    return {
        "radius_m": radius_m,
        "places": len(places),
        "points": len(points),
        "city": _shares(points, covered, lambda _one: "")[0],
        "wards": _shares(points, covered, lambda one: one.ward),
        "districts": [one for one in _shares(points, covered, lambda one: one.district) if one["name"]],
        "white_points": len(spots),
        "white_people": _whole(white),
        "white_spots": [_spot(points[spot], float(found.nearest_m[spot]) if places else None) for spot in spots][
            :SPOTS_AT_MOST
        ],
        "next": [_place(points[one.point]) | {"gain": _whole(one.gain)} for one in location.next],
        "next_gain": _whole(location.gain),
        "bound": _whole(location.bound),
        "proven": location.is_proven,
    }


def _shares(points: Sequence[Point], covered: Sequence[bool], of: Callable[[Point], str]) -> list[dict[str, Any]]:
    """For every ward or district by name: people of each group, and those within reach; None where nobody counted."""
    sums: dict[str, dict[str, list[float] | None]] = {}
    for point, is_covered in zip(points, covered, strict=True):
        own = sums.setdefault(of(point), {group: [0.0, 0.0] for group in GROUPS})
        for group in GROUPS:
            count, there = getattr(point, group), own[group]
            if count is None or there is None:
                own[group] = None
            else:
                there[0] += count
                there[1] += count if is_covered else 0.0
    return [{"name": name, **{group: _pair(own[group]) for group in GROUPS}} for name, own in sums.items()]


def _pair(pair: list[float] | None) -> list[int] | None:
    return None if pair is None else [_whole(number) for number in pair]


def _spot(point: Point, nearest_m: float | None) -> dict[str, Any]:
    return _place(point) | {
        "people": _whole(point.people),
        "children": _told(point.children),
        "elderly": _told(point.elderly),
        "nearest_m": None if nearest_m is None else round(nearest_m),
    }


def _place(point: Point) -> dict[str, Any]:
    return {"key": point.key, "name": point.name, "ward": point.ward, "lat": point.lat, "lon": point.lon}


def _told(count: float | None) -> int | None:
    """None where nobody counted, -1 where there are too few to be told."""
    return None if count is None else _whole(count) if count >= LEAST_TOLD else -1


def _whole(number: float) -> int:
    return round(number)
