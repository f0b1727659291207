from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class QuestionKind(StrEnum):
    """What an answer is.

    single and scale: the code of an option (a scale has an order, and maybe options outside of it). multiple: a list of
    codes in the order of the options. ranking: a list of codes, the first choice first. matrix: the code of an option
    for each row. number: a decimal number as text. text: words.
    """

    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    MATRIX = "matrix"
    RANKING = "ranking"
    NUMBER = "number"
    TEXT = "text"


CHOOSING = frozenset(
    {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.SCALE, QuestionKind.MATRIX, QuestionKind.RANKING}
)
"""Kinds that have options."""
BRANCHING = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.SCALE})
"""Kinds on whose answer it may depend what is asked."""


@dataclass(frozen=True)
class Option:
    """One possible answer (選択肢).

    ``is_exclusive``: chosen alone (どれもない). ``asks_words``: room to write beside it (その他). ``is_outside``:
    stands beside the scale, not on it (わからない).
    """

    code: str
    label: str
    is_exclusive: bool = False
    asks_words: bool = False
    is_outside: bool = False


@dataclass(frozen=True)
class Row:
    """One line of a matrix, answered by one of the question's options."""

    code: str
    label: str


@dataclass(frozen=True)
class Condition:
    """Asked only where one of these options of an earlier question was chosen."""

    question: str
    options: frozenset[str]


@dataclass(frozen=True)
class Question:
    """``at_most``: how many options may be chosen or ranked. ``least`` and ``most``: of a number, both allowed.

    ``only_if``: all must hold. ``only_for``: codes of those who are asked; empty: all. ``page``: questions of a page
    stand together.
    """

    code: str
    kind: QuestionKind
    label: str
    options: tuple[Option, ...] = ()
    rows: tuple[Row, ...] = ()
    at_most: int | None = None
    least: float | None = None
    most: float | None = None
    unit: str = ""
    only_if: tuple[Condition, ...] = ()
    only_for: frozenset[str] = frozenset()
    page: int = 1

    @cached_property
    def by_code(self) -> dict[str, Option]:
        return {option.code: option for option in self.options}

    @cached_property
    def on_scale(self) -> tuple[Option, ...]:
        """The options of a scale, in its order, without those that stand beside it."""
        return tuple(option for option in self.options if not option.is_outside)


@dataclass(frozen=True)
class Questionnaire:
    """Questions in the order in which they are asked."""

    questions: tuple[Question, ...] = ()
    by_code: dict[str, Question] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {question.code: question for question in self.questions})

    def of(self, audience: str) -> tuple[Question, ...]:
        """What may be asked of these people, whatever they answer."""
        return tuple(one for one in self.questions if not one.only_for or audience in one.only_for)


@dataclass(frozen=True)
class QuestionFault:
    """Why nobody can be asked this question; ``params`` fill the sentence."""

    question: str
    code: str
    params: dict[str, object] = field(default_factory=dict)


def faults_of(questionnaire: Questionnaire) -> tuple[QuestionFault, ...]:
    """All that must be mended before anybody is asked. Linear, but for conditions.

    Codes: ``no_words`` (a question, an option or a row without words), ``too_few_options``, ``option_twice``,
    ``no_rows``, ``scale_too_short``, ``limits_backwards``, ``at_most_too_small``, ``condition_on_nothing``,
    ``condition_on_later`` (also on itself), ``condition_on_kind``, ``condition_on_option`` (no such option),
    ``never_asked`` (nobody who is asked this is asked what it depends on).
    """
    before: dict[str, Question] = {}
    faults: list[QuestionFault] = []
    for question in questionnaire.questions:
        faults += _own(question)
        for condition in question.only_if:
            faults += _condition(question, condition, before, questionnaire)
        before[question.code] = question
    return tuple(faults)


def _own(question: Question) -> Iterator[QuestionFault]:
    words = [question.label, *(option.label for option in question.options), *(row.label for row in question.rows)]
    if not all(word.strip() for word in words):
        yield QuestionFault(question.code, "no_words")
    if question.kind in CHOOSING and len(question.options) < 2:
        yield QuestionFault(question.code, "too_few_options")
    labels = [option.label.strip() for option in question.options]
    for label in dict.fromkeys(label for label in labels if labels.count(label) > 1):
        yield QuestionFault(question.code, "option_twice", {"option": label})
    if question.kind is QuestionKind.MATRIX and not question.rows:
        yield QuestionFault(question.code, "no_rows")
    if question.kind is QuestionKind.SCALE and len(question.on_scale) < 2:
        yield QuestionFault(question.code, "scale_too_short")
    if question.least is not None and question.most is not None and question.least > question.most:
        yield QuestionFault(question.code, "limits_backwards")
    if question.at_most is not None and question.at_most < 1:
        yield QuestionFault(question.code, "at_most_too_small")


def _condition(
    question: Question, condition: Condition, before: dict[str, Question], whole: Questionnaire
) -> Iterator[QuestionFault]:
    if condition.question not in whole.by_code:
        yield QuestionFault(question.code, "condition_on_nothing")
        return
    if condition.question not in before:
        yield QuestionFault(question.code, "condition_on_later", {"other": condition.question})
        return
    other = before[condition.question]
    if other.kind not in BRANCHING:
        yield QuestionFault(question.code, "condition_on_kind", {"other": other.code})
    elif not condition.options or not condition.options <= set(other.by_code):
        yield QuestionFault(question.code, "condition_on_option", {"other": other.code})
    if other.only_for and not (question.only_for and question.only_for <= other.only_for):
        yield QuestionFault(question.code, "never_asked", {"other": other.code})
