"""The same votes by the definitions of Polis, to compare with published maps.

Moderated-out and meta statements become a column of zeros for everybody, also for those who did not vote on them: they
count in S and in everybody's n, but move nobody. Who is clustered is counted on the votes as they were. The base
clusters of Polis and its smoothing over time are left out; groups are the best k-means.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from jukugi.core.opinion_map.arrays import BoolArray, FloatArray, IntArray, frozen
from jukugi.core.opinion_map.compute import DEFAULT_SETTINGS
from jukugi.core.opinion_map.counts import AGREE, DISAGREE, group_counts
from jukugi.core.opinion_map.embedding import embed, enough_votes
from jukugi.core.opinion_map.grouping import all_clusterings, silhouettes
from jukugi.core.opinion_map.partitions import Partitions
from jukugi.core.opinion_map.positions import GROUPING_UNIT, distinct_positions
from jukugi.core.opinion_map.settings import MapSettings
from jukugi.core.opinion_map.votes import VoteTable

MIN_VOTES = 7
MIN_CLUSTERED = 15
KS = range(2, 6)
Z_90 = 1.2816
"""One-sided 90 %."""
N_CONSENSUS = 5
THOROUGH = 16
"""So many times the swaps of the map: others compare their inertia with ours."""


@dataclass(frozen=True, eq=False)
class PolisFigures:
    """Figures by Polis' definitions.

    Attributes
    ----------
    eigenvalues : shape (5,), of G with the zeroed columns in it.
    participant_ids : shape (P,), sorted. points : shape (P, 2), score units. labels : shape (P,), -1 in no group.
    clustered : people placed in groups, the top-up to 15 included.
    k : the forced one, else that of the best silhouette of 2..5; ``None`` where all stand at one place.
    silhouette, inertia : by k = 2..5; ``None`` where there are fewer than k places.
    agree, disagree : consensus statements, strongest first.
    group_aware_consensus : by statement with a vote, product over groups of (agrees + 1) / (votes + 2).
    """

    eigenvalues: FloatArray
    participant_ids: IntArray
    points: FloatArray
    labels: IntArray
    clustered: int
    k: int | None
    silhouette: dict[int, float | None]
    inertia: dict[int, float | None]
    agree: tuple[int, ...]
    disagree: tuple[int, ...]
    group_aware_consensus: dict[int, float]


def polis_figures(
    votes: VoteTable,
    *,
    moderated_out: Collection[int] = (),
    meta: Collection[int] = (),
    settings: MapSettings = DEFAULT_SETTINGS,
) -> PolisFigures:
    """Compute the figures of Polis from current votes.

    Parameters
    ----------
    moderated_out, meta : statement ids whose columns are zeroed; the former cannot be consensus either.
    settings : only ``seed``, ``n_swaps`` and ``k`` are used.
    """
    is_out = np.isin(votes.statement_ids, np.fromiter(moderated_out, dtype=np.int64))
    is_zeroed = is_out | np.isin(votes.statement_ids, np.fromiter(meta, dtype=np.int64))
    kept = votes.with_statements(~is_zeroed)
    partitions = Partitions(kept)
    embedding = embed(partitions, partitions.moments(), n_seen_by_all=int(is_zeroed.sum()))
    people = clustered_people(votes)
    positions = distinct_positions(embedding.points[people])
    ks = KS if settings.k is None else sorted({*KS, settings.k})
    found = all_clusterings(positions, ks, seed=settings.seed, n_swaps=THOROUGH * settings.n_swaps)
    widths = silhouettes(positions, found)
    k = settings.k if settings.k is not None else min(found, key=lambda k: (-widths[k], k), default=None)
    labels = np.full(votes.n_participants, -1, dtype=np.int64)
    if k in found:
        labels[people] = found[k].labels[positions.place]
    agree, disagree = consensus(votes.statement_ids, _totals(votes), ~is_out)
    return PolisFigures(
        eigenvalues=frozen(embedding.eigenvalues),
        participant_ids=votes.participant_ids,
        points=frozen(embedding.points),
        labels=frozen(labels),
        clustered=people.size,
        k=k if k in found else None,
        silhouette={k: widths.get(k) for k in KS},
        inertia={k: found[k].inertia * GROUPING_UNIT**2 if k in found else None for k in KS},
        agree=agree,
        disagree=disagree,
        group_aware_consensus=_group_aware(votes, labels),
    )


def clustered_people(votes: VoteTable) -> IntArray:
    """Rows of those with at least min(7, S) votes; if they are fewer than 15, the most active are added (lower id
    first among equals)."""
    is_in = enough_votes(votes, MIN_VOTES)
    if is_in.sum() < MIN_CLUSTERED:
        most_active = np.lexsort((votes.participant_ids, -votes.votes_per_participant))[:MIN_CLUSTERED]
        is_in[most_active] = True
    return np.flatnonzero(is_in).astype(np.int64)


def consensus(statement_ids: IntArray, totals: IntArray, may_be: BoolArray) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the agree and the disagree list over all voters: p > 1/2, p-test above 90 %, top five by p · p-test.

    Parameters
    ----------
    totals : shape (S, 3). may_be : shape (S,), bool.
    """
    votes = totals.sum(axis=1)
    lists = []
    for choice in (AGREE, DISAGREE):
        share = (totals[:, choice] + 1) / (votes + 2)
        test = 2 * np.sqrt(votes + 1) * ((totals[:, choice] + 1) / (votes + 1) - 0.5)
        passing = np.flatnonzero(may_be & (share > 0.5) & (test > Z_90))
        order = np.lexsort((statement_ids[passing], -(share * test)[passing]))
        lists.append(tuple(statement_ids[passing[order][:N_CONSENSUS]].tolist()))
    return lists[0], lists[1]


def _totals(votes: VoteTable) -> IntArray:
    """Shape (S, 3), zeroed statements too."""
    return group_counts(votes, np.zeros(votes.n_participants, dtype=np.int64), 1)[0]


def _group_aware(votes: VoteTable, labels: IntArray) -> dict[int, float]:
    counts = group_counts(votes, labels, int(labels.max(initial=-1)) + 1)
    products = ((counts[:, :, AGREE] + 1) / (counts.sum(axis=2) + 2)).prod(axis=0)
    if counts.shape[0] == 0:
        return {}
    return dict(zip(votes.statement_ids.tolist(), products.tolist(), strict=True))
