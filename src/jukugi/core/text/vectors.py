"""Vectors of words: what stands near in many texts stands near here. Kept by the hash of the word, without the words.

The vectors are chiVe's (Works Applications, Apache-2.0) in the selection that the package ja_ginza brings along.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

_M = 0xC6A4A7935BD1E995
_MASK = 0xFFFFFFFFFFFFFFFF
# How much of the identity is added to the covariance, in its mean spread.
_SHRINKING = 3


@dataclass(frozen=True)
class WordVectors:
    """``keys`` (words,) uint64 in rising order, ``rows`` (words,) int, ``vectors`` (rows, dimensions) of length 1."""

    keys: npt.NDArray[np.uint64]
    rows: npt.NDArray[np.int32]
    vectors: npt.NDArray[np.float32]

    @property
    def n_dimensions(self) -> int:
        return int(self.vectors.shape[1])

    @cached_property
    def evening(self) -> npt.NDArray[np.float32]:
        """(d, d): draws in the directions in which words of all kinds differ most, so that a few do not decide.

        The inverse of the covariance of all vectors, strongly shrunk (O. Ledoit, M. Wolf, "A well-conditioned
        estimator for large-dimensional covariance matrices", 2004). 0.2 s, once.
        """
        if len(self.vectors) < 2:
            return np.eye(self.n_dimensions, dtype=np.float32)
        around = self.vectors - self.vectors.mean(axis=0)
        spreads, axes = np.linalg.eigh((around.T @ around).astype(np.float64))
        drawn = axes / (spreads / spreads.mean() + _SHRINKING)
        return np.asarray(drawn @ axes.T, dtype=np.float32)

    def rows_of(self, words: Sequence[str]) -> npt.NDArray[np.int32]:
        """The row of each word, -1 where it has none."""
        wanted = np.array([word_key(word) for word in words], dtype=np.uint64)
        if not len(self.keys) or not len(wanted):
            return np.full(len(words), -1, dtype=np.int32)
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[places] == wanted, self.rows[places], np.int32(-1)).astype(np.int32)


NO_VECTORS = WordVectors(np.empty(0, np.uint64), np.empty(0, np.int32), np.empty((0, 300), np.float32))


@lru_cache(maxsize=200_000)
def word_key(word: str) -> int:
    """MurmurHash64A of the word in UTF-8 with seed 1, as spaCy keeps its words (A. Appleby, MurmurHash2, 2008)."""
    content = word.encode("utf-8", errors="replace")
    length = len(content)
    h = 1 ^ (length * _M & _MASK)
    whole = length - length % 8
    for start in range(0, whole, 8):
        k = int.from_bytes(content[start : start + 8], "little") * _M & _MASK
        k = (k ^ (k >> 47)) * _M & _MASK
        h = (h ^ k) * _M & _MASK
    if length % 8:
        h = (h ^ int.from_bytes(content[whole:], "little")) * _M & _MASK
    h = (h ^ (h >> 47)) * _M & _MASK
    return h ^ (h >> 47)
