"""Where each participant stands, and an order of participants that names nobody."""

import numpy as np

from jukugi.core.opinion_map.arrays import FloatArray, IntArray
from jukugi.core.opinion_map.votes import VoteTable

SCORE_UNIT = 2.0**-32
"""Scores are kept as multiples of this: finer than anybody reads, and sums of them are exact in any order."""


def participant_scores(
    votes: VoteTable, means: FloatArray, components: FloatArray, *, n_seen_by_all: int
) -> FloatArray:
    """Project participants: sqrt((S + h) / (n_p + h)) · Σ (R_ps - m_s) v_s, the sum over what p voted on.

    With h = 0 this is the formula of Polis. h > 0 acts as if everybody had given h more votes, each exactly average;
    it keeps those with few votes from flying to the rim.

    Parameters
    ----------
    votes : table of P participants and S statements.
    means : shape (S,). components : shape (axes, S).
    n_seen_by_all : h.

    Returns
    -------
    points : shape (P, axes), unitless, multiples of ``SCORE_UNIT``; 0 for somebody without a vote.

    References
    ----------
    C. Small et al., "Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces", 2021.
    """
    from jukugi.core.opinion_map.kernels import projected

    n_votes = votes.votes_per_participant + n_seen_by_all
    scale = np.sqrt((votes.n_statements + n_seen_by_all) / np.maximum(n_votes, 1))
    points = projected(votes.indptr, votes.indices, votes.choices, means, components)
    return np.rint(points * scale[:, None] / SCORE_UNIT) * SCORE_UNIT


def nameless_order(votes: VoteTable, points: FloatArray) -> IntArray:
    """Order participants by what they voted, not by their ids, so that draws do not depend on names.

    Equal positions are told apart by the votes themselves; those that remain equal voted alike and may be exchanged.

    Returns
    -------
    order : shape (P,), positions in ``votes.participant_ids``.
    """
    fingerprints = _row_fingerprints(votes)
    columns = np.rint(points / 2.0**-20).astype(np.int64)
    return np.lexsort((fingerprints, votes.votes_per_participant, *columns.T[::-1])).astype(np.int64)


def _row_fingerprints(votes: VoteTable) -> IntArray:
    """Shape (P,): a number from each row's votes and the counts of their statements, whatever the ids."""
    counts = [
        np.bincount(votes.indices[votes.choices == choice], minlength=votes.n_statements) for choice in (1, 0, -1)
    ]
    with np.errstate(over="ignore"):
        mixed = np.zeros(votes.n_statements, dtype=np.uint64)
        for count in counts:
            mixed = _mix(mixed + count.astype(np.uint64) + np.uint64(1))
        terms = _mix(mixed[votes.indices] + votes.choices.astype(np.int64).astype(np.uint64))
    total = np.zeros(terms.size + 1, dtype=np.uint64)
    np.cumsum(terms, out=total[1:])
    return (total[votes.indptr[1:]] - total[votes.indptr[:-1]]).view(np.int64)


def _mix(values: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Spread 64 bits (the finaliser of SplitMix64, public domain)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
