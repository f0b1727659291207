"""What was answered, brought into one form, and what does not fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TypeAlias
from unicodedata import normalize

from jukugi.core.questionnaire.questions import Question, QuestionKind, Questionnaire

Value: TypeAlias = str | Sequence[str] | Mapping[str, str]
Answers: TypeAlias = Mapping[str, Value]
"""By the code of a question; what was left out is not there. Words beside an option: under ``words_key``."""

WORDS = ".words"
DIGITS_AT_MOST = 15


def words_key(question: str) -> str:
    """Under which the words stand that somebody wrote beside an option."""
    return question + WORDS


@dataclass(frozen=True)
class AnswerFault:
    """Why an answer does not fit.

    Codes: ``unknown_question``, ``not_asked`` (of these people, or after these answers), ``unknown_option``,
    ``unknown_row``, ``one_only``, ``too_many`` (``at_most``), ``not_with_others``, ``not_a_number``, ``too_small``
    (``least``), ``too_large`` (``most``), ``too_long`` (``limit``), ``twice``, ``words_alone`` (words beside an option
    that was not chosen).
    """

    question: str
    code: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """``answers`` that fit, in one form; ``faults`` of the others."""

    answers: dict[str, Value]
    faults: tuple[AnswerFault, ...] = ()


def answered(answers: Answers, question: Question) -> bool:
    """Whether something was answered to it."""
    return bool(answers.get(question.code))


def check_answers(
    questionnaire: Questionnaire, audience: str, answers: Mapping[str, object], *, text_limit: int = 4_000
) -> Checked:
    """Bring answers into one form: codes in the order of the options, numbers plain, words without spaces around.

    Nothing needs an answer. Answers to questions that are not asked after these answers are faults, so that whoever
    sends a form leaves them out and whoever types in from paper is told. Same answers, same form: checking what was
    checked changes nothing.
    """
    from jukugi.core.questionnaire.asking import asked

    kept: dict[str, Value] = {}
    faults: list[AnswerFault] = []
    for question in questionnaire.of(audience):
        given = answers.get(question.code)
        if not _is_empty(given):
            try:
                value = _READERS[question.kind](question, given, text_limit)
            except _Unfit as unfit:
                faults.append(AnswerFault(question.code, unfit.code, unfit.params))
                continue
            if value:
                kept[question.code] = value
        _keep_words(question, answers, kept, faults, text_limit)
    allowed = {question.code for question in asked(questionnaire, audience, kept)}
    known = {key for question in questionnaire.questions for key in (question.code, words_key(question.code))}
    faults += [AnswerFault(key, "unknown_question") for key in answers if key not in known]
    given_to = dict.fromkeys(key.removesuffix(WORDS) for key in answers if key in known and not _is_empty(answers[key]))
    faults += [AnswerFault(code, "not_asked") for code in given_to if code not in allowed]
    return Checked({key: value for key, value in kept.items() if key.removesuffix(WORDS) in allowed}, tuple(faults))


class _Unfit(Exception):
    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def _is_empty(given: object) -> bool:
    if given is None:
        return True
    if isinstance(given, str):
        return not given.strip()
    return isinstance(given, Sequence | Mapping) and not given


def _codes(question: Question, given: object) -> list[str]:
    """Codes that were given, each once."""
    codes = [given] if isinstance(given, str) else list(given) if isinstance(given, Sequence) else None
    if codes is None or not all(isinstance(code, str) for code in codes):
        raise _Unfit("unknown_option", option=str(given)[:80])
    for code in codes:
        if code not in question.by_code:
            raise _Unfit("unknown_option", option=str(code)[:80])
    if len(set(codes)) < len(codes):
        raise _Unfit("twice", option=next(code for code in codes if codes.count(code) > 1))
    return codes


def _single(question: Question, given: object, _limit: int) -> Value:
    codes = _codes(question, given)
    if len(codes) > 1:
        raise _Unfit("one_only")
    return codes[0] if codes else ""


def _multiple(question: Question, given: object, _limit: int) -> Value:
    codes = _codes(question, given)
    alone = next((code for code in codes if question.by_code[code].is_exclusive), None)
    if alone is not None and len(codes) > 1:
        raise _Unfit("not_with_others", option=alone)
    if question.at_most is not None and len(codes) > question.at_most:
        raise _Unfit("too_many", at_most=question.at_most)
    return [option.code for option in question.options if option.code in codes]


def _ranking(question: Question, given: object, _limit: int) -> Value:
    codes = _codes(question, given)
    if question.at_most is not None and len(codes) > question.at_most:
        raise _Unfit("too_many", at_most=question.at_most)
    return codes


def _matrix(question: Question, given: object, _limit: int) -> Value:
    if not isinstance(given, Mapping):
        raise _Unfit("unknown_row", row=str(given)[:80])
    rows = [row.code for row in question.rows]
    for row in given:
        if row not in rows:
            raise _Unfit("unknown_row", row=str(row)[:80])
    chosen = {row: given[row] for row in rows if not _is_empty(given.get(row))}
    for code in chosen.values():
        if not isinstance(code, str) or code not in question.by_code:
            raise _Unfit("unknown_option", option=str(code)[:80])
    return chosen


def _number(question: Question, given: object, _limit: int) -> Value:
    written = normalize("NFKC", str(given)).strip().replace(",", "")
    try:
        number = Decimal(written)
    except InvalidOperation:
        raise _Unfit("not_a_number", text=written[:40]) from None
    if (
        not number.is_finite()
        or len(number.as_tuple().digits) > DIGITS_AT_MOST
        or abs(number.adjusted()) > DIGITS_AT_MOST
    ):
        raise _Unfit("not_a_number", text=written[:40])
    if question.least is not None and number < Decimal(str(question.least)):
        raise _Unfit("too_small", least=question.least)
    if question.most is not None and number > Decimal(str(question.most)):
        raise _Unfit("too_large", most=question.most)
    return f"{number:f}" if number % 1 else f"{number.to_integral_value():f}"


def _text(_question: Question, given: object, limit: int) -> Value:
    if not isinstance(given, str):
        raise _Unfit("too_long", limit=limit)
    words = given.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(words) > limit:
        raise _Unfit("too_long", limit=limit)
    return words


def _keep_words(
    question: Question, answers: Mapping[str, object], kept: dict[str, Value], faults: list[AnswerFault], limit: int
) -> None:
    """Words beside an option are kept where one that asks for them was chosen."""
    given = answers.get(words_key(question.code))
    if _is_empty(given):
        return
    value = kept.get(question.code, ())
    chosen = [value] if isinstance(value, str) else list(value)
    if not any(question.by_code[code].asks_words for code in chosen if code in question.by_code):
        faults.append(AnswerFault(question.code, "words_alone"))
        return
    try:
        kept[words_key(question.code)] = _text(question, given, limit)
    except _Unfit as unfit:
        faults.append(AnswerFault(question.code, unfit.code, unfit.params))


_READERS: dict[QuestionKind, Callable[[Question, object, int], Value]] = {
    QuestionKind.SINGLE: _single,
    QuestionKind.SCALE: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.RANKING: _ranking,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.NUMBER: _number,
    QuestionKind.TEXT: _text,
}
