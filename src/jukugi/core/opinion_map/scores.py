"""Where each participant stands, and an order of participants that names nobody."""

import numpy as np

from jukugi.core.opinion_map.arrays import FloatArray, IntArray, WordArray
from jukugi.core.opinion_map.votes import VoteTable

SCORE_UNIT = 2.0**-32
"""Scores are kept as multiples of this: finer than anybody reads, and sums of them are exact in any order."""


def participant_scores(votes: VoteTable, means: FloatArray, components: FloatArray, n_seen_by_all: int) -> FloatArray:
    """Project participants: sqrt((S + h) / (n_p + h)) · Σ (R_ps - m_s) v_s, the sum over what p voted on.

    With h = 0 this is the formula of Polis. h > 0 acts as if everybody had given h more votes, each exactly average;
    it keeps those with few votes from flying to the rim.

    Parameters
    ----------
    votes : table of P participants and S statements.
    means : shape (S,). components : shape (2, S).
    n_seen_by_all : h.

    Returns
    -------
    points : shape (P, 2), unitless, multiples of ``SCORE_UNIT``; 0 for somebody without a vote.

    References
    ----------
    C. Small et al., "Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces", 2021.
    """
    from jukugi.core.opinion_map.kernels import projected

    n_votes = votes.votes_per_participant + n_seen_by_all
    scale = np.sqrt((votes.n_statements + n_seen_by_all) / np.maximum(n_votes, 1))
    points = projected(votes.indptr, votes.indices, votes.choices, means, components)
    return np.rint(points * scale[:, None] / SCORE_UNIT) * SCORE_UNIT


def nameless_order(fingerprints: WordArray, points: FloatArray) -> IntArray:
    """Order participants by what they voted, not by their ids, so that draws do not depend on names.

    Parameters
    ----------
    fingerprints : shape (P,), of the rows. points : shape (P, 2), which tell apart most of those whose statements have
        the same counts; those that remain equal voted alike and may be exchanged.

    Returns
    -------
    order : shape (P,), rows.
    """
    from jukugi.core.opinion_map.kernels import mix_in

    words = fingerprints.copy()
    for column in points.T:
        mix_in(words, np.rint(column / 2.0**-20).astype(np.int64))
    return np.argsort(words, kind="stable").astype(np.int64)


def row_fingerprints(votes: VoteTable, totals: IntArray) -> WordArray:
    """Shape (P,): a number from each row's votes and the counts of their statements (S, 3), whatever the ids."""
    from jukugi.core.opinion_map.kernels import fingerprints

    return fingerprints(votes.indptr, votes.indices, votes.choices, totals)
