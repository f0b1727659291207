"""How each group voted on each statement."""

from typing import NamedTuple

from jukugi.core.opinion_map.arrays import IntArray
from jukugi.core.opinion_map.votes import VoteTable

CHOICES = (1, -1, 0)
"""The order of the last axis of every array of counts: agree, disagree, pass."""

AGREE, DISAGREE, PASS = range(3)


class CellCounts(NamedTuple):
    """Votes of one group, or of everybody, on one statement."""

    agrees: int
    disagrees: int
    passes: int

    @property
    def votes(self) -> int:
        return self.agrees + self.disagrees + self.passes


def group_counts(votes: VoteTable, labels: IntArray, k: int) -> IntArray:
    """Count agree, disagree and pass by group.

    Parameters
    ----------
    labels : shape (P,), 0..k-1, -1 for people in no group.

    Returns
    -------
    counts : shape (k, S, 3), int64.
    """
    from jukugi.core.opinion_map.kernels import counted

    return counted(votes.indptr, votes.indices, votes.choices, labels, k, votes.n_statements)


def cell(counts: IntArray) -> CellCounts:
    """Name the three figures of one cell, shape (3,)."""
    return CellCounts(int(counts[AGREE]), int(counts[DISAGREE]), int(counts[PASS]))
