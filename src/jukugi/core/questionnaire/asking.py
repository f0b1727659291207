"""Which questions are asked, given what was answered so far."""

from collections.abc import Iterator, Mapping

from jukugi.core.questionnaire.answers import Answers
from jukugi.core.questionnaire.questions import Condition, Question, Questionnaire


def asked(questionnaire: Questionnaire, audience: str, answers: Answers) -> tuple[Question, ...]:
    """The questions that somebody who answers so is asked, in order.

    An answer to a question that is not asked itself opens nothing: what it would open stays closed too. Linear.
    """
    return tuple(_asked(questionnaire, audience, answers))


def is_asked(questionnaire: Questionnaire, audience: str, answers: Answers, code: str) -> bool:
    """Whether this question is among those ``asked``."""
    return any(question.code == code for question in _asked(questionnaire, audience, answers))


def reached(questionnaire: Questionnaire, audience: str) -> dict[str, tuple[Condition, ...]]:
    """Each question of these people with all conditions on the way to it, those of what it depends on among them."""
    ways: dict[str, tuple[Condition, ...]] = {}
    for question in questionnaire.of(audience):
        further = [way for condition in question.only_if for way in ways.get(condition.question, ())]
        ways[question.code] = tuple(dict.fromkeys([*further, *question.only_if]))
    return ways


def _asked(questionnaire: Questionnaire, audience: str, answers: Answers) -> Iterator[Question]:
    seen: set[str] = set()
    for question in questionnaire.of(audience):
        if all(_holds(condition, answers, seen) for condition in question.only_if):
            seen.add(question.code)
            yield question


def _holds(condition: Condition, answers: Answers, seen: set[str]) -> bool:
    if condition.question not in seen:
        return False
    value = answers.get(condition.question)
    if isinstance(value, str):
        return value in condition.options
    if isinstance(value, Mapping) or value is None:
        return False
    return not condition.options.isdisjoint(value)
