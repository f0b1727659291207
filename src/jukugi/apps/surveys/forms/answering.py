"""The form by which somebody answers: what a page shows, what came back with it, what does not fit.

No Django form: nothing is needed, and whatever was typed is kept and shown again, fitting or not.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.surveys.enums import TEXT_LIMIT
from jukugi.apps.surveys.models import Question as QuestionRow
from jukugi.core.questionnaire import (
    AnswerFault,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
    Row,
    asked,
    check_answers,
    words_key,
)
from jukugi.core.text import is_control

NO_ANSWER = "-"
"""What is sent where somebody takes a choice back."""
RANKED_AT_MOST = 5
"""Places that are offered where a ranking has no limit of its own."""
CODE_LETTERS_AT_MOST = 80
COMPACT_FROM, COMPACT_LETTERS = 6, 7
FAULT_WORDS = {
    "unknown_option": gettext_lazy("選ばれたものが、選択肢にありません。もう一度選んでください。"),
    "unknown_row": gettext_lazy("選ばれた行が、この表にありません。もう一度選んでください。"),
    "one_only": gettext_lazy("一つだけ選んでください。"),
    "too_many": gettext_lazy("選べるのは{at_most}個までです。どれかを外してください。"),
    "not_with_others": gettext_lazy("「{option}」は、ほかのものといっしょには選べません。どちらかを外してください。"),
    "twice": gettext_lazy("「{option}」が二度選ばれています。片方を選び直してください。"),
    "not_a_number": gettext_lazy("「{text}」は数として読み取れません。数字だけで書いてください。"),
    "too_small": gettext_lazy("{least}以上の数を書いてください。"),
    "too_large": gettext_lazy("{most}以下の数を書いてください。"),
    "too_long": gettext_lazy("{limit:,}字まで書けます。短くするか、要点だけにしてください。"),
    "words_alone": gettext_lazy("ことばを書いた選択肢が選ばれていません。それを選ぶか、ことばを消してください。"),
}


@dataclass(frozen=True)
class Choice:
    """An option as it stands on the page. ``words`` are typed beside it."""

    option: Option
    name: str
    id: str
    is_chosen: bool = False
    words_name: str = ""
    words: str = ""


@dataclass(frozen=True)
class Line:
    """One row of a matrix with its choices, or one place of a ranking."""

    label: str
    name: str
    id: str
    choices: Sequence[Choice] = ()
    is_answered: bool = False


@dataclass(frozen=True)
class Shown:
    """A question on the page. ``number`` is that of the paper too. ``is_waiting``: asked after an answer above."""

    question: Question
    help: str
    number: int
    choices: Sequence[Choice] = ()
    lines: Sequence[Line] = ()
    value: str = ""
    faults: Sequence[str] = ()
    is_waiting: bool = False
    conditions: Sequence[tuple[str, str]] = ()
    said: Sequence[str] = field(default_factory=tuple)

    @property
    def name(self) -> str:
        return f"a_{self.question.code}"

    @property
    def id(self) -> str:
        return f"q-{self.question.code}"

    @property
    def kind(self) -> str:
        return self.question.kind.value

    @property
    def page(self) -> int:
        return self.question.page

    @property
    def is_compact(self) -> bool:
        """Whether two options fit beside each other on a phone."""
        labels = [one.option.label for one in self.choices]
        return len(labels) > COMPACT_FROM and max(map(len, labels)) <= COMPACT_LETTERS

    @property
    def opened_by(self) -> str:
        """``a_q4=a1 a2;a_q6=a3``: of each field one of the values."""
        return ";".join(f"{name}={values}" for name, values in self.conditions)

    @property
    def on_scale(self) -> list[Choice]:
        return [one for one in self.choices if not one.option.is_outside]

    @property
    def beside_scale(self) -> list[Choice]:
        return [one for one in self.choices if one.option.is_outside]

    @property
    def is_answered(self) -> bool:
        return bool(self.said)

    @property
    def hint(self) -> str:
        """How to answer, in a sentence."""
        limit = self.question.at_most
        match self.question.kind:
            case QuestionKind.MULTIPLE if limit:
                return _("%(limit)d個まで選べます。") % {"limit": limit}
            case QuestionKind.MULTIPLE:
                return _("いくつでも選べます。")
            case QuestionKind.TEXT:
                return _("ひとことでも。名前や電話番号は書かないでください。")
            case _kind:
                return ""


class Answering:
    """The questions of some people with what was answered so far. No query."""

    def __init__(self, rows: Sequence[QuestionRow], questionnaire: Questionnaire, audience: str) -> None:
        self._helps = {row.code: row.help for row in rows}
        self._whole, self._audience = questionnaire, audience
        self.questions = questionnaire.of(audience)
        self.numbers = {question.code: number for number, question in enumerate(self.questions, start=1)}

    def asked(self, answers: Mapping[str, Any]) -> tuple[Question, ...]:
        """What somebody who answers so is asked. Never raises, whatever stands in the answers."""
        fitting = check_answers(self._whole, self._audience, answers, text_limit=TEXT_LIMIT).answers
        return asked(self._whole, self._audience, fitting)

    def pages(self, answers: Mapping[str, Any]) -> list[int]:
        """The pages that have a question for these people, as they answered so far."""
        return list(dict.fromkeys(question.page for question in self.asked(answers)))

    def read(self, sent: QueryDict, before: Mapping[str, Any]) -> dict[str, Any]:
        """The answers with what came from a page put in: of the questions that it showed, alone."""
        answers = dict(before)
        shown = set(sent.getlist("shown"))
        for question in self.questions:
            if question.code in shown:
                for key in (question.code, words_key(question.code)):
                    answers.pop(key, None)
                answers |= _read(question, sent)
        return answers

    def faults(self, answers: Mapping[str, Any], page: int | None = None) -> dict[str, list[AnswerFault]]:
        """What does not fit, by question; of one page or of all. What is not asked any more is no fault."""
        found: dict[str, list[AnswerFault]] = {}
        for fault in check_answers(self._whole, self._audience, answers, text_limit=TEXT_LIMIT).faults:
            question = self._whole.by_code.get(fault.question)
            if fault.code in FAULT_WORDS and question is not None and page in (None, question.page):
                found.setdefault(fault.question, []).append(fault)
        return found

    def fitting(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Answers to send: those to questions that are asked; faulty ones are left in, so that they are refused."""
        codes = {question.code for question in self.asked(answers)}
        return {key: value for key, value in answers.items() if key.split(".")[0] in codes}

    def shown(
        self, answers: Mapping[str, Any], faults: Mapping[str, Sequence[AnswerFault]], page: int | None = None
    ) -> list[Shown]:
        """The questions of a page, those among them that wait for an answer above; or all that are asked."""
        codes = {question.code for question in self.asked(answers)}
        chosen = [
            question
            for question in self.questions
            if (question.page == page and (question.code in codes or self._may_open(question, answers, codes)))
            or (page is None and question.code in codes)
        ]
        return [self._shown(one, answers, faults.get(one.code, ()), one.code in codes) for one in chosen]

    def _may_open(self, question: Question, answers: Mapping[str, Any], codes: Collection[str]) -> bool:
        """Whether an answer on its own page is all that keeps it closed."""
        here = {one.code for one in self.questions if one.page == question.page}
        before = [one for one in question.only_if if one.question not in here]
        return len(before) < len(question.only_if) and all(
            one.question in codes and not one.options.isdisjoint(_chosen(answers.get(one.question))) for one in before
        )

    def conditions(self, question: Question) -> list[tuple[str, str]]:
        """What opens it on its own page, for a script: names of fields with the values one of which it takes."""
        here = {one.code for one in self.questions if one.page == question.page}
        told = [one for one in question.only_if if one.question in here]
        return [(f"a_{one.question}", " ".join(sorted(one.options))) for one in told]

    def _shown(
        self, question: Question, answers: Mapping[str, Any], faults: Sequence[AnswerFault], is_asked: bool
    ) -> Shown:
        value = answers.get(question.code)
        words = answers.get(words_key(question.code), "")
        return Shown(
            question=question,
            help=self._helps.get(question.code, ""),
            number=self.numbers[question.code],
            choices=_choices(question, value, words if isinstance(words, str) else ""),
            lines=_lines(question, value),
            value=value if isinstance(value, str) else "",
            faults=[_told(question, fault) for fault in faults],
            is_waiting=not is_asked,
            conditions=self.conditions(question),
            said=said(question, answers),
        )


def said(question: Question, answers: Mapping[str, Any]) -> list[str]:
    """An answer as a person reads it, line by line; nothing where there is none."""
    value, words = answers.get(question.code), answers.get(words_key(question.code))
    labels = {option.code: option.label for option in question.options}

    def label(code: Any) -> str:
        told = labels.get(code, str(code)) if isinstance(code, str) else str(code)
        beside = code in question.by_code and question.by_code[code].asks_words
        return _("%(option)s（%(words)s）") % {"option": told, "words": words} if beside and words else told

    match question.kind:
        case QuestionKind.MATRIX if isinstance(value, Mapping):
            rows = {row.code: row.label for row in question.rows}
            return [f"{rows.get(row, row)}：{label(code)}" for row, code in value.items()]
        case QuestionKind.RANKING if isinstance(value, list):
            return [_("%(place)d番目：%(option)s") % {"place": at, "option": label(one)} for at, one in _places(value)]
        case QuestionKind.NUMBER if value:
            return [f"{value}{question.unit}"]
        case QuestionKind.TEXT if value:
            return [str(value)]
    if isinstance(value, list):
        return [label(one) for one in value]
    return [label(value)] if value else []


def code_typed(typed: str) -> str:
    """A personal code as somebody typed it (full width, capitals, any dashes and blanks) as it was given out."""
    plain = normalize("NFKC", typed[:CODE_LETTERS_AT_MOST]).lower()
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())


def _chosen(value: Any) -> list[Any]:
    return [value] if isinstance(value, str) else value if isinstance(value, list) else []


def _places(value: Sequence[Any]) -> list[tuple[int, Any]]:
    return list(enumerate(value, start=1))


def _read(question: Question, sent: QueryDict) -> dict[str, Any]:
    name = f"a_{question.code}"
    found: dict[str, Any] = {}
    match question.kind:
        case QuestionKind.MULTIPLE:
            found[question.code] = [one for one in map(_plain, sent.getlist(name)) if one]
        case QuestionKind.MATRIX:
            chosen = {row.code: _plain(sent.get(f"{name}__{row.code}", "")) for row in question.rows}
            found[question.code] = {row: code for row, code in chosen.items() if code}
        case QuestionKind.RANKING:
            places = range(1, _n_places(question) + 1)
            found[question.code] = [one for at in places if (one := _plain(sent.get(f"{name}__{at}", "")))]
        case QuestionKind.TEXT | QuestionKind.NUMBER:
            found[question.code] = _words(sent.get(name, ""))
        case _kind:
            found[question.code] = _plain(sent.get(name, ""))
    words = _words(sent.get(f"{name}__words", ""))
    if words.strip():
        found[words_key(question.code)] = words
        _tick(question, found)
    return {key: value for key, value in found.items() if value}


def _tick(question: Question, found: dict[str, Any]) -> None:
    """Words typed beside an option choose it, unless something else was chosen that excludes it."""
    beside = next((option.code for option in question.options if option.asks_words), None)
    value = found.get(question.code)
    if beside is None:
        return
    if isinstance(value, list) and beside not in value:
        value.append(beside)
    elif not value:
        found[question.code] = beside


def _plain(typed: str) -> str:
    code = _words(typed).strip()[:CODE_LETTERS_AT_MOST]
    return "" if code == NO_ANSWER else code


def _words(typed: str) -> str:
    """Without characters that nobody sees: a database would refuse them."""
    return "".join(letter for letter in typed if letter in "\n\r\t" or not is_control(letter))


def _n_places(question: Question) -> int:
    return min(question.at_most or RANKED_AT_MOST, len(question.options))


def _choices(question: Question, value: Any, words: str) -> list[Choice]:
    if question.kind in (QuestionKind.MATRIX, QuestionKind.RANKING, QuestionKind.NUMBER, QuestionKind.TEXT):
        return []
    name = f"a_{question.code}"
    chosen = _chosen(value)
    return [
        Choice(
            option,
            name,
            f"{name}-{option.code}",
            option.code in chosen,
            f"{name}__words" if option.asks_words else "",
            words if option.asks_words else "",
        )
        for option in question.options
    ]


def _lines(question: Question, value: Any) -> list[Line]:
    if question.kind is QuestionKind.MATRIX:
        given = value if isinstance(value, Mapping) else {}
        return [_line(question, row, given.get(row.code)) for row in question.rows]
    if question.kind is QuestionKind.RANKING:
        order = value if isinstance(value, list) else []
        return [
            _place(question, at, order[at - 1] if at <= len(order) else None)
            for at in range(1, _n_places(question) + 1)
        ]
    return []


def _line(question: Question, row: Row, chosen: Any) -> Line:
    name = f"a_{question.code}__{row.code}"
    choices = [Choice(option, name, f"{name}-{option.code}", option.code == chosen) for option in question.options]
    return Line(row.label, name, name, choices, bool(chosen))


def _place(question: Question, at: int, chosen: Any) -> Line:
    name = f"a_{question.code}__{at}"
    choices = [Choice(option, name, "", option.code == chosen) for option in question.options]
    return Line(_("%(place)d番目") % {"place": at}, name, name, choices, bool(chosen))


def _told(question: Question, fault: AnswerFault) -> str:
    params = dict(fault.params)
    option = params.get("option")
    if isinstance(option, str) and option in question.by_code:
        params["option"] = question.by_code[option].label
    return str(FAULT_WORDS[fault.code]).format(**params)
