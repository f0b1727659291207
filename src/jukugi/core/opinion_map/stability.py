"""Would the same groups appear if other people had taken part? Redo the whole map for draws of the participants."""

from dataclasses import dataclass

import numpy as np

from jukugi.core.opinion_map.agreement import adjusted_rand_index, best_jaccards
from jukugi.core.opinion_map.arrays import IntArray
from jukugi.core.opinion_map.embedding import Embedding, embed, enough_votes
from jukugi.core.opinion_map.kmeans import best_clustering
from jukugi.core.opinion_map.moments import Moments, integer_moments
from jukugi.core.opinion_map.partitions import Partitions
from jukugi.core.opinion_map.positions import Positions, distinct_positions
from jukugi.core.opinion_map.scores import nameless_order
from jukugi.core.opinion_map.settings import MapSettings
from jukugi.core.opinion_map.votes import VoteTable

DRAW_STREAM = 1
"""Second part of the seed of the draws; k-means starts use 0."""


@dataclass(frozen=True, eq=False)
class Draw:
    """One draw: who of all participants is in it and clustered there, and where they stand."""

    clustered: IntArray
    positions: Positions


@dataclass(frozen=True)
class Stability:
    """Mean over the draws: adjusted Rand index of the whole, and best Jaccard share of each group, 0..1."""

    overall: float
    per_group: tuple[float, ...]


def draw_participants(
    partitions: Partitions, moments: Moments, embedding: Embedding, settings: MapSettings
) -> list[Draw]:
    """Draw ``resample_share`` of the participants ``n_resamples`` times and embed each draw anew.

    A draw has at most ``resample_people``: it is small enough to be computed here.

    Parameters
    ----------
    partitions, moments, embedding : of all participants, on shown statements only.
    """
    if settings.n_resamples == 0:
        return []
    order = nameless_order(partitions.fingerprints(moments.totals), embedding.points)
    return [_draw(partitions.votes, moments, order, settings, number) for number in range(settings.n_resamples)]


def _draw(votes: VoteTable, moments: Moments, order: IntArray, settings: MapSettings, number: int) -> Draw:
    rng = np.random.default_rng((settings.seed, DRAW_STREAM, number))
    share = max(round(order.size * settings.resample_share), 1)
    n_kept = min(share, settings.resample_people)
    is_kept = np.zeros(order.size, dtype=bool)
    is_kept[order[rng.choice(order.size, size=n_kept, replace=False)]] = True
    kept = votes.with_participants(is_kept)
    # Whichever is less work: those who are in, or those who are out.
    is_rest = 2 * n_kept > order.size
    rest = moments - integer_moments(votes.with_participants(~is_kept)) if is_rest else integer_moments(kept)
    is_clustered = enough_votes(kept, settings.min_votes)
    embedding = embed(Partitions(kept), rest, n_seen_by_all=settings.n_average_votes, n_values=2)
    positions = distinct_positions(embedding.points[is_clustered])
    return Draw(np.flatnonzero(is_kept)[is_clustered].astype(np.int64), positions)


def group_stability(draws: list[Draw], labels: IntArray, k: int, settings: MapSettings) -> Stability | None:
    """Compare ``labels`` (P,), -1 for nobody's, with k groups found anew in every draw; ``None`` without draws."""
    agreements, shares = [], []
    for number, draw in enumerate(draws):
        if draw.positions.weights.size < k:
            agreements.append(0.0)
            shares.append(np.zeros(k))
            continue
        rng = np.random.default_rng((settings.seed, DRAW_STREAM, number, k))
        found = best_clustering(draw.positions, k, rng, n_swaps=settings.n_resample_swaps)
        before, after = labels[draw.clustered], found.labels[draw.positions.place]
        agreements.append(adjusted_rand_index(before, after))
        shares.append(best_jaccards(before, after, k))
    if not draws:
        return None
    counted = np.ma.masked_invalid(np.array(shares)).mean(axis=0).filled(0.0)
    return Stability(float(np.mean(agreements)), tuple(float(share) for share in counted))
