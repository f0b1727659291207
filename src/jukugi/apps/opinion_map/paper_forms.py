"""Forms of the staff's pages of sheets of paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from jukugi.apps.opinion_map.enums import Choice
from jukugi.apps.opinion_map.models import Statement
from jukugi.apps.opinion_map.policies import SHEETS_AT_MOST
from jukugi.core.text import one_line
from jukugi.kit.receipts import NotAReceiptNumber, read_number

PLACE_LIMIT = 80
BLANK = "blank"
# As on the keyboard: 1, 2, 3 in the order of the boxes on the paper, 0 for none of them.
MARKS = [("1", Choice.AGREE.word), ("2", Choice.DISAGREE.word), ("3", Choice.PASS.word), ("0", BLANK)]
LABELS = {**{choice.word: choice.label for choice in Choice}, BLANK: _("空欄")}


class SheetsForm(forms.Form):
    """How many sheets to print, and where they are handed out."""

    count = forms.IntegerField(
        label=_("枚数"),
        help_text=_("一人一枚です。一度に200枚まで。"),
        min_value=1,
        max_value=SHEETS_AT_MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("枚数がありません。1から200までの数を入れてください。"),
            "invalid": _("枚数として読めません。1から200までの数を入れてください。"),
            "min_value": _("枚数は1枚からです。1から200までの数を入れてください。"),
            "max_value": _("一度に印刷できるのは200枚までです。何度かに分けて印刷してください。"),
        },
    )
    place = forms.CharField(
        label=_("配る場所"),
        help_text=_("例：多摩区役所の説明会。人の名前は書きません。"),
        required=False,
        max_length=PLACE_LIMIT,
        error_messages={"max_length": _("%(show_value)d字あります。%(limit_value)d字までに縮めてください。")},
    )

    def clean_place(self) -> str:
        return one_line(self.cleaned_data["place"])


class NumberForm(forms.Form):
    """The number of a sheet, as typed from the paper."""

    number = forms.CharField(
        label=_("用紙の受付番号"),
        help_text=_("用紙の右上にある9けたの数字。線（-）は入れなくてもかまいません。"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "autofocus": True}),
        error_messages={
            "required": _("受付番号がありません。用紙の右上の9けたの数字を入れてください。"),
            "max_length": _("番号が長すぎます。用紙の右上の9けたの数字を入れてください。"),
        },
    )

    def clean_number(self) -> str:
        try:
            return read_number(self.cleaned_data["number"])
        except NotAReceiptNumber:
            raise forms.ValidationError(
                _("この番号は、どの用紙の番号でもありません。9けたの数字を、紙を見てもう一度打ち込んでください。")
            ) from None


@dataclass(frozen=True)
class Mark:
    """One box of a statement: the key that ticks it, its id, its word and label, whether it is ticked."""

    key: str
    id: str
    value: str
    label: Any
    is_ticked: bool


@dataclass(frozen=True)
class Row:
    """A statement to read off the paper: its place there from 1, its field and boxes."""

    place: int
    statement: Statement
    bound: BoundField
    marks: tuple[Mark, ...]


class ReadingForm(forms.Form):
    """What is ticked for each of some statements; nothing may be passed over, a blank one is said to be blank."""

    def __init__(self, data: QueryDict | None = None, *, statements: Sequence[tuple[int, Statement]]) -> None:
        """``statements``: place on the sheet from 1, and the statement."""
        super().__init__(data)
        self.statements = statements
        for place, statement in statements:
            asked = {"place": place}
            self.fields[_name(statement)] = forms.ChoiceField(
                label=_("%(place)d番") % asked,
                choices=[(word, LABELS[word]) for _key, word in MARKS],
                error_messages={
                    "required": _("%(place)d番の答えがありません。紙で空欄なら「空欄」を選んでください。") % asked,
                    "invalid_choice": _("%(place)d番の答えが読めません。四つのどれかを選び直してください。") % asked,
                },
            )

    def rows(self) -> list[Row]:
        return [self._row(place, statement) for place, statement in self.statements]

    def answers(self) -> dict[int, Choice]:
        """Key of a statement → choice; blank ones are left out. Of a form that is valid."""
        choices = {choice.word: choice for choice in Choice}
        read = {statement.pk: self.cleaned_data[_name(statement)] for _place, statement in self.statements}
        return {key: choices[word] for key, word in read.items() if word != BLANK}

    def _row(self, place: int, statement: Statement) -> Row:
        bound = self[_name(statement)]
        ticked = bound.value()
        marks = tuple(Mark(key, f"{bound.auto_id}-{word}", word, LABELS[word], ticked == word) for key, word in MARKS)
        return Row(place, statement, bound, marks)


def _name(statement: Statement) -> str:
    return f"s{statement.pk}"
