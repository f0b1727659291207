"""Texts in groups of what they speak about: every text in exactly one, the same texts and seed the same groups.

Texts that read the same are one point with its weight. Many points are first gathered around a few hundred centres, the
centres are then joined pair by pair (Ward). Groups too small to stand alone join the nearest; nobody is left outside.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.linalg import svds

from jukugi.core.text.reading import Texts
from jukugi.core.text.space import evened, learn_lexicon, unit
from jukugi.core.text.tidying import folded
from jukugi.core.text.vectors import WordVectors
from jukugi.core.text.voices import KnownVoices, profiles
from jukugi.core.text.voices import Points as VoicePoints

Points = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

# Fewer different texts than this are read as a list: any division of them would be chance.
LEAST_TEXTS = 30
LEAST_GROUP = 3
MOST_GROUPS = 30
# Up to this many points are joined pair by pair; above, centres stand for them.
_MOST_POINTS = 2_000
_N_CENTRES = 400
_ROUNDS = 8
_MOST_MOVING = 25_000
_TERM_AXES, _SUBJECT_AXES = 60, 32
_FIELD_WEIGHT = 0.8
_BLOCK = 8_192


@dataclass(frozen=True)
class Groups:
    """``group`` (texts,) from 0, larger groups first; ``points`` (texts, d) the places they were judged by.

    ``heard`` (texts, few) the places in ``issues`` of the known issues each text speaks of most, -1 for none; without
    known voices nothing.
    """

    group: Places
    points: Points
    n_groups: int
    heard: npt.NDArray[np.int16]
    issues: tuple[str, ...] = ()

    def members(self, group: int) -> Places:
        """Places of the texts of a group, in their order."""
        return np.flatnonzero(self.group == group)


def group_texts(
    texts: Texts,
    *,
    vectors: WordVectors,
    seed: int,
    n_groups: int | None = None,
    neural: Points | None = None,
    known: KnownVoices | None = None,
) -> Groups:
    """Divide texts into groups by what they speak about.

    Parameters
    ----------
    texts : as `read_texts` gives them, also equal and empty ones.
    vectors : of words; without them only shared words count.
    seed : of the choice of first centres; it matters above 2,000 different texts.
    known : voices on issues of this kind; texts that stand near to the same ones stand near to each other.
    n_groups : how many; by default about the square root of the number of different texts, at most 30.
    neural : vectors of whole texts (texts, d) from a model, rows of length 1; joined to those of words.

    Cost: linear in the texts above 2,000; memory about 3 kB for each different text.

    References
    ----------
    J. Ward, "Hierarchical Grouping to Optimize an Objective Function", 1963; Arora et al. 2017 (see `space`).
    """
    forms = [folded(text) for text in texts.texts]
    first: dict[str, int] = {}
    for place, form in enumerate(forms):
        first.setdefault(form, place)
    rows = np.array([first[form] for form in forms], dtype=np.int64)
    kept, back, weight = np.unique(rows, return_inverse=True, return_counts=True)
    words = [texts.subjects[place] for place in kept]
    points, heard = _points(words, vectors, None if neural is None else neural[kept], known)
    issues = tuple(issue.name for issue in known.issues) if known else ()
    wanted = n_groups or min(MOST_GROUPS, max(2, round(len(kept) ** 0.5)))
    if len(kept) < max(LEAST_TEXTS, wanted):
        return Groups(np.zeros(len(texts), dtype=np.int64), points[back], int(len(texts) > 0), heard[back], issues)
    group = _divide(points, wanted, np.random.default_rng(seed))
    group = _by_size(_without_small(group, points), weight)
    return Groups(group[back], points[back], int(group.max()) + 1, heard[back], issues)


def _points(
    words: Sequence[Sequence[str]], vectors: WordVectors, neural: Points | None, known: KnownVoices | None
) -> tuple[Points, npt.NDArray[np.int16]]:
    """Each text's place: the main axes of its words beside the mean of their vectors and what known voices say; and of
    which known issues they speak most."""
    lexicon = learn_lexicon(words, vectors)
    terms = lexicon.terms(words)
    n_axes = min(_TERM_AXES, min(terms.shape) - 1)
    subjects = lexicon.field(words) * _FIELD_WEIGHT
    heard = np.empty((len(words), 0), dtype=np.int16)
    if known is not None and len(known.texts):
        said, heard = _said_of(words, vectors, known)
        subjects = _narrowed(np.hstack([subjects, said]))
    parts = [lexicon.meanings(words), subjects]
    if n_axes >= 1:
        left, values, _ = svds(terms.astype(np.float64), k=n_axes, v0=np.ones(min(terms.shape)))
        parts.append(unit((left * values).astype(np.float32)))
    if neural is not None:
        parts += [unit(neural - neural.mean(axis=0))] * 2
    return np.hstack(parts), heard


def _said_of(
    words: Sequence[Sequence[str]], vectors: WordVectors, known: KnownVoices
) -> tuple[Points, npt.NDArray[np.int16]]:
    """How much each text speaks of what known voices speak of, (texts, known issues), and of which most."""
    rows = [*words, *known.texts.subjects]
    lexicon = learn_lexicon(rows, vectors)
    places = VoicePoints(evened(lexicon.meanings(rows), vectors), lexicon.terms(rows))
    return profiles(places.at(range(len(words))), places.at(range(len(words), len(rows))), known.places)


def _narrowed(points: Points) -> Points:
    """Along the axes in which they lie widest, for the memory."""
    _, axes = np.linalg.eigh((points.T @ points).astype(np.float64))
    return np.asarray(points @ axes[:, -_SUBJECT_AXES:].astype(np.float32), dtype=np.float32)


def _divide(points: Points, n_groups: int, rng: np.random.Generator) -> Places:
    """Ward's tree over the points, or over centres that stand for many of them, cut into groups."""
    if len(points) <= _MOST_POINTS:
        tree = linkage(points, method="ward")
        return np.asarray(fcluster(tree, n_groups, "maxclust"), dtype=np.int64) - 1
    centres, nearest = _centres(points, rng)
    tree = linkage(centres, method="ward")
    return (np.asarray(fcluster(tree, n_groups, "maxclust"), dtype=np.int64) - 1)[nearest]


def _centres(points: Points, rng: np.random.Generator) -> tuple[Points, Places]:
    """Centres by Lloyd's rounds from points drawn at random, and the centre of each point. An empty one stays.

    Of very many points some drawn at random move the centres.
    """
    drawn = rng.choice(len(points), min(len(points), _MOST_MOVING), replace=False)
    centres = points[np.sort(drawn[:_N_CENTRES])]
    centres = _moved(points[np.sort(drawn)], centres)
    return centres, _nearest(points, centres)


def _moved(points: Points, centres: Points) -> Points:
    """Centres in the middle of the points nearest to them, round by round."""
    for _ in range(_ROUNDS):
        nearest = _nearest(points, centres)
        sums = np.zeros(centres.shape, dtype=np.float64)
        for start in range(0, len(points), _BLOCK):
            block = slice(start, start + _BLOCK)
            order = np.argsort(nearest[block], kind="stable")
            found, starts = np.unique(nearest[block][order], return_index=True)
            sums[found] += np.add.reduceat(points[block][order].astype(np.float64), starts)
        sizes = np.bincount(nearest, minlength=len(centres))
        moved = sizes > 0
        centres = centres.copy()
        centres[moved] = sums[moved] / sizes[moved, None]
    return centres


def _nearest(points: Points, centres: Points) -> Places:
    """The nearest centre of each point, the first of equal ones."""
    half = (centres**2).sum(axis=1) / 2
    blocks = [points[start : start + _BLOCK] @ centres.T - half for start in range(0, len(points), _BLOCK)]
    return np.concatenate([block.argmax(axis=1) for block in blocks]).astype(np.int64)


def _without_small(group: Places, points: Points) -> Places:
    """Groups of fewer than three join the group whose middle is nearest to theirs."""
    sizes = np.bincount(group)
    large = np.flatnonzero(sizes >= LEAST_GROUP)
    if len(large) == 0:
        return np.zeros_like(group)
    middles = np.stack([points[group == place].mean(axis=0) for place in large])
    target = np.arange(len(sizes))
    for place in np.flatnonzero((sizes > 0) & (sizes < LEAST_GROUP)):
        target[place] = large[_nearest(points[group == place].mean(axis=0, keepdims=True), middles)[0]]
    return target[group]


def _by_size(group: Places, weight: Places) -> Places:
    """Groups numbered from the largest (in people) to the smallest; equal ones by their first text."""
    found, first = np.unique(group, return_index=True)
    sizes = np.bincount(group, weights=weight)[found]
    order = sorted(range(len(found)), key=lambda place: (-sizes[place], first[place]))
    number = np.zeros(int(found.max()) + 1, dtype=np.int64)
    number[found[order]] = np.arange(len(found))
    return number[group]
