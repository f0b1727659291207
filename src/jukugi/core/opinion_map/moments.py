"""Exact integer moments of a vote table, and the matrix the components come from.

With R the votes (0 where not seen) and O = 1 where seen, all S x S:

    A = RᵀR,  B = OᵀR,  C = OᵀO,   m_s = B_ss / C_ss,   G = A - BᵀD - DB + DCD  with D = diag(m)

G is XᵀX of the votes centred by the mean of those who saw the statement, missing = 0. A, B, C are integers, so they
are the same in whatever order or partition they are summed, and a participant is taken out by a subtraction.
"""

from dataclasses import dataclass

import numpy as np

from jukugi.core.opinion_map.arrays import BoolArray, FloatArray, IntArray
from jukugi.core.opinion_map.votes import VoteTable

BLOCK_ROWS = 16_000
"""A sum over so many rows stays within ±2¹⁴, so four sums fit side by side into one int64."""

TILE_COLUMNS = 96
"""Columns whose sums are written to at a time: with 1,000 statements 0.8 MB, about a processor's second cache."""


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

    def __add__(self, other: "Moments") -> "Moments":
        return Moments(self.votes + other.votes, self.seen_votes + other.seen_votes, self.seen + other.seen)

    def __sub__(self, other: "Moments") -> "Moments":
        return Moments(self.votes - other.votes, self.seen_votes - other.seen_votes, self.seen - other.seen)

    @property
    def means(self) -> FloatArray:
        """Shape (S,), mean vote of those who saw the statement, -1..1; 0 where nobody did."""
        return self.seen_votes.diagonal() / np.maximum(self.seen.diagonal(), 1)

    def centred_gram(self, means: FloatArray) -> FloatArray:
        """Return G, shape (S, S), symmetric bit for bit."""
        from jukugi.core.opinion_map.kernels import centred

        return centred(self.votes, self.seen_votes, self.seen, means)

    @property
    def totals(self) -> IntArray:
        """Shape (S, 3): agree, disagree, pass of everybody."""
        seen, answered, lean = (m.diagonal() for m in (self.seen, self.votes, self.seen_votes))
        return np.stack(((answered + lean) // 2, (answered - lean) // 2, seen - answered), axis=1)

    def of_statements(self, is_kept: BoolArray) -> "Moments":
        """The moments of the votes on the statements (S,) kept: rows and columns of the sums."""
        if is_kept.all():
            return self
        kept = np.ix_(is_kept, is_kept)
        return Moments(self.votes[kept], self.seen_votes[kept], self.seen[kept])

    def with_statements(self, places: IntArray, size: int) -> "Moments":
        """Put statement n of these at ``places[n]`` of ``size`` statements; nobody voted on the others."""
        moved = []
        for matrix in (self.votes, self.seen_votes, self.seen):
            larger = np.zeros((size, size), dtype=np.int64)
            larger[np.ix_(places, places)] = matrix
            moved.append(larger)
        return Moments(*moved)


def integer_moments(votes: VoteTable) -> Moments:
    """Sum A, B and C over the participants of a table.

    One integer product (R + 2¹⁵ O)ᵀ(R + 2³⁰ O) of a block of rows holds RᵀR, OᵀR, RᵀO and OᵀO in four fields of 15
    bits. Cost: half the sum of squared votes per participant. Memory: four S x S matrices.
    """
    from jukugi.core.opinion_map.kernels import add_packed_products, add_unpacked

    size = votes.n_statements
    packed, both, seen_votes, seen = (np.zeros((size, size), dtype=np.int64) for _ in range(4))
    for first in range(0, votes.n_participants, BLOCK_ROWS):
        last = min(first + BLOCK_ROWS, votes.n_participants)
        add_packed_products(votes.indptr, votes.indices, votes.choices, first, last, TILE_COLUMNS, packed)
        add_unpacked(packed, both, seen_votes, seen)
    return Moments(both, seen_votes, seen)
