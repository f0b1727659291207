"""Who has a place within reach, and who has none."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jukugi.core.geo.distances import FloatArray, IntArray, nearest_m, pairs_within

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Coverage:
    """``is_covered``: shape (points,). ``nearest_m``: distance of the nearest place, infinite where there is none."""

    people: FloatArray
    is_covered: BoolArray
    nearest_m: FloatArray

    @property
    def covered(self) -> float:
        """People within reach."""
        return float(self.people[self.is_covered].sum())

    @property
    def share(self) -> float:
        """Of all people; 0 where there is nobody."""
        total = float(self.people.sum())
        return self.covered / total if total else 0.0

    @property
    def white_spots(self) -> IntArray:
        """Points with people and no place within reach: most people first, then in the order given."""
        missing = np.flatnonzero(~self.is_covered & (self.people > 0))
        return missing[np.argsort(-self.people[missing], kind="stable")]


def coverage(places: FloatArray, points: FloatArray, people: FloatArray, *, radius_m: float) -> Coverage:
    """Count people by whether a place is at most ``radius_m`` away, as the crow flies.

    Parameters
    ----------
    places : shape (places, 2), latitude and longitude in degrees. points : shape (points, 2), the same.
    people : shape (points,), who live there, none negative.
    """
    is_covered = np.zeros(len(points), dtype=bool)
    is_covered[pairs_within(points, places, radius_m)[0]] = True
    return Coverage(people, is_covered, nearest_m(points, places))
