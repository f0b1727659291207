"""Exact integer moments of a vote table, and the matrix the components come from.

With R the votes (0 where not seen) and O = 1 where seen, all S x S:

    A = RᵀR,  B = OᵀR,  C = OᵀO,   m_s = B_ss / C_ss,   G = A - BᵀD - DB + DCD  with D = diag(m)

G is XᵀX of the votes centred by the mean of those who saw the statement, missing = 0. A, B, C are integers, so they
are the same in whatever order or partition they are summed, and a participant is taken out by a subtraction.
"""

from dataclasses import dataclass

import numpy as np

from jukugi.core.opinion_map.arrays import FloatArray, IntArray
from jukugi.core.opinion_map.votes import VoteTable

BLOCK_ROWS = 8192
"""A sum over so many rows stays within ±2¹³, so four sums fit side by side into one int64."""

FIELD_BITS = 15


@dataclass(frozen=True, eq=False)
class Moments:
    """Integer sums over participants, each of shape (S, S), int64.

    Attributes
    ----------
    votes : A = RᵀR.
    seen_votes : B = OᵀR; row = statement seen, column = statement voted on.
    seen : C = OᵀO.
    """

    votes: IntArray
    seen_votes: IntArray
    seen: IntArray

    def __sub__(self, other: "Moments") -> "Moments":
        return Moments(self.votes - other.votes, self.seen_votes - other.seen_votes, self.seen - other.seen)

    @property
    def means(self) -> FloatArray:
        """Shape (S,), mean vote of those who saw the statement, -1..1; 0 where nobody did."""
        return self.seen_votes.diagonal() / np.maximum(self.seen.diagonal(), 1)

    def centred_gram(self, means: FloatArray) -> FloatArray:
        """Return G, shape (S, S), symmetric bit for bit."""
        half = means[:, None] * self.seen_votes
        return self.votes - (half + half.T) + np.outer(means, means) * self.seen


def integer_moments(votes: VoteTable) -> Moments:
    """Sum A, B and C over all participants, by blocks of rows. Cost: the sum of squared votes per participant."""
    sums = np.zeros((3, votes.n_statements, votes.n_statements), dtype=np.int64)
    for start in range(0, votes.n_participants, BLOCK_ROWS):
        sums += _block_moments(votes, start, min(start + BLOCK_ROWS, votes.n_participants))
    return Moments(*sums)


def _block_moments(votes: VoteTable, start: int, stop: int) -> IntArray:
    """One integer product (R + 2¹⁵ O)ᵀ(R + 2³⁰ O) holds RᵀR, OᵀR, RᵀO and OᵀO in four fields of 15 bits."""
    from scipy.sparse import csr_array

    first, last = votes.indptr[start], votes.indptr[stop]
    shape = (stop - start, votes.n_statements)
    indices, indptr = votes.indices[first:last], votes.indptr[start : stop + 1] - first
    choices = votes.choices[first:last].astype(np.int64)
    left = csr_array((choices + (1 << FIELD_BITS), indices, indptr), shape=shape)
    right = csr_array((choices + (1 << 2 * FIELD_BITS), indices, indptr), shape=shape)
    rest = np.asarray((left.T @ right).toarray(), dtype=np.int64)
    fields = []
    for _ in range(3):
        field = _lowest_field(rest)
        rest = (rest - field) >> FIELD_BITS
        fields.append(field)
    return np.stack((fields[0], fields[1], rest))


def _lowest_field(packed: IntArray) -> IntArray:
    half = 1 << (FIELD_BITS - 1)
    return ((packed + half) & ((1 << FIELD_BITS) - 1)) - half
