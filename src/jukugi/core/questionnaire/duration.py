"""How long it takes to answer, by a rule that anybody can check."""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil

from jukugi.core.questionnaire.questions import Question, QuestionKind, Questionnaire

SECONDS = {
    QuestionKind.SINGLE: 9,
    QuestionKind.SCALE: 9,
    QuestionKind.MULTIPLE: 15,
    QuestionKind.MATRIX: 6,
    QuestionKind.RANKING: 15,
    QuestionKind.NUMBER: 9,
    QuestionKind.TEXT: 45,
}
"""What one question takes on a phone; of a matrix its head, and each of its rows as much again."""
TO_BEGIN = 20
"""Reading what it is for, and sending."""


def seconds_to_answer(questions: Iterable[Question]) -> Fraction:
    """What the questions take together; one that only some are asked counts half."""
    return sum((_seconds(question) for question in questions), Fraction(TO_BEGIN))


def minutes_to_answer(questionnaire: Questionnaire, audience: str) -> int:
    """Whole minutes, rounded up, for somebody of these people; at least one."""
    return max(1, ceil(seconds_to_answer(questionnaire.of(audience)) / 60))


def _seconds(question: Question) -> Fraction:
    whole = SECONDS[question.kind] * (1 + len(question.rows))
    return Fraction(whole, 2 if question.only_if else 1)
