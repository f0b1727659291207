"""Comparisons of few and uneven numbers: by ranks, so that one large place does not decide; each with its interval.

Nothing is assumed of how visits are spread but that places were told of independently. Where there are too few for an
interval, the answer is None: not enough is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb, sqrt
from statistics import NormalDist, median

EXACT_AT_MOST = 40
"""Up to so many on a side ranks are counted exactly; beyond, the normal curve is near enough."""


@dataclass(frozen=True)
class Estimate:
    """``middle`` with an interval that holds the true one in ``level`` of such comparisons; of so many ``places``."""

    middle: float
    low: float
    high: float
    places: int
    level: float


def middle_of(rates: Sequence[float], *, level: float = 0.95) -> Estimate | None:
    """The median with the interval of its order statistics (exact). None for fewer than six at 95 %."""
    known, n = sorted(rates), len(rates)
    tail, rank = 0.0, 0
    while rank < n // 2 and tail + comb(n, rank) / 2**n <= (1 - level) / 2:
        tail += comb(n, rank) / 2**n
        rank += 1
    if rank == 0:
        return None
    return Estimate(median(known), known[rank - 1], known[n - rank], n, level)


def difference(one: Sequence[float], other: Sequence[float], *, level: float = 0.95) -> Estimate | None:
    """By how much the first are higher: the median of all differences, with the interval of Mann and Whitney.

    References
    ----------
    J. Hodges, E. Lehmann: "Estimates of location based on rank tests", 1963.
    """
    n, m = len(one), len(other)
    if not n or not m:
        return None
    gaps = sorted(first - second for first in one for second in other)
    rank = (
        _rank(_mann_whitney(n, m), level)
        if max(n, m) <= EXACT_AT_MOST
        else _normal_rank(n * m / 2, sqrt(n * m * (n + m + 1) / 12), level)
    )
    return _between(gaps, rank, n + m, level)


def change(pairs: Sequence[tuple[float, float]], *, level: float = 0.95) -> Estimate | None:
    """By how much it is higher afterwards at the same places: the median of all pairs' means, with the interval of
    Wilcoxon's signed ranks. None for fewer than six at 95 %.
    """
    gaps = [after - before for before, after in pairs]
    n = len(gaps)
    means = sorted((gaps[i] + gaps[j]) / 2 for i in range(n) for j in range(i, n))
    rank = (
        _rank(_signed_ranks(n), level)
        if n <= EXACT_AT_MOST
        else _normal_rank(n * (n + 1) / 4, sqrt(n * (n + 1) * (2 * n + 1) / 24), level)
    )
    return _between(means, rank, n, level)


def _between(known: Sequence[float], rank: int, places: int, level: float) -> Estimate | None:
    if rank < 1 or not known:
        return None
    return Estimate(median(known), known[rank - 1], known[-rank], places, level)


def _rank(counts: Sequence[int], level: float) -> int:
    """Which of the sorted values bounds the interval; 0 where there are too few."""
    total, seen = sum(counts), 0
    for value, count in enumerate(counts):
        seen += count
        if seen / total > (1 - level) / 2:
            return value
    return 0


def _normal_rank(mean: float, spread: float, level: float) -> int:
    return max(0, int(mean - NormalDist().inv_cdf((1 + level) / 2) * spread))


@lru_cache(maxsize=64)
def _mann_whitney(n: int, m: int) -> tuple[int, ...]:
    """How many orders of n and m give each number of pairs in which the first is larger, if both are alike."""
    rows: list[list[int]] = [[1] for _size in range(m + 1)]
    for first in range(1, n + 1):
        made = [[1]]
        for second in range(1, m + 1):
            counts = [0] * (first * second + 1)
            for pairs, count in enumerate(made[second - 1]):
                counts[pairs] += count
            for pairs, count in enumerate(rows[second]):
                counts[pairs + second] += count
            made.append(counts)
        rows = made
    return tuple(rows[m])


@lru_cache(maxsize=64)
def _signed_ranks(n: int) -> tuple[int, ...]:
    """How many choices of signs give each sum of ranks, if nothing has changed."""
    counts = [1]
    for rank in range(1, n + 1):
        longer = [*counts, *[0] * rank]
        for total, count in enumerate(counts):
            longer[total + rank] += count
        counts = longer
    return tuple(counts)
