"""k-means whose result depends on the positions and the seed only.

Many starts run at once; the best few are then improved by moving single places between groups (Hartigan and Wong,
"Algorithm AS 136", 1979), which leaves the local optima where Lloyd's iteration stops. Only sums of whole numbers and
elementwise arithmetic are used, so the result does not depend on BLAS, its threads or the order of people.
"""

from dataclasses import dataclass

import numpy as np

from jukugi.core.opinion_map.arrays import FloatArray, IntArray
from jukugi.core.opinion_map.positions import Positions, weighted_centres

SWAP_ROUNDS = 5
"""Rounds after which a swap is judged; twenty times as many at the end."""

PATIENCE = 1.1
"""A swap whose inertia is after two rounds so many times that of the best is given up."""

SEARCHES = 4

WORTH_REFINING, MOST_REFINED = 1.02, 3
"""What a search found is not followed further where its inertia is so many times that of the best, nor the fourth."""

PASSES = 20
"""Passes of moving single places at most; few are ever needed."""


@dataclass(frozen=True, eq=False)
class Clustering:
    """k groups of positions, the largest first; equal sizes by centre, first axis first.

    Attributes
    ----------
    labels : shape (n,), 0..k-1, for each of ``Positions.points``.
    centres : shape (k, 2), in grouping units.
    sizes : shape (k,), people.
    inertia : sum over people of the squared distance to the centre, squared grouping units.
    """

    labels: IntArray
    centres: FloatArray
    sizes: IntArray
    inertia: float


def best_clustering(positions: Positions, k: int, rng: np.random.Generator, *, n_swaps: int) -> Clustering:
    """Return the best clustering found. Cost: about 10 · n_swaps · n · k, with at most ``START_LIMIT`` for n.

    Each search starts as k-means++ does and swaps one centre after the other for a place drawn by chance (Fränti,
    "Random swap clustering", 2018); what the searches found is then improved on the places themselves.

    Parameters
    ----------
    positions : at least ``k`` of them.
    rng : a fresh generator of the published seed.
    n_swaps : of each search, at least 1. Two groups need a quarter of them.
    """
    from jukugi.core.opinion_map.kernels import drawn_starts

    swaps = n_swaps if k > 2 else -(-n_swaps // 4)
    start = positions.thin if k <= positions.thin.weights.size < positions.weights.size else positions
    centres = drawn_starts(start.points, start.weights, rng.random((SEARCHES, k)))
    centres = _searched(start, centres, rng, swaps)
    if start is not positions:
        centres = _searched(positions, centres, rng, -(-swaps // 8))
    return min((_refined(positions, run) for run in centres), key=_preference)


def _searched(positions: Positions, centres: FloatArray, rng: np.random.Generator, n_swaps: int) -> FloatArray:
    """Swap centres of each search (searches, k, 2); returns the different good ones that come out, the best first."""
    from jukugi.core.opinion_map.kernels import swap_centres

    picks = rng.random((centres.shape[0], n_swaps, 2))
    inertia = swap_centres(positions.points, positions.weights, centres, picks, SWAP_ROUNDS, PATIENCE)
    ratios, different = np.unique(np.round(inertia / max(inertia.min(), 1.0), 9), return_index=True)
    return centres[different[ratios <= WORTH_REFINING][:MOST_REFINED]]


def _preference(clustering: Clustering) -> tuple[float, bytes]:
    return clustering.inertia, clustering.labels.tobytes()


def _refined(positions: Positions, centres: FloatArray) -> Clustering:
    """Fill empty groups, then move single places while that lowers the inertia."""
    from jukugi.core.opinion_map.kernels import move_single_places

    k = centres.shape[0]
    labels = _without_empty_groups(positions, _nearest(positions.points, centres), k)
    move_single_places(positions.points, positions.weights, labels, k, PASSES)
    return _ordered(positions, labels, k)


def _nearest(points: FloatArray, centres: FloatArray) -> IntArray:
    """Shape (n,): the nearest of the centres (k, 2), the first of equals."""
    from jukugi.core.opinion_map.kernels import find_nearest

    labels, distances = np.zeros(points.shape[0], dtype=np.int64), np.empty(points.shape[0])
    find_nearest(points[:, 0].copy(), points[:, 1].copy(), centres, labels, distances)
    return labels


def _without_empty_groups(positions: Positions, labels: IntArray, k: int) -> IntArray:
    for empty in np.flatnonzero(np.bincount(labels, minlength=k) == 0):
        centres = weighted_centres(positions.points, positions.weights, labels, k)
        distance = ((positions.points - centres[labels]) ** 2).sum(axis=1)
        distance[np.bincount(labels, minlength=k)[labels] == 1] = -1
        labels[np.argmax(distance)] = empty
    return labels


def _ordered(positions: Positions, labels: IntArray, k: int) -> Clustering:
    sizes = np.bincount(labels, weights=positions.weights, minlength=k).astype(np.int64)
    centres = weighted_centres(positions.points, positions.weights, labels, k)
    order = np.lexsort((centres[:, 1], centres[:, 0], -sizes))
    rank = np.empty(k, dtype=np.int64)
    rank[order] = np.arange(k)
    distance = ((positions.points - centres[labels]) ** 2).sum(axis=1)
    return Clustering(rank[labels], centres[order], sizes[order], float(np.sum(distance * positions.weights)))
