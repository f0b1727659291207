"""Typing in what stands on paper: one short field for each question, in the numbers that are printed there."""

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import normalize

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.surveys.actions import Keyed
from jukugi.apps.surveys.actions.keying import PAPER
from jukugi.apps.surveys.enums import Kind
from jukugi.apps.surveys.models import Audience, Question
from jukugi.core.questionnaire import AnswerFault, words_key
from jukugi.kit.pages import fields

FORM_KEY = re.compile(r"[A-Za-z0-9_-]{22}")
NOTHING = ("", "-", "0")
"""What is typed where nothing is marked."""
FAULT_WORDS = {
    "unknown_option": gettext_lazy("その番号の選択肢はありません。紙に刷られた番号を入れてください。"),
    "one_only": gettext_lazy("一つだけを選ぶ設問です。二つに印があるときは、空にしてください。"),
    "too_many": gettext_lazy(
        "選べる数（{at_most}）より多く入っています。紙で多く選ばれているときは、空にしてください。"
    ),
    "not_with_others": gettext_lazy("ほかといっしょに選べない選択肢が入っています。"),
    "twice": gettext_lazy("同じ番号が二度入っています。"),
    "not_a_number": gettext_lazy("数として読み取れません。"),
    "too_small": gettext_lazy("{least}より小さい数です。"),
    "too_large": gettext_lazy("{most}より大きい数です。"),
    "too_long": gettext_lazy("{limit:,}字より長くなっています。"),
    "words_alone": gettext_lazy("ことばの欄のある選択肢が選ばれていません。"),
    "unknown_row": gettext_lazy("その行はありません。"),
}


class NumberForm(forms.Form):
    """A sheet that came back without a number gets one; one with a number is found by it."""

    audience = forms.ModelChoiceField(
        label=gettext_lazy("だれの紙か"),
        queryset=Audience.objects.none(),
        empty_label=None,
        error_messages={"required": gettext_lazy("選ばれていません。一つ選んでください。")},
    )

    def __init__(self, *args: Any, audiences: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "audience", audiences)


class FindForm(forms.Form):
    """The number printed on the sheet."""

    number = fields.line(gettext_lazy("紙の番号"), gettext_lazy("右上に刷られた9けたの数字。"), is_needed=True)


class KeyingForm(forms.Form):
    """What stands on one sheet."""

    form_key = forms.CharField(widget=forms.HiddenInput, required=False)
    channel = fields.choice(
        gettext_lazy("届いた手段"), [(one.value, one.label) for one in PAPER], initial=Channel.POST.value
    )
    received_on = fields.day(gettext_lazy("受け取った日"), is_needed=True)

    def __init__(self, *args: Any, questions: Sequence[Question], **options: Any) -> None:
        super().__init__(*args, **options)
        self.questions = list(questions)
        self.fields["form_key"].initial = secrets.token_urlsafe(16)
        self.fields["received_on"].initial = timezone.localdate()
        for number, question in enumerate(self.questions, start=1):
            for name, label in _field_names(question, number):
                is_words = question.kind == Kind.TEXT
                self.fields[name] = (
                    fields.words(label, rows=3)
                    if is_words
                    else forms.CharField(label=label, required=False, max_length=400)
                )

    @property
    def rows(self) -> list[tuple[int, Question, list[forms.BoundField]]]:
        """Number, question and its fields, as on the paper."""
        return [
            (number, question, [self[name] for name, _label in _field_names(question, number)])
            for number, question in enumerate(self.questions, start=1)
        ]

    @property
    def keyed(self) -> Keyed:
        given = self.cleaned_data
        key = given["form_key"]
        return Keyed(
            answers=answers_of(self.questions, given),
            channel=Channel(given["channel"]),
            received_on=given["received_on"],
            form_key=key if FORM_KEY.fullmatch(key) else secrets.token_urlsafe(16),
        )

    def tell_faults(self, faults: Sequence[AnswerFault]) -> None:
        """Say at each field what does not fit."""
        for fault in faults:
            words = str(FAULT_WORDS.get(fault.code, _("この答えは、設問に合いません。"))).format(**fault.params)
            name = next((one for one in self.fields if one.split("__")[0] == f"a_{fault.question}"), None)
            self.add_error(name, words)


class SettlingForm(KeyingForm):
    """The same, filled with what both have, and empty where they differ."""


class CorrectingForm(KeyingForm):
    """The same for a sheet that is counted already, with the reason."""

    reason = fields.words(gettext_lazy("直す理由"), gettext_lazy("どこを、なぜ。"), rows=2, is_needed=True)


def _field_names(question: Question, number: int) -> list[tuple[str, str]]:
    """Fields of a question with their labels: one for each row of a matrix, one more for words beside an option."""
    if question.kind == Kind.MATRIX:
        return [(f"a_{question.code}__{row.code}", row.label) for row in question.rows.all()]
    names = [(f"a_{question.code}", _("問%(number)dの答え") % {"number": number})]
    if any(option.asks_words for option in question.options.all()):
        names.append((f"a_{question.code}__words", _("ことばの欄")))
    return names


def answers_of(questions: Sequence[Question], given: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed as answers: numbers of options as their codes. A number that no option has stays as it is, so that
    it is told."""
    answers: dict[str, Any] = {}
    for question in questions:
        codes = {str(place): option.code for place, option in enumerate(question.options.all(), start=1)}
        name = f"a_{question.code}"
        match question.kind:
            case Kind.MATRIX:
                typed = {row.code: _numbers(given.get(f"{name}__{row.code}", "")) for row in question.rows.all()}
                answers[question.code] = {
                    row: codes.get(numbers[0], numbers[0]) if len(numbers) == 1 else "、".join(numbers)
                    for row, numbers in typed.items()
                    if numbers
                }
            case Kind.NUMBER:
                answers[question.code] = str(given.get(name, "")).strip()
            case Kind.TEXT:
                answers[question.code] = str(given.get(name, ""))
            case _kind:
                answers[question.code] = [codes.get(one, one) for one in _numbers(given.get(name, ""))]
                answers[words_key(question.code)] = str(given.get(f"{name}__words", ""))
    return {code: value for code, value in answers.items() if value}


def typed_of(questions: Sequence[Question], answers: Mapping[str, Any]) -> dict[str, str]:
    """The reverse: what would have been typed for these answers."""
    typed: dict[str, str] = {}
    for question in questions:
        numbers = {option.code: str(place) for place, option in enumerate(question.options.all(), start=1)}
        name, value = f"a_{question.code}", answers.get(question.code)
        if isinstance(value, Mapping):
            typed |= {f"{name}__{row}": numbers.get(code, "") for row, code in value.items()}
        elif isinstance(value, str):
            typed[name] = numbers.get(value, value)
        elif value is not None:
            typed[name] = " ".join(numbers.get(code, "") for code in value)
        if words_key(question.code) in answers:
            typed[f"{name}__words"] = str(answers[words_key(question.code)])
    return typed


def _numbers(typed: Any) -> list[str]:
    """Numbers between commas or blanks, whatever their width."""
    parts = re.split(r"[\s,、，・/]+", normalize("NFKC", str(typed)).strip())
    return [part.lstrip("0") or part for part in parts if part not in NOTHING]
