"""Many answered sheets as columns, and what is counted of them. Needs numpy: for jobs, imported by its full name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jukugi.core.questionnaire.answers import Answers
from jukugi.core.questionnaire.questions import Question, QuestionKind, Questionnaire

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
NONE = -1
"""Place of an option that was not chosen."""


@dataclass(frozen=True, eq=False)
class Columns:
    """The sheets of all audiences, one row each.

    Attributes
    ----------
    audience : shape (sheets,), places in ``audiences``.
    values : of each question. single and scale: place of the option, -1 for none, shape (sheets,). matrix: the same,
        (sheets, rows). multiple: 1 where chosen, (sheets, options). ranking: the rank from 1, 0 for none, (sheets,
        options). number: NaN for none. text: whether something was written.
    asked : of each question, whether it was asked of whoever answered so, shape (sheets,).
    answered : of each question, whether it was asked and answered.
    """

    questionnaire: Questionnaire
    audiences: tuple[str, ...]
    audience: IntArray
    values: Mapping[str, NDArray[np.generic]]
    asked: Mapping[str, BoolArray]
    answered: Mapping[str, BoolArray]

    def __len__(self) -> int:
        return len(self.audience)

    def of(self, audience: str) -> BoolArray:
        """The sheets of these people."""
        if audience not in self.audiences:
            return np.zeros(len(self), dtype=np.bool_)
        return np.asarray(self.audience == self.audiences.index(audience))

    def questions_answered(self) -> IntArray:
        """How many questions each sheet answers."""
        total = np.zeros(len(self), dtype=np.int64)
        for answered in self.answered.values():
            total += answered
        return total


class ColumnsBuilder:
    """Takes sheets in portions, so that not all of them stand in memory as text. Linear."""

    def __init__(self, questionnaire: Questionnaire, audiences: Sequence[str]) -> None:
        self.questionnaire, self.audiences = questionnaire, tuple(audiences)
        self._places = {code: place for place, code in enumerate(self.audiences)}
        self._audience: list[IntArray] = [np.zeros(0, dtype=np.int64)]
        empty: list[Answers] = []
        self._parts = {one.code: [_READERS[one.kind](one, empty)] for one in questionnaire.questions}

    def add(self, audiences: Sequence[str], answers: Sequence[Answers]) -> None:
        """Sheets in the form of ``check_answers``, each with the code of whose it is."""
        self._audience.append(np.array([self._places[code] for code in audiences], dtype=np.int64))
        for one in self.questionnaire.questions:
            self._parts[one.code].append(_READERS[one.kind](one, answers))

    def built(self) -> Columns:
        audience = np.concatenate(self._audience)
        values = {code: np.concatenate(parts) for code, parts in self._parts.items()}
        asked, answered = _asked(self.questionnaire, self.audiences, audience, values)
        return Columns(self.questionnaire, self.audiences, audience, values, asked, answered)


def columns_of(
    questionnaire: Questionnaire, audiences: Sequence[str], sheets: Sequence[tuple[str, Answers]]
) -> Columns:
    """All at once: (audience, answers) of each sheet."""
    builder = ColumnsBuilder(questionnaire, audiences)
    builder.add([audience for audience, _ in sheets], [answers for _, answers in sheets])
    return builder.built()


@dataclass(frozen=True)
class NumberSummary:
    """``lowest_people``, ``highest_people``: how many told the least and the most."""

    median: float
    lower_quartile: float
    upper_quartile: float
    lowest: float
    highest: float
    lowest_people: int
    highest_people: int


@dataclass(frozen=True)
class Tally:
    """What some people answered to one question, or to one row of a matrix.

    ``counts``: of each option how many chose it; of a ranking how many gave it any rank. ``first``: how many gave it
    the first rank. ``points``: ``places`` for the first rank, one less for each further (Borda). ``ranks``: of each
    option how many gave it each rank. ``sizes``: with weights, their sum for each option, for all who answered
    ``weight``, and by how many people of equal weight these would be outdone (``effective``).
    """

    asked: int
    answered: int
    counts: tuple[int, ...] = ()
    first: tuple[int, ...] = ()
    points: tuple[int, ...] = ()
    ranks: tuple[tuple[int, ...], ...] = ()
    places: int = 0
    number: NumberSummary | None = None
    sizes: tuple[float, ...] = ()
    weight: float = 0.0
    effective: float = 0.0


def tally(
    columns: Columns, question: Question, people: BoolArray, weights: FloatArray | None = None, row: int | None = None
) -> Tally:
    """Count what these people answered; ``row``: of a matrix. ``weights``: of each sheet, 0 for those without."""
    asked = columns.asked[question.code] & people
    answered = columns.answered[question.code] & people
    values = columns.values[question.code]
    if row is not None:
        values = values[:, row]
        answered = answered & (values != NONE)
    sums = (int(asked.sum()), int(answered.sum()))
    given = values[answered]
    match question.kind:
        case QuestionKind.TEXT:
            return Tally(*sums)
        case QuestionKind.NUMBER:
            return Tally(*sums, number=_summary(given.astype(np.float64)))
        case QuestionKind.MATRIX if row is None:
            return Tally(*sums)
    chosen = _chosen(question, given)
    ranked = _ranked(question, given) if question.kind is QuestionKind.RANKING else {}
    weighted = _weighted(chosen, weights[answered]) if weights is not None else {}
    counts = _whole(chosen.sum(axis=0))
    return Tally(asked=sums[0], answered=sums[1], counts=counts, **ranked, **weighted)


def cross_table(
    columns: Columns, question: Question, people: BoolArray, by: IntArray, size: int, row: int | None = None
) -> IntArray:
    """What these people answered, by the groups in which they are: shape (options + 1, groups).

    ``by``: the group of each sheet, from 0 to ``size - 1``. The last line holds who was not asked or did not answer. Of
    a ranking the first choice is counted. Of a question where several may be chosen, whoever chose two stands in two
    lines.
    """
    values = columns.values[question.code]
    values = values if row is None else values[:, row]
    answered = columns.answered[question.code] & people
    if row is not None:
        answered = answered & (values != NONE)
    table = np.zeros((len(question.options) + 1, size), dtype=np.int64)
    is_ranking = question.kind is QuestionKind.RANKING
    chosen = values[answered] == 1 if is_ranking else _chosen(question, values[answered])
    groups = by[answered]
    for place in range(len(question.options)):
        table[place] = np.bincount(groups[chosen[:, place]], minlength=size)
    table[-1] = np.bincount(by[people], minlength=size) - np.bincount(groups, minlength=size)
    return table


def median_option(question: Question, counts: Sequence[int]) -> str:
    """On a scale the option at which half of those who chose one on it stand on either side; "" where nobody did.

    Where it falls between two, the first of them.
    """
    on_scale = [(one.code, counts[place]) for place, one in enumerate(question.options) if not one.is_outside]
    whole, seen = sum(count for _, count in on_scale), 0
    for code, count in on_scale:
        seen += count
        if whole and 2 * seen >= whole:
            return code
    return ""


def _chosen(question: Question, given: NDArray[np.generic]) -> BoolArray:
    """Shape (people, options)."""
    if question.kind in (QuestionKind.MULTIPLE, QuestionKind.RANKING):
        return np.asarray(given.astype(np.int64) > 0)
    return np.asarray(given[:, None] == np.arange(len(question.options)))


def _ranked(question: Question, given: NDArray[np.generic]) -> dict[str, Any]:
    places = min(question.at_most or len(question.options), len(question.options))
    ranks = [(given == rank).sum(axis=0) for rank in range(1, places + 1)]
    points = sum((places - number) * people for number, people in enumerate(ranks))
    by_option = tuple(_whole([people[place] for people in ranks]) for place in range(len(question.options)))
    return {"first": _whole(ranks[0]), "points": _whole(points), "ranks": by_option, "places": places}


def _weighted(chosen: BoolArray, weights: FloatArray) -> dict[str, Any]:
    whole, squares = float(weights.sum()), float((weights * weights).sum())
    sizes = tuple(float(each) for each in weights @ chosen)
    return {"sizes": sizes, "weight": whole, "effective": whole * whole / squares if squares else 0.0}


def _summary(numbers: FloatArray) -> NumberSummary | None:
    if not len(numbers):
        return None
    lower, median, upper = (float(each) for each in np.quantile(numbers, (0.25, 0.5, 0.75)))
    lowest, highest = float(numbers.min()), float(numbers.max())
    people = int((numbers == lowest).sum()), int((numbers == highest).sum())
    return NumberSummary(median, lower, upper, lowest, highest, *people)


def _whole(numbers: Sequence[int] | NDArray[np.generic]) -> tuple[int, ...]:
    return tuple(int(each) for each in numbers)


def _asked(
    questionnaire: Questionnaire, audiences: tuple[str, ...], audience: IntArray, values: Mapping[str, NDArray]
) -> tuple[dict[str, BoolArray], dict[str, BoolArray]]:
    """Who was asked each question, as ``asking.asked`` tells it for one sheet; and who answered it."""
    asked: dict[str, BoolArray] = {}
    answered: dict[str, BoolArray] = {}
    for one in questionnaire.questions:
        own = [place for place, code in enumerate(audiences) if not one.only_for or code in one.only_for]
        here = np.isin(audience, own)
        for condition in one.only_if:
            other = questionnaire.by_code[condition.question]
            places = [place for place, option in enumerate(other.options) if option.code in condition.options]
            given = values[other.code]
            is_multiple = other.kind is QuestionKind.MULTIPLE
            holds = given[:, places].any(axis=1) if is_multiple else np.isin(given, places)
            here = here & asked[other.code] & holds if other.code in asked else np.zeros_like(here)
        asked[one.code] = here
        answered[one.code] = here & _is_given(one, values[one.code])
    return asked, answered


def _is_given(question: Question, values: NDArray[np.generic]) -> BoolArray:
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.SCALE:
            return np.asarray(values != NONE)
        case QuestionKind.MATRIX:
            return np.asarray((values != NONE).any(axis=1))
        case QuestionKind.MULTIPLE | QuestionKind.RANKING:
            return np.asarray((values.astype(np.int64) > 0).any(axis=1))
        case QuestionKind.NUMBER:
            return ~np.isnan(values.astype(np.float64))
        case _:
            return values.astype(np.bool_)


def _read_single(question: Question, sheets: Sequence[Answers]) -> NDArray[np.generic]:
    places: dict[object, int] = {option.code: place for place, option in enumerate(question.options)}
    code = question.code
    return np.array([places.get(sheet.get(code), NONE) for sheet in sheets], dtype=np.int8)


def _read_many(question: Question, sheets: Sequence[Answers]) -> NDArray[np.generic]:
    """Rank from 1 of each option that was given; in a question without ranks, 1."""
    places = {option.code: place for place, option in enumerate(question.options)}
    is_ranked = question.kind is QuestionKind.RANKING
    found = np.zeros((len(sheets), len(places)), dtype=np.int8)
    lines: list[int] = []
    columns: list[int] = []
    ranks: list[int] = []
    for line, sheet in enumerate(sheets):
        for rank, code in enumerate(sheet.get(question.code, ()), start=1):
            lines.append(line)
            columns.append(places[code])
            ranks.append(rank if is_ranked else 1)
    found[lines, columns] = ranks
    return found


def _read_matrix(question: Question, sheets: Sequence[Answers]) -> NDArray[np.generic]:
    places: dict[object, int] = {option.code: place for place, option in enumerate(question.options)}
    rows = [row.code for row in question.rows]
    nothing: dict[str, str] = {}
    found = [[places.get(given.get(row), NONE) for row in rows] for given in _given(question, sheets, nothing)]
    return np.array(found, dtype=np.int8).reshape(-1, len(rows))


def _given(question: Question, sheets: Sequence[Answers], nothing: dict[str, str]) -> list[Mapping[str, str]]:
    found = (sheet.get(question.code, nothing) for sheet in sheets)
    return [each if isinstance(each, Mapping) else nothing for each in found]


def _read_number(question: Question, sheets: Sequence[Answers]) -> NDArray[np.generic]:
    texts = [sheet.get(question.code) for sheet in sheets]
    return np.array([float(str(text)) if text else np.nan for text in texts], dtype=np.float64)


def _read_text(question: Question, sheets: Sequence[Answers]) -> NDArray[np.generic]:
    return np.array([bool(sheet.get(question.code)) for sheet in sheets], dtype=np.bool_)


_READERS: dict[QuestionKind, Callable[[Question, Sequence[Answers]], NDArray[np.generic]]] = {
    QuestionKind.SINGLE: _read_single,
    QuestionKind.SCALE: _read_single,
    QuestionKind.MULTIPLE: _read_many,
    QuestionKind.RANKING: _read_many,
    QuestionKind.MATRIX: _read_matrix,
    QuestionKind.NUMBER: _read_number,
    QuestionKind.TEXT: _read_text,
}
