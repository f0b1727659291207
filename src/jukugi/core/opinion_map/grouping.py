"""How many groups there are, if there are any.

1. The k with the best mean silhouette among those whose smallest group is large enough.
2. If draws of the participants do not find the same groups again, the best smaller k, and so on.
3. If none is left, there are no clear groups, and the reason says why.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

import numpy as np

from jukugi.core.opinion_map.agreement import mean_silhouettes
from jukugi.core.opinion_map.arrays import BoolArray, IntArray
from jukugi.core.opinion_map.embedding import Embedding
from jukugi.core.opinion_map.kmeans import Clustering, best_clustering
from jukugi.core.opinion_map.moments import Moments
from jukugi.core.opinion_map.partitions import Partitions
from jukugi.core.opinion_map.positions import GROUPING_UNIT, Positions, distinct_positions, thinned
from jukugi.core.opinion_map.settings import MapSettings
from jukugi.core.opinion_map.stability import Draw, Stability, draw_participants, group_stability
from jukugi.core.opinion_map.votes import VoteTable

SILHOUETTE_LIMIT, SILHOUETTE_CELLS = 4096, 64
"""With more places than the limit, silhouettes are those of a grid, so many cells to a side."""

Reason = Literal["no_votes", "too_few_participants", "no_difference", "groups_too_small", "unstable"]
"""Why there are no groups: nobody voted; too few people with enough votes; all stand at one place (or at fewer places
than groups were asked for); every division has too small a group; no division is found again in the draws."""


@dataclass(frozen=True)
class Candidate:
    """One number of groups that was tried.

    Attributes
    ----------
    silhouette : -1..1. inertia : squared score units. smallest : people in the smallest group.
    stability : mean adjusted Rand index over draws; ``None`` where it was not needed.
    """

    k: int
    silhouette: float
    inertia: float
    smallest: int
    stability: float | None = None


@dataclass(frozen=True, eq=False)
class Grouping:
    """The division chosen. ``labels`` (people,) are -1 throughout, and ``clustering`` ``None``, where there is none."""

    labels: IntArray
    clustering: Clustering | None
    stability: Stability | None
    candidates: tuple[Candidate, ...]
    reason: Reason | None


def all_clusterings(positions: Positions, ks: Iterable[int], *, seed: int, n_swaps: int) -> dict[int, Clustering]:
    """Best k-means for each k that has at least k places."""
    return {
        k: best_clustering(positions, k, np.random.default_rng((seed, 0, k)), n_swaps=n_swaps)
        for k in ks
        if k <= positions.weights.size
    }


def silhouettes(positions: Positions, clusterings: dict[int, Clustering]) -> dict[int, float]:
    """Mean silhouette by k; with very many places that of the grid, each cell in the group of most of its people."""
    coarse = thinned(positions, limit=SILHOUETTE_LIMIT, n_cells=SILHOUETTE_CELLS)
    labellings = []
    for k, clustering in clusterings.items():
        votes = np.zeros((coarse.weights.size, k))
        np.add.at(votes, (coarse.place, clustering.labels), positions.weights)
        labellings.append(votes.argmax(axis=1).astype(np.int64))
    return dict(zip(clusterings, mean_silhouettes(coarse, labellings), strict=True))


def choose_groups(
    partitions: Partitions, moments: Moments, embedding: Embedding, is_clustered: BoolArray, settings: MapSettings
) -> Grouping:
    """Divide the clustered participants by the rules above, or say why not.

    Parameters
    ----------
    partitions, moments, embedding : of all P participants on the shown statements.
    is_clustered : shape (P,).
    """
    votes, n_people = partitions.votes, int(is_clustered.sum())
    least = max(settings.min_group_size, ceil(settings.min_group_share * n_people))
    ks = range(2, settings.max_groups + 1) if settings.k is None else range(settings.k, settings.k + 1)
    if n_people < 2 * (least if settings.k is None else 1):
        return _no_groups(votes, "no_votes" if votes.n_votes == 0 else "too_few_participants")
    positions = distinct_positions(embedding.points[is_clustered])
    clusterings = all_clusterings(positions, ks, seed=settings.seed, n_swaps=settings.n_swaps)
    if not clusterings:
        return _no_groups(votes, "no_difference")
    candidates = _candidates(positions, clusterings)
    queue = _queue(candidates, least, settings)
    if not queue:
        return _no_groups(votes, "groups_too_small", candidates)
    labellings = {k: np.full(votes.n_participants, -1, dtype=np.int64) for k in queue}
    for k in queue:
        labellings[k][is_clustered] = clusterings[k].labels[positions.place]
    draws = draw_participants(partitions, moments, embedding, settings)
    chosen, measured = _first_stable(queue, labellings, draws, settings)
    candidates = tuple(
        replace(one, stability=measured[one.k].overall) if one.k in measured else one for one in candidates
    )
    if chosen is None:
        return _no_groups(votes, "unstable", candidates)
    return Grouping(labellings[chosen], clusterings[chosen], measured.get(chosen), candidates, None)


def _candidates(positions: Positions, clusterings: dict[int, Clustering]) -> tuple[Candidate, ...]:
    widths = silhouettes(positions, clusterings)
    return tuple(
        Candidate(k, widths[k], found.inertia * GROUPING_UNIT**2, int(found.sizes.min()))
        for k, found in clusterings.items()
    )


def _queue(candidates: tuple[Candidate, ...], least: int, settings: MapSettings) -> list[int]:
    """The numbers to try: the best silhouette first, then the best of the smaller ones; a forced one alone."""
    if settings.k is not None:
        return [one.k for one in candidates]
    queue: list[int] = []
    for one in sorted(candidates, key=lambda one: (-one.silhouette, one.k)):
        if one.smallest >= least and (not queue or one.k < queue[-1]):
            queue.append(one.k)
    return queue


def _first_stable(
    queue: list[int], labellings: dict[int, IntArray], draws: list[Draw], settings: MapSettings
) -> tuple[int | None, dict[int, Stability]]:
    """Return the first stable number and what was measured on the way; a forced one is taken as it is."""
    measured: dict[int, Stability] = {}
    for k in queue:
        stability = group_stability(draws, labellings[k], k, settings)
        if stability is None:
            return k, measured
        measured[k] = stability
        if settings.k is not None or stability.overall >= settings.stability_floor:
            return k, measured
    return None, measured


def _no_groups(votes: VoteTable, reason: Reason, candidates: tuple[Candidate, ...] = ()) -> Grouping:
    labels = np.full(votes.n_participants, -1, dtype=np.int64)
    return Grouping(labels, None, None, candidates, reason)
