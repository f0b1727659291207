"""Which issue an opinion speaks of: a proposal from the issue's own name, description and keywords, with its words.

Five views of nearness are brought to one scale and added: shared words, words near in meaning, the meaning of the
whole, keywords found letter for letter, and the subjects of the field (`field`). A view speaks the louder of a text the
more it sees in it. What stands nearest then teaches the issues further words (self-training); opinions a person has
already placed teach with full weight.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jukugi.core.text.keywords import KeywordLists
from jukugi.core.text.reading import Texts, read_texts
from jukugi.core.text.space import Lexicon, learn_lexicon, unit
from jukugi.core.text.vectors import WordVectors

Scores = npt.NDArray[np.float32]

N_PROPOSED = 3
# Words nearer than this (cosine) speak of the same thing to some degree; so many of an issue's words are asked.
_LEAST_NEAR = 0.3
_N_ASKED = 3
_ROUNDS = 2
# The meaning of the whole carries farthest on issues nobody has seen before; words letter for letter are few.
_MEANING_WEIGHT = 2.5
_NEURAL_WEIGHT = 2.0
# The field's own words, written by people, weigh more than one view that is computed.
_FIELD_WEIGHT = 1.5
_FIELD_PULL = 1.5
_LETTER_WEIGHT = 0.5
_LEARNED_WEIGHT = 0.25
# How sharply a text speaks for its nearest issue when it teaches.
_SHARPNESS = 2
_EXAMPLE_WEIGHT = 1.0
# Where the first issue is more likely wrong than right, a person decides alone.
LEAST_SURE = 0.5
_LEAD_COUNTS, _LEAD_NEEDED = 0.87, 0.94


@dataclass(frozen=True)
class IssueText:
    """An issue as its readers know it; ``keywords`` may be empty."""

    name: str
    description: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """``nearest`` places of issues, nearest first, at most three; ``sureness`` 0..1: how likely the first is right.

    ``words`` are those of the text that speak for the first; ``is_abstaining`` when a person had better decide alone.
    """

    nearest: tuple[int, ...]
    sureness: float
    words: tuple[str, ...]
    is_abstaining: bool


@dataclass(frozen=True)
class Meanings:
    """Vectors of whole texts from a model, rows of length 1.

    ``texts`` (texts, d), ``issues`` (issues, d); ``keywords`` for each issue (its keywords, d), or empty.
    """

    texts: npt.NDArray[np.float32]
    issues: npt.NDArray[np.float32]
    keywords: tuple[npt.NDArray[np.float32], ...] = ()


def suggest_issues(
    texts: Texts,
    issues: Sequence[IssueText],
    *,
    vectors: WordVectors,
    placed: Sequence[int | None] | None = None,
    neural: Meanings | None = None,
) -> list[Suggestion]:
    """Propose up to three issues for each text. Texts sent again and again count once and get the same proposal.

    Parameters
    ----------
    texts : as `read_texts` gives them; one without a known word gets no proposal.
    issues : at least one.
    vectors : of words; without them (``NO_VECTORS``) only shared words count.
    placed : for each text the place of the issue a person chose, None where nobody did.
    neural : vectors of whole texts, one more view.

    Cost: texts × issues; memory 2.5 kB a text.

    References
    ----------
    M.-W. Chang et al., "Importance of Semantic Representation: Dataless Classification", AAAI 2008;
    J. Rocchio, "Relevance feedback in information retrieval", 1971; Y. Grandvalet, Y. Bengio, 2005 (self-training).
    """
    if not len(texts):
        return []
    keys = list(zip(texts.texts, placed or [None] * len(texts), strict=True))
    rows = {key: row for row, key in enumerate(dict.fromkeys(keys))}
    first = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
    kept = [first[key] for key in rows]
    if neural is not None:
        neural = Meanings(neural.texts[kept], neural.issues, neural.keywords)
    found = _suggested(texts.at(kept), issues, vectors, [key[1] for key in rows], neural)
    return [found[rows[key]] for key in keys]


def _suggested(
    texts: Texts,
    issues: Sequence[IssueText],
    vectors: WordVectors,
    placed: Sequence[int | None],
    neural: Meanings | None,
) -> list[Suggestion]:
    words = texts.subjects
    descriptions = _issue_words(issues)
    lexicon = learn_lexicon([*words, *descriptions], vectors)
    scores, nearness = _scores(texts, issues, descriptions, lexicon, vectors, neural)
    scores = _learned(scores, words, lexicon, placed, neural)
    order = np.argsort(-scores, axis=1, kind="stable")[:, :N_PROPOSED]
    sureness = _chances(scores)
    return [_suggestion(order[row], sureness[row], words[row], lexicon, nearness) for row in range(len(texts))]


def _issue_words(issues: Sequence[IssueText]) -> list[list[str]]:
    """The words of each issue; those of its name count twice."""
    names = read_texts([issue.name for issue in issues]).subjects
    others = read_texts([" ".join((*issue.keywords, "。", issue.description)) for issue in issues]).subjects
    return [[*name, *name, *other] for name, other in zip(names, others, strict=True)]


def _scores(
    texts: Texts,
    issues: Sequence[IssueText],
    descriptions: list[list[str]],
    lexicon: Lexicon,
    vectors: WordVectors,
    neural: Meanings | None,
) -> tuple[Scores, npt.NDArray[np.float32]]:
    """The sum of all views, (texts, issues), and how near each word is to each issue, (words, issues)."""
    words = texts.subjects
    terms = np.asarray((lexicon.terms(words) @ lexicon.terms(descriptions).T).todense(), dtype=np.float32)
    nearest, near = _word_nearness(descriptions, lexicon)
    counts = lexicon.counts(words)
    counts.data[:] = 1
    total = np.maximum(counts @ lexicon.idf, 1e-6)
    soft = np.asarray(counts @ (near * lexicon.idf[:, None])) / total[:, None]
    letters = np.log1p(_literal(texts.texts, issues))
    views = _LETTER_WEIGHT * _scaled(terms) + _scaled(soft) + _LETTER_WEIGHT * _scaled(letters)
    views += _FIELD_WEIGHT * _scaled(lexicon.field(words) @ lexicon.field(descriptions).T)
    if lexicon.vectors.any():
        views += _MEANING_WEIGHT * _scaled(lexicon.meanings(words) @ _asked(descriptions, lexicon, vectors).T)
    if neural is not None:
        views += _NEURAL_WEIGHT * _scaled(_neural_view(neural))
    return views, nearest


def _asked(descriptions: list[list[str]], lexicon: Lexicon, vectors: WordVectors) -> npt.NDArray[np.float32]:
    """What each issue means, (issues, d): the mean of its own words, drawn towards the subjects of the field it names.

    So the few words of a description stand for the many that people use.
    """
    own = lexicon.meanings(descriptions)
    named = lexicon.field(descriptions) ** 2
    drawn = unit(np.asarray(named @ _centred(*[lexicon.field_meanings(vectors)] * 2), dtype=np.float32))
    return unit(_centred(own, own) + _FIELD_PULL * (drawn - drawn.mean(axis=0)))


def _neural_view(neural: Meanings) -> Scores:
    """How near the model finds each text to each issue as a whole, and to the two nearest of its keywords."""
    points = _centred(neural.texts, neural.texts)
    view = _scaled(points @ _centred(neural.issues, neural.issues).T)
    if len(neural.keywords) and all(len(rows) for rows in neural.keywords):
        every = np.concatenate(neural.keywords)
        near = [np.sort(points @ _centred(rows, every).T, axis=1)[:, -2:].mean(axis=1) for rows in neural.keywords]
        view = view + _scaled(np.stack(near, axis=1))
    return view


def _word_nearness(
    descriptions: list[list[str]], lexicon: Lexicon
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """How near each word is to each issue, (words, issues), twice.

    First the square of its nearness to the issue's nearest word, 1 for the same; then the cube of its nearness to the
    three nearest, less twice what it is to all issues: a word near to all of them says little.
    """
    directions = unit(lexicon.vectors)
    shape = len(lexicon.index), len(descriptions)
    nearest, near = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32)
    for place, description in enumerate(descriptions):
        columns = sorted({lexicon.index[word] for word in description})
        if columns:
            cosines = np.sort(directions @ directions[columns].T, axis=1)
            nearest[:, place], near[:, place] = cosines[:, -1], cosines[:, -_N_ASKED:].mean(axis=1)
    near = np.where(near > _LEAST_NEAR, near, 0) ** 3
    nearest = np.where(nearest > _LEAST_NEAR, nearest, 0) ** 2
    for place, description in enumerate(descriptions):
        nearest[sorted({lexicon.index[word] for word in description}), place] = 1
    return nearest, np.maximum(near - 2 * near.mean(axis=1, keepdims=True), 0)


def _literal(texts: Sequence[str], issues: Sequence[IssueText]) -> Scores:
    """Scores of keywords and names found letter for letter."""
    lists = KeywordLists({place: [*issue.keywords, issue.name] for place, issue in enumerate(issues)})
    scores = np.zeros((len(texts), len(issues)), dtype=np.float32)
    for row, text in enumerate(texts):
        for found in lists.evidence(text):
            scores[row, found.key] = found.score
    return scores


def _centred(points: npt.NDArray[np.float32], around: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Without what all texts share: cosines of such models are squeezed together."""
    return unit(points - around.mean(axis=0))


def _even(view: Scores) -> Scores:
    """Each row on the same scale: mean 0, spread 1; a row that sees no difference stays 0."""
    spread = view.std(axis=1, keepdims=True)
    centred = view - view.mean(axis=1, keepdims=True)
    return np.divide(centred, spread, out=np.zeros_like(centred), where=spread > 1e-6)


def _scaled(view: Scores) -> Scores:
    """Each row without its mean; the spread of all rows together is 1. Who sees little of a text says little of it."""
    centred = view - view.mean(axis=1, keepdims=True)
    spread = float(centred.std())
    return np.asarray(centred / spread if spread > 1e-6 else np.zeros_like(centred), dtype=np.float32)


def _learned(
    scores: Scores,
    words: Sequence[Sequence[str]],
    lexicon: Lexicon,
    placed: Sequence[int | None],
    neural: Meanings | None,
) -> Scores:
    """Scores after the texts nearest to an issue, and those a person placed there, have spoken for it too."""
    if scores.shape[1] < 2:
        return scores
    chosen = [(row, place) for row, place in enumerate(placed) if place is not None]
    terms, meanings = lexicon.terms(words), lexicon.meanings(words)
    first = _scaled(scores)
    weight = _LEARNED_WEIGHT + (_EXAMPLE_WEIGHT if len(chosen) >= 5 * scores.shape[1] else 0)
    for _ in range(_ROUNDS):
        share = np.exp(_SHARPNESS * _even(scores))
        share = np.maximum(share / share.sum(axis=1, keepdims=True) - 1 / share.shape[1], 0)
        for row, place in chosen:
            share[row] = 0
            share[row, place] = 3
        views = [meanings @ unit(np.asarray(share.T @ meanings, dtype=np.float32)).T]
        views.append(np.asarray(terms @ unit(np.asarray((terms.T @ share).T, dtype=np.float32)).T))
        if neural is not None:
            points = _centred(neural.texts, neural.texts)
            views.append(points @ unit(np.asarray(share.T @ points, dtype=np.float32)).T)
        learned = sum((_scaled(view) for view in views), np.zeros_like(scores))
        scores = first + weight * _scaled(learned)
    return scores


def _chances(scores: Scores) -> npt.NDArray[np.float32]:
    """How likely the nearest issue is the right one, by its lead over the second. J. Platt, 1999.

    Fitted once on 901 labelled opinions (tests/evaluation/text, and the sample city with its 24 issues).
    """
    if scores.shape[1] < 2:
        return np.zeros(len(scores), dtype=np.float32)
    two = np.partition(scores, -2, axis=1)[:, -2:]
    return np.asarray(1 / (1 + np.exp(-_LEAD_COUNTS * (two[:, 1] - two[:, 0]) + _LEAD_NEEDED)), dtype=np.float32)


def _suggestion(
    nearest: npt.NDArray[np.intp],
    sureness: np.float32,
    words: Sequence[str],
    lexicon: Lexicon,
    nearness: npt.NDArray[np.float32],
) -> Suggestion:
    if not words:
        return Suggestion((), 0.0, (), True)
    own = {word: float(nearness[lexicon.index[word], nearest[0]] * lexicon.idf[lexicon.index[word]]) for word in words}
    telling = tuple(word for word in sorted(own, key=lambda word: -own[word]) if own[word] > 0)[:3]
    sure = round(float(sureness), 4)
    return Suggestion(tuple(int(place) for place in nearest), sure, telling, sure < LEAST_SURE)
