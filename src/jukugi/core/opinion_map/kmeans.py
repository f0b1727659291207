"""k-means whose result depends on the positions and the seed only.

Many starts run at once; the best few are then improved by moving single places between groups (Hartigan and Wong,
"Algorithm AS 136", 1979), which leaves the local optima where Lloyd's iteration stops. Only sums of whole numbers and
elementwise arithmetic are used, so the result does not depend on BLAS, its threads or the order of people.
"""

from dataclasses import dataclass
from math import ceil

import numpy as np

from jukugi.core.opinion_map.arrays import FloatArray, IntArray
from jukugi.core.opinion_map.positions import Positions, thinned, weighted_centres

MAX_ROUNDS = 100
SCREENING_ROUNDS = 12
"""Rounds after which the starts are compared; only the leaders go on."""

STARTS_PER_LEADER = 6
SWAP_TURNS = 4
START_LIMIT = 4096
"""With more places than this, the starts run on a grid and only the best of them on the places themselves."""


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


def best_clustering(positions: Positions, k: int, rng: np.random.Generator, *, n_starts: int) -> Clustering:
    """Return the best clustering found. Cost: about 40 · n_starts · n · k, with at most ``START_LIMIT`` for n.

    All starts run a few rounds; single centres of the best are swapped for others; the leaders run to the end.

    Parameters
    ----------
    positions : at least ``k`` of them.
    rng : a fresh generator of the published seed.
    n_starts : at least 1.
    """
    start = thinned(positions, limit=START_LIMIT)
    if start.weights.size < k:
        start = positions
    centres = _plus_plus_starts(start, k, rng, n_starts)
    screened = _lloyd(start.points, start.weights, centres, SCREENING_ROUNDS)
    leaders = _leaders(start, screened, ceil(n_starts / STARTS_PER_LEADER))
    if k > 2:
        for _ in range(SWAP_TURNS):
            swapped = _swapped(start, leaders[0], rng, n_starts // 2)
            swapped = _lloyd(start.points, start.weights, swapped, SCREENING_ROUNDS)
            leaders = _leaders(start, np.concatenate((leaders, swapped)), leaders.shape[0])
    leaders = _lloyd(start.points, start.weights, leaders, MAX_ROUNDS)
    best = min((_refined(start, centres) for centres in leaders), key=_preference)
    if start.points is not positions.points:
        best = _refined(positions, _lloyd(positions.points, positions.weights, best.centres[None], MAX_ROUNDS)[0])
    return best


def _preference(clustering: Clustering) -> tuple[float, tuple[int, ...]]:
    return clustering.inertia, tuple(clustering.labels.tolist())


def _squared_distances(points: FloatArray, centres: FloatArray) -> FloatArray:
    """Shape (runs, n), from each point to the one centre (runs, 2) of each run."""
    across = points[:, 0] - centres[:, :1]
    up = points[:, 1] - centres[:, 1:]
    across *= across
    up *= up
    across += up
    return across


def _nearest(points: FloatArray, centres: FloatArray) -> tuple[IntArray, FloatArray]:
    """Nearest centre, the first of equals, and its squared distance; both (runs, n), for centres (runs, k, 2)."""
    distance = _squared_distances(points, centres[:, 0])
    labels = np.zeros(distance.shape, dtype=np.int64)
    for number in range(1, centres.shape[1]):
        other = _squared_distances(points, centres[:, number])
        labels[other < distance] = number
        np.minimum(distance, other, out=distance)
    return labels, distance


def _plus_plus_starts(positions: Positions, k: int, rng: np.random.Generator, n_starts: int) -> FloatArray:
    """Draw starts as k-means++ does (Arthur and Vassilvitskii, 2007); shape (n_starts, k, 2)."""
    points, weights = positions.points, positions.weights
    centres = np.empty((n_starts, k, 2))
    chance = np.broadcast_to(weights, (n_starts, weights.size))
    nearest = np.full((n_starts, weights.size), np.inf)
    for step in range(k):
        cumulated = np.cumsum(chance, axis=1)
        ticket = rng.random(n_starts) * cumulated[:, -1]
        chosen = np.minimum((cumulated <= ticket[:, None]).sum(axis=1), weights.size - 1)
        centres[:, step] = points[chosen]
        nearest = np.minimum(nearest, _squared_distances(points, centres[:, step]))
        chance = nearest * weights
    return centres


def _lloyd(points: FloatArray, weights: FloatArray, centres: FloatArray, n_rounds: int) -> FloatArray:
    """Move centres (runs, k, 2) to the means of what is nearest until nothing changes, ``n_rounds`` at most."""
    centres = centres.copy()
    n_runs, k, _ = centres.shape
    active = np.arange(n_runs)
    labels = np.full((n_runs, weights.size), -1)
    for _ in range(n_rounds):
        nearest, _ = _nearest(points, centres[active])
        is_moving = (nearest != labels[active]).any(axis=1)
        labels[active] = nearest
        active = active[is_moving]
        if active.size == 0:
            break
        keys = (np.arange(active.size)[:, None] * k + labels[active]).ravel()
        total = np.bincount(keys, weights=np.tile(weights, active.size), minlength=active.size * k)
        is_used = (total > 0).reshape(active.size, k)
        for axis in range(2):
            sums = np.bincount(keys, np.tile(weights * points[:, axis], active.size), minlength=active.size * k)
            means = (sums / np.maximum(total, 1)).reshape(active.size, k)
            centres[active, :, axis] = np.where(is_used, means, centres[active, :, axis])
    return centres


def _swapped(positions: Positions, centres: FloatArray, rng: np.random.Generator, n_runs: int) -> FloatArray:
    """Put one centre of each run somewhere else, drawn by chance (Fränti, "Random swap clustering", 2018)."""
    runs = np.repeat(centres[None], n_runs, axis=0)
    moved = rng.integers(centres.shape[0], size=n_runs)
    runs[np.arange(n_runs), moved] = positions.points[rng.integers(positions.weights.size, size=n_runs)]
    return runs


def _leaders(positions: Positions, runs: FloatArray, count: int) -> FloatArray:
    """The few different runs of least inertia, best first, shape (<= count, k, 2)."""
    inertia = (_nearest(positions.points, runs)[1] * positions.weights).sum(axis=1)
    _, first = np.unique(np.rint(inertia), return_index=True)
    return runs[first[:count]]


def _refined(positions: Positions, centres: FloatArray) -> Clustering:
    """Fill empty groups, then move single places while that lowers the inertia."""
    points, weights = positions.points, positions.weights
    k = centres.shape[0]
    labels = _without_empty_groups(positions, _nearest(points, centres[None])[0][0], k)
    for _ in range(MAX_ROUNDS * k):
        sizes: FloatArray = np.bincount(labels, weights=weights, minlength=k).astype(np.float64)
        centres = weighted_centres(points, weights, labels, k)
        gain, target = _best_moves(points, weights, labels, sizes, centres)
        mover = int(np.argmax(gain))
        if gain[mover] <= 1.0:
            break
        labels[mover] = target[mover]
    return _ordered(positions, labels, k)


def _best_moves(
    points: FloatArray, weights: FloatArray, labels: IntArray, sizes: FloatArray, centres: FloatArray
) -> tuple[FloatArray, IntArray]:
    """How much inertia the best move of each place saves, and where to."""
    distances = ((points[:, None] - centres) ** 2).sum(axis=2)
    index = np.arange(labels.size)
    cost = distances * (sizes / (sizes + weights[:, None]))
    cost[index, labels] = np.inf
    target = cost.argmin(axis=1)
    left = sizes[labels] - weights
    with np.errstate(divide="ignore", invalid="ignore"):
        saving = np.where(left > 0, distances[index, labels] * sizes[labels] / left, -np.inf)
    return weights * (saving - cost[index, target]), target.astype(np.int64)


def _without_empty_groups(positions: Positions, labels: IntArray, k: int) -> IntArray:
    labels = labels.copy()
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
