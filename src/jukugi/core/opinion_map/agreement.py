"""How well groups are separated, and how far two groupings of the same people agree."""

import numpy as np

from jukugi.core.opinion_map.arrays import FloatArray, IntArray
from jukugi.core.opinion_map.positions import Positions


def mean_silhouettes(positions: Positions, labellings: list[IntArray]) -> list[float]:
    """Mean silhouette over people (Rousseeuw 1987), -1..1, for each labelling; O(n²) in places, O(n) in memory.

    Somebody alone in a group counts 0, and so does everybody where there is one group only.

    Parameters
    ----------
    positions : n places with weights. labellings : each of shape (n,), 0..k-1 without gaps.
    """
    from jukugi.core.opinion_map.kernels import sums_of_distances

    if not labellings:
        return []
    cells, groups = _common_cells(np.stack(labellings))
    distances = sums_of_distances(positions.points, positions.weights, cells, groups.shape[1])
    return [_mean_silhouette(positions, distances, *pair) for pair in zip(labellings, groups, strict=True)]


def _common_cells(labellings: IntArray) -> tuple[IntArray, IntArray]:
    """Divide places so far that every labelling (labellings, n) joins whole cells: the cell of each place (n,), and
    the group of each cell by labelling (labellings, cells)."""
    cells = np.zeros(labellings.shape[1], dtype=np.int64)
    for labels in labellings:
        _, first, cells = np.unique(cells * (labels.max() + 1) + labels, return_index=True, return_inverse=True)
    return cells.astype(np.int64), labellings[:, first]


def _mean_silhouette(positions: Positions, distances: FloatArray, labels: IntArray, groups: IntArray) -> float:
    """From distances (cells, n) of each place to the members of each cell, and the group of each cell."""
    sizes: FloatArray = np.bincount(labels, positions.weights, minlength=1).astype(np.float64)
    sums = np.zeros((sizes.size, labels.size))
    for cell, group in enumerate(groups.tolist()):
        sums[group] += distances[cell]
    widths = _silhouettes(sums.T, labels, sizes)
    return float(np.sum(widths * positions.weights)) / max(float(positions.weights.sum()), 1.0)


def _silhouettes(sums: FloatArray, own: IntArray, sizes: FloatArray) -> FloatArray:
    """Silhouette widths (rows,) from sums of distances (rows, k) to the members of each group."""
    if sizes.size < 2:
        return np.zeros(own.size)
    rows = np.arange(own.size)
    inside = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
    means = sums / np.maximum(sizes, 1)
    means[rows, own] = np.inf
    outside = means.min(axis=1)
    larger = np.maximum(inside, outside)
    return np.where((sizes[own] > 1) & (larger > 0), (outside - inside) / np.where(larger > 0, larger, 1), 0.0)


def contingency(first: IntArray, second: IntArray) -> IntArray:
    """Count people by both labels, shape (groups of first, groups of second); labels from 0."""
    n_first, n_second = int(first.max(initial=-1)) + 1, int(second.max(initial=-1)) + 1
    counts = np.bincount(first * n_second + second, minlength=n_first * n_second)
    return counts.reshape(n_first, n_second).astype(np.int64)


def adjusted_rand_index(first: IntArray, second: IntArray) -> float:
    """Agreement of two groupings corrected for chance: 1 the same, about 0 unrelated (Hubert and Arabie 1985)."""
    table = contingency(first, second).astype(np.float64)

    def pairs(counts: FloatArray) -> float:
        return float(np.sum(counts * (counts - 1) / 2))

    together, in_first, in_second = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    everything = pairs(np.array([table.sum()]))
    expected = in_first * in_second / everything if everything else 0.0
    largest = (in_first + in_second) / 2
    return 1.0 if largest == expected else (together - expected) / (largest - expected)


def best_jaccards(reference: IntArray, other: IntArray, n_groups: int) -> FloatArray:
    """Shape (n_groups,): how much of each reference group its best counterpart shares, 0..1 (Hennig 2007).

    NaN for a reference group that nobody here belongs to.
    """
    table = np.zeros((n_groups, int(other.max(initial=0)) + 1))
    np.add.at(table, (reference, other), 1.0)
    union = table.sum(axis=1, keepdims=True) + table.sum(axis=0, keepdims=True) - table
    shares: FloatArray = (table / np.maximum(union, 1)).max(axis=1)
    return np.where(table.sum(axis=1) > 0, shares, np.nan)
