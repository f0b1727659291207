"""The inner loops, compiled when first called and kept compiled on disk.

Plain loops over arrays: what they compute is said where they are called. None of them allows the compiler to reorder
floating-point arithmetic, so the results are those of the loops as written.
"""

import math
from collections.abc import Callable
from typing import TypeVar, cast

import numba
import numpy as np

from jukugi.core.opinion_map.arrays import AnyArray, FloatArray, IntArray, WordArray

Loop = TypeVar("Loop", bound=Callable)

SQUARE = 32
"""Rows and columns of a matrix that are passed through together: three such squares fit into the first cache."""


def compiled(loop: Loop) -> Loop:
    """Compile a loop; other Python threads may run meanwhile."""
    return cast(Loop, numba.njit(loop, cache=True, nogil=True))


# Moments --------------------------------------------------------------------------------------------------------------


@compiled
def add_packed_products(
    indptr: IntArray, indices: AnyArray, choices: AnyArray, start: int, stop: int, tile: int, packed: IntArray
) -> None:
    """Add (R + 2¹⁵ O)ᵀ(R + 2³⁰ O) of the rows from ``start`` to ``stop`` to the upper triangle of ``packed``.

    ``tile`` columns at a time, so that what is written to stays in the processor's cache; two votes of a row at a time,
    which need the same others.
    """
    base, n_votes = indptr[start], indptr[stop] - indptr[start]
    columns, values = np.empty(n_votes, dtype=np.int32), np.empty(n_votes, dtype=np.int64)
    for vote in range(n_votes):
        columns[vote] = indices[base + vote]
        values[vote] = np.int64(choices[base + vote]) + (np.int64(1) << 30)
    to_left = (np.int64(1) << 15) - (np.int64(1) << 30)
    at = indptr[start:stop] - base
    for first in range(0, packed.shape[0], tile):
        end = first + tile
        for row in range(start, stop):
            left, last = at[row - start], indptr[row + 1] - base
            while left < last and columns[left] < end:
                factor, sums = values[left] + to_left, packed[columns[left]]
                sums[columns[left]] += factor * values[left]
                if left + 1 < last and columns[left + 1] < end:
                    next_factor, next_sums = values[left + 1] + to_left, packed[columns[left + 1]]
                    for right in range(left + 1, last):
                        sums[columns[right]] += factor * values[right]
                        next_sums[columns[right]] += next_factor * values[right]
                    left += 2
                else:
                    for right in range(left + 1, last):
                        sums[columns[right]] += factor * values[right]
                    left += 1
            at[row - start] = left


@compiled
def add_unpacked(packed: IntArray, votes: IntArray, seen_votes: IntArray, seen: IntArray) -> None:
    """Add the four fields of 15 bits of ``packed``'s upper triangle to RᵀR, OᵀR, OᵀO (whole); set ``packed`` to 0.

    Square by square, so that what is written below the diagonal lies close together too.
    """
    half, mask, size = np.int64(1 << 14), np.int64((1 << 15) - 1), packed.shape[0]
    for top in range(0, size, SQUARE):
        for left in range(top, size, SQUARE):
            for i in range(top, min(top + SQUARE, size)):
                for j in range(max(i, left), min(left + SQUARE, size)):
                    rest = packed[i, j]
                    both = ((rest + half) & mask) - half
                    rest = (rest - both) >> 15
                    upper = ((rest + half) & mask) - half
                    rest = (rest - upper) >> 15
                    lower = ((rest + half) & mask) - half
                    count = (rest - lower) >> 15
                    votes[i, j] += both
                    seen_votes[i, j] += upper
                    seen[i, j] += count
                    if i != j:
                        votes[j, i] += both
                        seen_votes[j, i] += lower
                        seen[j, i] += count
                    packed[i, j] = 0


@compiled
def centred(votes: IntArray, seen_votes: IntArray, seen: IntArray, means: FloatArray) -> FloatArray:
    """A - (BᵀD + DB) + DCD, shape (S, S), symmetric bit for bit."""
    size = means.size
    gram = np.empty((size, size))
    for top in range(0, size, SQUARE):
        for left in range(top, size, SQUARE):
            for i in range(top, min(top + SQUARE, size)):
                for j in range(max(i, left), min(left + SQUARE, size)):
                    mixed_terms = means[i] * seen_votes[i, j] + means[j] * seen_votes[j, i]
                    gram[i, j] = votes[i, j] - mixed_terms + means[i] * means[j] * seen[i, j]
                    gram[j, i] = gram[i, j]
    return gram


# Positions and counts -------------------------------------------------------------------------------------------------


@compiled
def projected(
    indptr: IntArray, indices: AnyArray, choices: AnyArray, means: FloatArray, components: FloatArray
) -> FloatArray:
    """Shape (P, 2): Σ (R_ps - m_s) v_s over what p voted on."""
    points, (across, up) = np.empty((indptr.size - 1, 2)), components
    for row in range(indptr.size - 1):
        x = y = 0.0
        for vote in range(indptr[row], indptr[row + 1]):
            column = indices[vote]
            deviation = choices[vote] - means[column]
            x += deviation * across[column]
            y += deviation * up[column]
        points[row, 0], points[row, 1] = x, y
    return points


@compiled
def counted(
    indptr: IntArray, indices: AnyArray, choices: AnyArray, labels: IntArray, k: int, n_statements: int
) -> IntArray:
    """Shape (k, S, 3): agree, disagree, pass of the people with each label; those labelled -1 are left out."""
    counts = np.zeros((k, n_statements, 3), dtype=np.int64)
    for row in range(indptr.size - 1):
        label = labels[row]
        if label >= 0:
            for vote in range(indptr[row], indptr[row + 1]):
                choice = choices[vote]
                counts[label, indices[vote], 0 if choice == 1 else 1 if choice == -1 else 2] += 1
    return counts


@compiled
def mixed(value: np.uint64) -> np.uint64:
    """Spread 64 bits (the finaliser of SplitMix64, public domain)."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@compiled
def fingerprints(indptr: IntArray, indices: AnyArray, choices: AnyArray, counts: IntArray) -> WordArray:
    """Shape (P,): a sum over each row's votes of mixed bits of the statement's counts (S, 3) and the choice."""
    names = np.empty((counts.shape[0], 3), dtype=np.uint64)
    for statement in range(counts.shape[0]):
        name = np.uint64(0)
        for kind in range(3):
            name = mixed(name + np.uint64(counts[statement, kind]) + np.uint64(1))
        for choice in range(3):
            names[statement, choice] = mixed(name + np.uint64(choice))
    sums = np.zeros(indptr.size - 1, dtype=np.uint64)
    for row in range(indptr.size - 1):
        for vote in range(indptr[row], indptr[row + 1]):
            sums[row] += names[indices[vote], choices[vote] + 1]
    return sums


@compiled
def mix_in(words: WordArray, values: IntArray) -> None:
    """Mix the bits of ``values`` (n,) into ``words`` (n,), in place."""
    for place in range(words.size):
        words[place] = mixed(words[place] ^ np.uint64(values[place]))


@compiled
def copy_rows(indptr: IntArray, values: AnyArray, rows: IntArray, starts: IntArray, out: AnyArray) -> None:
    """Copy the ``rows`` of compressed ``values`` to ``out``, each to the place in ``starts`` (rows,); neighbours that
    stay neighbours in one go."""
    number = 0
    while number < rows.size:
        first, to = indptr[rows[number]], starts[number]
        length = indptr[rows[number] + 1] - first
        number += 1
        while number < rows.size and rows[number] == rows[number - 1] + 1 and starts[number] == to + length:
            length = indptr[rows[number] + 1] - first
            number += 1
        out[to : to + length] = values[first : first + length]


# Groups ---------------------------------------------------------------------------------------------------------------


@compiled
def drawn_starts(points: FloatArray, weights: FloatArray, tickets: FloatArray) -> FloatArray:
    """Centres (runs, k, 2) drawn as k-means++ does, by ``tickets`` (runs, k), each 0..1."""
    n_runs, k = tickets.shape
    centres = np.empty((n_runs, k, 2))
    nearest = np.empty(weights.size)
    for run in range(n_runs):
        nearest[:] = np.inf
        total = weights.sum()
        for step in range(k):
            goal, reached, chosen = tickets[run, step] * total, 0.0, weights.size - 1
            for place in range(weights.size):
                reached += weights[place] if step == 0 else nearest[place] * weights[place]
                if reached > goal:
                    chosen = place
                    break
            centres[run, step] = points[chosen]
            total = 0.0
            for place in range(weights.size):
                across, up = points[place, 0] - points[chosen, 0], points[place, 1] - points[chosen, 1]
                nearest[place] = min(nearest[place], across * across + up * up)
                total += nearest[place] * weights[place]
    return centres


@compiled
def find_nearest(
    across: FloatArray, up: FloatArray, centres: FloatArray, labels: IntArray, nearest: FloatArray
) -> None:
    """Write the nearest of the centres (k, 2), the first of equals, and its squared distance; group by group, so that
    several places are compared at once."""
    nearest[:] = np.inf
    for group in range(centres.shape[0]):
        x, y = centres[group, 0], centres[group, 1]
        for place in range(across.size):
            right, above = across[place] - x, up[place] - y
            distance = right * right + above * above
            is_nearer = distance < nearest[place]
            labels[place] = group if is_nearer else labels[place]
            nearest[place] = distance if is_nearer else nearest[place]


@compiled
def settled(
    across: FloatArray,
    up: FloatArray,
    weights: FloatArray,
    centres: FloatArray,
    n_rounds: int,
    limit: float,
    labels: IntArray,
    nearest: FloatArray,
) -> float:
    """Move the centres (k, 2), in place, to the means of what is nearest until the inertia falls no more, at most
    ``n_rounds`` times. An empty group stays where it is. Stops early where the second round is still above ``limit``.

    Returns the inertia to the centres before the last move. ``labels`` and ``nearest`` (n,) are room to work in.
    """
    k = centres.shape[0]
    before = np.inf
    for number in range(n_rounds):
        find_nearest(across, up, centres, labels, nearest)
        x, y, people, total = np.zeros(k), np.zeros(k), np.zeros(k), 0.0
        for place in range(weights.size):
            label, weight = labels[place], weights[place]
            total += weight * nearest[place]
            x[label] += weight * across[place]
            y[label] += weight * up[place]
            people[label] += weight
        if total >= before or (number == 1 and total > limit):
            return total
        before = total
        for group in range(k):
            if people[group] > 0:
                centres[group, 0], centres[group, 1] = x[group] / people[group], y[group] / people[group]
    return before


@compiled
def swap_centres(
    points: FloatArray, weights: FloatArray, centres: FloatArray, picks: FloatArray, n_rounds: int, patience: float
) -> FloatArray:
    """Improve each run's centres (runs, k, 2), in place: put one centre on a place, let all move ``n_rounds`` times,
    keep what lowers the inertia; in the end let them move until nothing changes. ``picks`` (runs, turns, 2), each 0..1,
    say which centre and which place; a trial ends early where its second round is above ``patience`` times the best.
    Returns the inertia of each run.
    """
    n_runs, k, _ = centres.shape
    across, up = points[:, 0].copy(), points[:, 1].copy()
    labels, nearest = np.zeros(weights.size, dtype=np.int64), np.empty(weights.size)
    inertia, trial = np.empty(n_runs), np.empty((k, 2))
    for run in range(n_runs):
        best = settled(across, up, weights, centres[run], 2 * n_rounds, np.inf, labels, nearest)
        for turn in range(picks.shape[1]):
            trial[:] = centres[run]
            trial[int(picks[run, turn, 0] * k)] = points[int(picks[run, turn, 1] * weights.size)]
            reached = settled(across, up, weights, trial, n_rounds, patience * best, labels, nearest)
            if reached < best:
                best = reached
                centres[run] = trial
        inertia[run] = settled(across, up, weights, centres[run], 20 * n_rounds, np.inf, labels, nearest)
    return inertia


@compiled
def move_single_places(points: FloatArray, weights: FloatArray, labels: IntArray, k: int, n_passes: int) -> None:
    """Move places, in their order, to the group that lowers the inertia most, until a pass moves none.

    The sums are of whole numbers and so exact; a group's last place stays. At most ``n_passes`` passes.
    """
    sums = np.zeros((k, 3))
    for place in range(weights.size):
        sums[labels[place], 0] += weights[place] * points[place, 0]
        sums[labels[place], 1] += weights[place] * points[place, 1]
        sums[labels[place], 2] += weights[place]
    for _ in range(n_passes):
        is_moving = False
        for place in range(weights.size):
            own, weight = labels[place], weights[place]
            left = sums[own, 2] - weight
            if left <= 0:
                continue
            across = points[place, 0] - sums[own, 0] / sums[own, 2]
            up = points[place, 1] - sums[own, 1] / sums[own, 2]
            saved = (across * across + up * up) * sums[own, 2] / left
            best, target = saved, own
            for group in range(k):
                if group != own:
                    across = points[place, 0] - sums[group, 0] / sums[group, 2]
                    up = points[place, 1] - sums[group, 1] / sums[group, 2]
                    cost = (across * across + up * up) * sums[group, 2] / (sums[group, 2] + weight)
                    if cost < best:
                        best, target = cost, group
            if target != own and weight * (saved - best) > 1.0:
                labels[place] = target
                is_moving = True
                for axis in range(2):
                    sums[own, axis] -= weight * points[place, axis]
                    sums[target, axis] += weight * points[place, axis]
                sums[own, 2] -= weight
                sums[target, 2] += weight
        if not is_moving:
            break


@compiled
def sums_of_distances(points: FloatArray, weights: FloatArray, cells: IntArray, n_cells: int) -> FloatArray:
    """Shape (cells, n): from each place to all people of each cell, for places in ``cells`` (n,)."""
    sums = np.zeros((n_cells, weights.size))
    across, up = points[:, 0].copy(), points[:, 1].copy()
    for one in range(weights.size):
        x, y, weight, row = across[one], up[one], weights[one], sums[cells[one]]
        for other in range(weights.size):
            right, above = across[other] - x, up[other] - y
            row[other] += np.sqrt(right * right + above * above) * weight
    return sums


# Tests ----------------------------------------------------------------------------------------------------------------


@compiled
def log_choose(n: int, k: int) -> float:
    """Logarithm of the binomial coefficient."""
    return math.lgamma(n + 1.0) - math.lgamma(k + 1.0) - math.lgamma(n - k + 1.0)


@compiled
def hypergeometric_tails(inside: IntArray, trials: IntArray, occurrences: IntArray, people: IntArray) -> FloatArray:
    """Shape (tests,): chance that at least ``inside`` of the occurrences fall among the ``trials`` of all people.

    The point probabilities are summed outwards from the side on which they fall, until they no longer matter.
    """
    p = np.empty(inside.size)
    for test in range(inside.size):
        n, k, m = people[test], occurrences[test], trials[test]
        is_upper = inside[test] > ((m + 1) * (k + 1)) // (n + 2)
        at = inside[test] if is_upper else inside[test] - 1
        total = 0.0
        if max(0, m + k - n) <= at <= min(m, k):
            term = math.exp(log_choose(k, at) + log_choose(n - k, m - at) - log_choose(n, m))
            while True:
                total += term
                if is_upper:
                    term *= (k - at) * (m - at) / ((at + 1) * (n - k - m + at + 1))
                    at += 1
                else:
                    term *= at * (n - k - m + at) / ((k - at + 1) * (m - at + 1))
                    at -= 1
                if term <= 1e-17 * total:
                    break
        p[test] = min(max(total if is_upper else 1.0 - total, 0.0), 1.0)
    return p
