"""Voices of which it is known what they speak of: a new text speaks of what those near to it speak of.

Whoever tells of 乳飲み子 and 集金 names no issue, but stands near to known voices on the burden of a post. Their issues
need not be those of today: each is first brought to the issues asked for, by its own name and description.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

from jukugi.core.text.reading import Texts, read_texts
from jukugi.core.text.space import unit

FloatArray = npt.NDArray[np.float32]

# Texts nearer than this (sum of the cosines) speak of the same thing to some degree; with a model there is one more.
_LEAST_NEAR, _LEAST_NEAR_NEURAL = 0.3, 0.4
# Words shared letter for letter, and where no vectors of words are at hand.
_TERMS_WEIGHT, _TERMS_WEIGHT_ALONE = 0.5, 1.5
# How sharply the issue of known voices stands for the nearest of those asked for.
_SHARPNESS = 2
# Known issues whose voices lie nearer than this (cosine of the middles) speak for each other.
_LEAST_AKIN = 0.2
N_LOUDEST = 3
_BLOCK = 2_048


@dataclass(frozen=True)
class IssueText:
    """An issue as its readers know it; ``keywords`` may be empty."""

    name: str
    description: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownVoices:
    """``texts`` and for each the place of its issue in ``issues``.

    ``neural`` vectors of the texts from the model that is used for others (texts, d), rows of length 1.
    """

    texts: Texts
    issues: tuple[IssueText, ...]
    places: tuple[int, ...]
    neural: FloatArray

    @cached_property
    def descriptions(self) -> list[list[str]]:
        """The words of each issue."""
        return issue_words(self.issues)


def no_voices() -> KnownVoices:
    return KnownVoices(read_texts([]), (), (), np.empty((0, 0), dtype=np.float32))


def issue_words(issues: Sequence[IssueText]) -> list[list[str]]:
    """The words of each issue; those of its name count twice."""
    names = read_texts([issue.name for issue in issues]).subjects
    others = read_texts([" ".join((*issue.keywords, "。", issue.description)) for issue in issues]).subjects
    return [[*name, *name, *other] for name, other in zip(names, others, strict=True)]


@dataclass(frozen=True)
class Points:
    """Where texts lie: ``meanings`` (texts, d) and ``terms`` (texts, words), and by a model ``neural`` (texts, d)."""

    meanings: FloatArray
    terms: sparse.csr_matrix
    neural: FloatArray | None = None

    def at(self, rows: Sequence[int]) -> "Points":
        chosen = np.array(rows, dtype=np.intp)
        neural = None if self.neural is None else self.neural[chosen]
        return Points(self.meanings[chosen], self.terms[chosen], neural)


def heard(points: Points, known: Points, speaking: FloatArray) -> FloatArray:
    """How loud the known voices near to each text speak for each issue: (texts, issues).

    ``speaking`` (known, issues): what each known voice says for each issue, at least 0.
    Cost: texts × known × dimensions.
    """
    scores = np.zeros((points.meanings.shape[0], speaking.shape[1]), dtype=np.float32)
    known_terms = sparse.csr_matrix(known.terms.T) * (_TERMS_WEIGHT if known.meanings.any() else _TERMS_WEIGHT_ALONE)
    for start in range(0, len(scores), _BLOCK):
        block = slice(start, start + _BLOCK)
        near = points.meanings[block] @ known.meanings.T
        near += (points.terms[block] @ known_terms).toarray()
        least = _LEAST_NEAR
        if points.neural is not None and known.neural is not None:
            near += points.neural[block] @ known.neural.T
            least = _LEAST_NEAR_NEURAL
        near = np.maximum(near - np.float32(least), 0)
        near *= np.sqrt(near)
        scores[block] = near @ speaking
    return scores


def profiles(points: Points, known: Points, places: Sequence[int]) -> tuple[FloatArray, npt.NDArray[np.int16]]:
    """How much each text speaks of each known issue, (texts, issues), of length 1 (or 0), without what all share; and
    the places of the `N_LOUDEST` it speaks of most, in no order, -1 where it speaks of none.

    ``places`` the issue of each known voice. What near issues say is heard too: their voices lie near each other.
    """
    owner = np.eye(max(places) + 1, dtype=np.float32)[list(places)]
    owner /= np.sqrt(owner.sum(axis=0) + 1)
    middles = unit(owner.T @ known.meanings)
    akin = np.maximum(middles @ middles.T - _LEAST_AKIN, 0)
    said = unit(np.sqrt(heard(points, known, owner) @ (akin * np.sqrt(akin))))
    some = min(N_LOUDEST, said.shape[1])
    loudest = np.argpartition(-said, some - 1, axis=1)[:, :some].astype(np.int16)
    loudest[~said.any(axis=1)] = -1
    return unit(said - said.mean(axis=0)), loudest


def speaking_for(nearness: FloatArray) -> FloatArray:
    """What each known issue says for each of those asked for, from how near they are, (known, issues), evened."""
    share = np.exp(_SHARPNESS * (nearness - nearness.max(axis=1, keepdims=True)))
    share = share / share.sum(axis=1, keepdims=True)
    return np.maximum(share - 1 / share.shape[1], 0).astype(np.float32)
