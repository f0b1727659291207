"""Which issue an opinion speaks of: a proposal from the issue's own name, description and keywords, with its words.

Six views of nearness are brought to one scale and added: shared words, words near in meaning, the meaning of the
whole, keywords found letter for letter, the subjects of the field (`field`), and what known voices near to the text
speak of (`voices`). A view speaks the louder of a text the more it sees in it. Opinions a person has already placed
teach the issues further words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from jukugi.core.text.keywords import KeywordLists
from jukugi.core.text.reading import Texts
from jukugi.core.text.space import Lexicon, evened, learn_lexicon, unit
from jukugi.core.text.vectors import WordVectors
from jukugi.core.text.voices import IssueText, KnownVoices, Points, heard, issue_words, no_voices, speaking_for

Scores = npt.NDArray[np.float32]

N_PROPOSED = 3
# Words nearer than this (cosine) speak of the same thing to some degree; so many of an issue's words are asked.
_LEAST_NEAR = 0.3
_N_ASKED = 3
_ROUNDS = 2
# Chosen on whole sets of issues that the known voices did not know (tests/evaluation/text): the meaning of the whole
# and the voices carry farthest, words letter for letter are few.
_MEANING_WEIGHT = 2.5
_VOICES_WEIGHT, _VOICES_WEIGHT_NEURAL = 3.0, 5.0
_NEURAL_WEIGHT = 1.5
_FIELD_WEIGHT = 1.5
_FIELD_PULL = 1.5
_SOFT_WEIGHT = 0.75
_TERMS_WEIGHT = 0.5
_LETTER_WEIGHT = 0.5
_EXAMPLE_WEIGHT = 0.7
_EXAMPLES_DOUBTED = 2
# How sharply a text speaks for its nearest issue when it teaches.
_SHARPNESS = 2
# Where the first issue is more likely wrong than right, a person decides alone.
LEAST_SURE = 0.5
_LEAD_COUNTS, _LEAD_NEEDED = 0.95, 0.2


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
    known: KnownVoices | None = None,
    placed: Sequence[int | None] | None = None,
    neural: Meanings | None = None,
) -> list[Suggestion]:
    """Propose up to three issues for each text. Texts sent again and again count once and get the same proposal.

    Parameters
    ----------
    texts : as `read_texts` gives them; one without a known word gets no proposal.
    issues : at least one.
    vectors : of words; without them (``NO_VECTORS``) only shared words count.
    known : voices on issues of this kind; without them one view less.
    placed : for each text the place of the issue a person chose, None where nobody did.
    neural : vectors of whole texts, one more view.

    Cost: texts × (issues + known voices); memory 2.5 kB a text.

    References
    ----------
    M.-W. Chang et al., "Importance of Semantic Representation: Dataless Classification", AAAI 2008;
    J. Rocchio, "Relevance feedback in information retrieval", 1971; T. Cover, P. Hart, "Nearest neighbor pattern
    classification", 1967.
    """
    if not len(texts):
        return []
    keys = list(zip(texts.texts, placed or [None] * len(texts), strict=True))
    rows = {key: row for row, key in enumerate(dict.fromkeys(keys))}
    first = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
    kept = [first[key] for key in rows]
    if neural is not None:
        neural = Meanings(neural.texts[kept], neural.issues, neural.keywords)
    chosen = [key[1] for key in rows]
    found = _suggested(texts.at(kept), issues, vectors, known or no_voices(), chosen, neural)
    return [found[rows[key]] for key in keys]


def _suggested(
    texts: Texts,
    issues: Sequence[IssueText],
    vectors: WordVectors,
    known: KnownVoices,
    placed: Sequence[int | None],
    neural: Meanings | None,
) -> list[Suggestion]:
    descriptions = issue_words(issues)
    rows = [*texts.subjects, *known.texts.subjects, *known.descriptions]
    lexicon = learn_lexicon([*rows, *descriptions], vectors)
    nearest, near = _word_nearness(descriptions, lexicon)
    points = Points(evened(lexicon.meanings(rows), vectors), lexicon.terms(rows), _model_points(neural, known))
    literal = _literal([*texts.texts, *known.texts.texts, *[issue.name for issue in known.issues]], issues)
    views = _views(rows, points.meanings, literal, descriptions, near, lexicon, vectors)
    scores = _scaled(_scores(views, points, known, placed, neural))
    for row, place in enumerate(placed):
        if place is not None:  # what a person said stands
            scores[row, place] = scores[row].max() + 1
    order = np.argsort(-scores, axis=1, kind="stable")[:, :N_PROPOSED]
    sureness = _chances(scores)
    return [_suggestion(order[row], sureness[row], texts.subjects[row], lexicon, nearest) for row in range(len(texts))]


def _scores(
    views: Scores, points: Points, known: KnownVoices, placed: Sequence[int | None], neural: Meanings | None
) -> Scores:
    """All views together, (texts, issues): what words tell, what the model does, and what near voices say.

    ``views`` and ``points`` have the texts first, then the known voices, then (``views`` alone) the known issues.
    """
    n_texts, n_known, n_issues = len(placed), len(known.texts), views.shape[1]
    scores = views[:n_texts]
    if neural is not None and points.neural is not None:
        scores = scores + _NEURAL_WEIGHT * _scaled(_neural_view(points.neural[:n_texts], neural))
    if n_issues < 2:
        return scores
    own = points.at(range(n_texts))
    if n_known:
        speaking = speaking_for(_scaled(views[n_texts + n_known :]))[list(known.places)]
        weight = _VOICES_WEIGHT if points.neural is None else _VOICES_WEIGHT_NEURAL
        scores = scores + weight * _scaled(heard(own, points.at(range(n_texts, n_texts + n_known)), speaking))
    chosen = [row for row, place in enumerate(placed) if place is not None]
    if chosen:
        examples = np.eye(n_issues, dtype=np.float32)[[place for place in placed if place is not None]]
        said = _like_examples(own, points.at(chosen), examples)
        said[chosen] = said[chosen].mean(axis=1, keepdims=True)  # each is nearest to itself
        scores = scores + _EXAMPLE_WEIGHT * _scaled(said)
    return scores


def _like_examples(texts: Points, chosen: Points, examples: Scores) -> Scores:
    """How near each text is to the middle of the examples of each issue, the more of them the surer."""
    count = examples.sum(axis=0)
    views = [texts.meanings @ unit(examples.T @ chosen.meanings).T]
    views.append(np.asarray(texts.terms @ unit(np.asarray((chosen.terms.T @ examples).T, dtype=np.float32)).T))
    if texts.neural is not None and chosen.neural is not None:
        views.append(texts.neural @ unit(examples.T @ chosen.neural).T)
    return np.asarray(sum(views, np.zeros_like(views[0])) * (count / (count + _EXAMPLES_DOUBTED)), dtype=np.float32)


def _model_points(neural: Meanings | None, known: KnownVoices) -> npt.NDArray[np.float32] | None:
    """Where the model places the texts and then the known voices, without what all of them share."""
    if neural is None:
        return None
    every = np.concatenate([neural.texts, known.neural if len(known.texts) else neural.texts[:0]])
    return _centred(every, every)


def _views(
    words: Sequence[Sequence[str]],
    meanings: npt.NDArray[np.float32],
    literal: Scores,
    descriptions: list[list[str]],
    near: npt.NDArray[np.float32],
    lexicon: Lexicon,
    vectors: WordVectors,
) -> Scores:
    """The sum of what words alone tell of each text, (texts, issues). ``near`` of words to issues."""
    terms = np.asarray((lexicon.terms(words) @ lexicon.terms(descriptions).T).todense(), dtype=np.float32)
    counts = lexicon.counts(words)
    counts.data[:] = 1
    total = np.maximum(counts @ lexicon.idf, 1e-6)
    soft = np.asarray(counts @ (near * lexicon.idf[:, None])) / total[:, None]
    field = lexicon.field([*words, *descriptions], vectors)
    views = _TERMS_WEIGHT * _scaled(terms) + _SOFT_WEIGHT * _scaled(soft) + _LETTER_WEIGHT * _scaled(np.log1p(literal))
    views += _FIELD_WEIGHT * _scaled(field[: len(words)] @ field[len(words) :].T)
    if lexicon.vectors.any():
        views += _MEANING_WEIGHT * _scaled(meanings @ _asked(descriptions, lexicon, vectors).T)
    return np.asarray(views, dtype=np.float32)


def _asked(descriptions: list[list[str]], lexicon: Lexicon, vectors: WordVectors) -> npt.NDArray[np.float32]:
    """What each issue means, (issues, d): the mean of its own words, drawn towards the subjects of the field it names.

    So the few words of a description stand for the many that people use.
    """
    own = evened(lexicon.meanings(descriptions), vectors)
    named = lexicon.field(descriptions) ** 2
    drawn = unit(np.asarray(named @ evened(lexicon.field_meanings(vectors), vectors), dtype=np.float32))
    return unit(own + _FIELD_PULL * (drawn - drawn.mean(axis=0)))


def _neural_view(points: npt.NDArray[np.float32], neural: Meanings) -> Scores:
    """How near the model finds each text to each issue as a whole, and to the two nearest of its keywords."""
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


def _scaled(view: Scores) -> Scores:
    """Each row without its mean; the spread of all rows together is 1. Who sees little of a text says little of it."""
    centred = view - view.mean(axis=1, keepdims=True)
    spread = float(centred.std())
    return np.asarray(centred / spread if spread > 1e-6 else np.zeros_like(centred), dtype=np.float32)


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
