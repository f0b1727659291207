"""Distinct positions in whole units, each with the number of people standing there.

Sums of whole numbers are exact in float64 below 2⁵³, so centres are the same in any order of people. The positions are
sorted by value; nothing that follows can depend on the order of rows or on ids.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from jukugi.core.opinion_map.arrays import FloatArray, IntArray

GROUPING_UNIT = 2.0**-20
"""Scores are grouped as multiples of this; it absorbs differences in the last bits between LAPACK builds."""

PEOPLE_LIMIT, FINE_CELLS = 50_000, 256
"""More people than the limit are grouped by the cells of a grid, so many to a side: a cell is finer than the positions
are sure."""

SEARCH_LIMIT, SEARCH_CELLS = 512, 32
"""With more places than the limit, k-means searches on a grid, so many cells to a side."""


@dataclass(frozen=True, eq=False)
class Positions:
    """Where people stand.

    Attributes
    ----------
    points : shape (n, 2), whole numbers of ``GROUPING_UNIT`` held as float64, sorted by first, then second axis.
    weights : shape (n,), people at each point, as float64.
    place : shape (people,), index into ``points`` of each person.
    """

    points: FloatArray
    weights: FloatArray
    place: IntArray

    @cached_property
    def thin(self) -> "Positions":
        """The grid on which k-means searches."""
        return thinned(self, limit=SEARCH_LIMIT, n_cells=SEARCH_CELLS)


def distinct_positions(points: FloatArray) -> Positions:
    """Gather people who stand at the same place; of very many people, those in the same cell of a fine grid.

    ``points`` has shape (people, 2), in score units.
    """
    units = np.rint(points / GROUPING_UNIT)
    if units.shape[0] > PEOPLE_LIMIT:
        return _celled(units, np.ones(units.shape[0]), FINE_CELLS)
    return _gathered(units, np.ones(units.shape[0]))


def thinned(positions: Positions, *, limit: int, n_cells: int) -> Positions:
    """Replace more than ``limit`` places by the centres of mass of a grid's cells; ``place`` then runs over places."""
    if positions.weights.size <= limit:
        return Positions(positions.points, positions.weights, np.arange(positions.weights.size, dtype=np.int64))
    return _celled(positions.points, positions.weights, n_cells)


def _celled(points: FloatArray, weights: FloatArray, n_cells: int) -> Positions:
    """Replace points by the centres of mass of the cells of a grid, ``n_cells`` to a side, in whole units."""
    low, high = points.min(axis=0), points.max(axis=0)
    cell_size = np.maximum((high - low) / n_cells, 1.0)
    cells = np.minimum(np.floor((points - low) / cell_size), n_cells - 1).astype(np.int64)
    numbers = cells[:, 0] * n_cells + cells[:, 1]
    is_used = np.bincount(numbers, minlength=n_cells**2) > 0
    numbers = (np.cumsum(is_used) - 1)[numbers]
    count = int(is_used.sum())
    people: FloatArray = np.bincount(numbers, weights=weights, minlength=count).astype(np.float64)
    gathered = _gathered(np.rint(weighted_centres(points, weights, numbers, count)), people)
    return Positions(gathered.points, gathered.weights, gathered.place[numbers])


def weighted_centres(points: FloatArray, weights: FloatArray, labels: IntArray, count: int) -> FloatArray:
    """Mean position by label, shape (count, 2); 0 for a label nobody has."""
    total = np.bincount(labels, weights=weights, minlength=count)
    sums = [np.bincount(labels, weights=weights * axis, minlength=count) for axis in points.T]
    return np.stack(sums, axis=1) / np.maximum(total, 1)[:, None]


def _gathered(points: FloatArray, weights: FloatArray) -> Positions:
    across, up = points[:, 0] + 0.0, points[:, 1] + 0.0  # adding 0 turns -0.0 into 0.0
    order = np.lexsort((up, across))
    across, up = across[order], up[order]
    is_new = np.ones(order.size, dtype=bool)
    is_new[1:] = (across[1:] != across[:-1]) | (up[1:] != up[:-1])
    place = np.empty(order.size, dtype=np.int64)
    place[order] = np.cumsum(is_new) - 1
    people: FloatArray = np.bincount(place, weights=weights, minlength=int(is_new.sum())).astype(np.float64)
    return Positions(np.stack((across[is_new], up[is_new]), axis=1), people, place)
