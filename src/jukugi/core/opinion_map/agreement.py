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
    weights = positions.weights
    sizes: list[FloatArray] = [np.bincount(labels, weights, minlength=1).astype(np.float64) for labels in labellings]
    sums = sums_of_distances(positions.points, weights, np.stack(labellings), max(size.size for size in sizes))
    widths = [_silhouettes(sums[n, :, : size.size], labellings[n], size) for n, size in enumerate(sizes)]
    return [float(np.sum(width * weights)) / max(float(weights.sum()), 1.0) for width in widths]


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
