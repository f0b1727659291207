"""How well groups are separated, and how far two groupings of the same people agree."""

import numpy as np

from jukugi.core.opinion_map.arrays import FloatArray, IntArray
from jukugi.core.opinion_map.positions import Positions

BLOCK = 512


def mean_silhouettes(positions: Positions, labellings: list[IntArray]) -> list[float]:
    """Mean silhouette over people (Rousseeuw 1987), -1..1, for each labelling; O(n²) in places, n · 512 in memory.

    Somebody alone in a group counts 0, and so does everybody where there is one group only.

    Parameters
    ----------
    positions : n places with weights. labellings : each of shape (n,), 0..k-1 without gaps.
    """
    points, weights = positions.points, positions.weights
    members = []
    for labels in labellings:
        table = np.zeros((labels.size, int(labels.max(initial=0)) + 1))
        table[np.arange(labels.size), labels] = weights
        members.append(table)
    totals = [0.0] * len(labellings)
    for start in range(0, weights.size, BLOCK):
        block = slice(start, start + BLOCK)
        distances = np.hypot(points[block, None, 0] - points[None, :, 0], points[block, None, 1] - points[None, :, 1])
        for index, (labels, table) in enumerate(zip(labellings, members, strict=True)):
            widths = _silhouettes(distances @ table, labels[block], table.sum(axis=0))
            totals[index] += float(np.sum(widths * weights[block]))
    return [total / float(max(weights.sum(), 1.0)) for total in totals]


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
