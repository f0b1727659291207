"""Texts as points: those about the same thing stand close together, even where they share no word."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.linalg import eigh

from jukugi.core.text.field import subjects
from jukugi.core.text.vectors import WordVectors

# Arora et al. use 1e-3 and 1e-4; of a few thousand short texts the frequencies are coarse.
_SMOOTHING = 3e-3
# A word counts as if it had been seen in this many texts more, so that words of a small set do not weigh too much.
_PRIOR = 0.5
# A word outside the field belongs to a subject as far as its cosine to three of its words is above this; from the last
# figure on (the square of what is above it) as fully as it can.
_N_NEAR, _LEAST_NEAR, _SURELY_NEAR = 3, 0.3, 0.3


@dataclass(frozen=True)
class Lexicon:
    """Words of a set of texts. ``index`` word → column; ``idf`` and ``weights`` (words,); ``vectors`` (words, d)."""

    index: dict[str, int]
    idf: npt.NDArray[np.float32]
    weights: npt.NDArray[np.float32]
    vectors: npt.NDArray[np.float32]
    mean: npt.NDArray[np.float32]
    axis: npt.NDArray[np.float32]

    def counts(self, texts: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        """How often each known word stands in each text: (texts, words)."""
        return _counts(texts, self.index)

    def terms(self, texts: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        """Rows of length 1 (or 0) of words weighed by rarity: (texts, words). K. Spärck Jones, 1972."""
        counts = self.counts(texts)
        counts.data = 1 + np.log(counts.data)
        return _unit_rows(counts @ sparse.diags(self.idf))

    def meanings(self, texts: Sequence[Sequence[str]]) -> npt.NDArray[np.float32]:
        """Weighed means of word vectors without what all texts share, of length 1 (or 0): (texts, d).

        S. Arora, Y. Liang, T. Ma, "A Simple but Tough-to-Beat Baseline for Sentence Embeddings", ICLR 2017.
        """
        return self._shifted(_mean_vectors(self.counts(texts), self.weights, self.vectors))

    def field(self, texts: Sequence[Sequence[str]], vectors: WordVectors | None = None) -> npt.NDArray[np.float32]:
        """Which subjects of the field each text speaks of, each word counted once, of length 1 (or 0):
        (texts, subjects). A word that stands in several subjects says less; with ``vectors`` a word that stands in
        none says a little for those whose words are near to it."""
        counts = self.counts(texts)
        counts.data[:] = 1
        table = self._subjects if vectors is None else self._near_subjects(vectors)
        return unit(np.asarray(counts @ table, dtype=np.float32))

    def field_meanings(self, vectors: WordVectors) -> npt.NDArray[np.float32]:
        """Where the words of each subject of the field lie in the middle, as `meanings`: (subjects, d)."""
        rows = [vectors.rows_of(sorted(words)) for words in subjects()]
        middles = [vectors.vectors[found[found >= 0]].sum(axis=0) for found in rows]
        return self._shifted(unit(np.array(middles, dtype=np.float32)))

    @cached_property
    def _subjects(self) -> npt.NDArray[np.float32]:
        table = np.zeros((len(self.index), len(subjects())), dtype=np.float32)
        for place, words in enumerate(subjects()):
            table[[self.index[word] for word in words if word in self.index], place] = 1
        return np.asarray(table / np.maximum(table.sum(axis=1, keepdims=True), 1) ** 2, dtype=np.float32)

    def _near_subjects(self, vectors: WordVectors) -> npt.NDArray[np.float32]:
        """`_subjects`, and how near each other word is to the three nearest words of each subject."""
        directions = unit(self.vectors)
        near = np.zeros_like(self._subjects)
        for place, words in enumerate(subjects()):
            rows = vectors.rows_of(sorted(words))
            cosines = directions @ vectors.vectors[rows[rows >= 0]].T
            if cosines.shape[1] >= _N_NEAR:
                near[:, place] = np.partition(cosines, -_N_NEAR, axis=1)[:, -_N_NEAR:].mean(axis=1)
        near = np.maximum(near - _LEAST_NEAR, 0) ** 2
        share = near / np.maximum(near.sum(axis=1, keepdims=True), 1e-6)
        sureness = np.minimum(near.max(axis=1, keepdims=True) / _SURELY_NEAR, 1) ** 2
        sureness = sureness * share.max(axis=1, keepdims=True)
        is_listed = self._subjects.any(axis=1, keepdims=True)
        return np.where(is_listed, self._subjects, share * sureness).astype(np.float32)

    def _shifted(self, points: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        known = np.linalg.norm(points, axis=1) > 0
        points = points - self.mean
        points -= (points @ self.axis)[:, None] * self.axis
        points[~known] = 0
        return unit(points)


def learn_lexicon(texts: Sequence[Sequence[str]], vectors: WordVectors) -> Lexicon:
    """The words of texts, how rare each is, and what the texts have in common. Cost: linear."""
    seen: Counter[str] = Counter()
    frequency: Counter[str] = Counter()
    for text in texts:
        seen.update(set(text))
        frequency.update(text)
    words = sorted(seen)
    total = sum(frequency.values()) + 1_000
    idf = np.array([log((1 + len(texts)) / (_PRIOR + seen[word])) for word in words], dtype=np.float32)
    share = np.array([frequency[word] / total for word in words])
    rows = vectors.rows_of(words)
    table = np.zeros((len(words), vectors.n_dimensions), dtype=np.float32)
    table[rows >= 0] = vectors.vectors[rows[rows >= 0]]
    weights = (_SMOOTHING / (_SMOOTHING + share)).astype(np.float32)
    index = {word: place for place, word in enumerate(words)}
    points = _mean_vectors(_counts(texts, index), weights, table)
    mean = points.mean(axis=0) if len(points) else np.zeros(vectors.n_dimensions, np.float32)
    return Lexicon(index, np.maximum(idf, 0), weights, table, mean, _common_axis(points - mean))


def unit(points: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Rows divided by their length; a row of zeros stays."""
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    return np.divide(points, lengths, out=np.zeros_like(points), where=lengths > 1e-9)


def evened(points: npt.NDArray[np.float32], vectors: WordVectors) -> npt.NDArray[np.float32]:
    """Without what all of them share, and with no direction of the words louder than others; of length 1 (or 0)."""
    return unit((points - points.mean(axis=0)) @ vectors.evening)


def _counts(texts: Sequence[Sequence[str]], index: dict[str, int]) -> sparse.csr_matrix:
    columns: list[int] = []
    ends = [0]
    for text in texts:
        columns += [index[word] for word in text if word in index]
        ends.append(len(columns))
    matrix = sparse.csr_matrix(
        (np.ones(len(columns), dtype=np.float32), np.array(columns, dtype=np.int32), np.array(ends)),
        shape=(len(texts), len(index)),
    )
    matrix.sum_duplicates()
    return matrix


def _mean_vectors(
    counts: sparse.csr_matrix, weights: npt.NDArray[np.float32], vectors: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    return unit(np.asarray((counts @ sparse.diags(weights)) @ vectors, dtype=np.float32))


def _common_axis(points: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The direction in which the points differ most, of length 1; none for fewer than 10 points."""
    if len(points) < 10 or not points.any():
        return np.zeros(points.shape[1], dtype=np.float32)
    last = points.shape[1] - 1
    _, vectors = eigh((points.T @ points).astype(np.float64), subset_by_index=[last, last])
    axis = vectors[:, 0]
    return np.asarray(axis * np.sign(axis[np.argmax(np.abs(axis))]), dtype=np.float32)


def _unit_rows(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return sparse.csr_matrix(sparse.diags(scale) @ matrix, dtype=np.float32)
