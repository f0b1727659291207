"""A table of finished sheets: the file, and which column is what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from jukugi.apps.surveys.actions import SheetMeaning
from jukugi.apps.surveys.actions.keying import PAPER
from jukugi.apps.surveys.models import Audience
from jukugi.core.questionnaire import Questionnaire
from jukugi.core.questionnaire.columns import Column, Meaning, guess_columns
from jukugi.kit.pages import fields


class SheetsFileForm(forms.Form):
    """A table from the officer's machine; what it must be, the action says."""

    audience = forms.ModelChoiceField(
        label=_("だれの回答か"),
        queryset=Audience.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("選ばれていません。一つ選んでください。"),
            "invalid_choice": _("選ばれたものが一覧にありません。選び直してください。"),
        },
    )
    channel = fields.choice(_("届いた手段"), [(one.value, one.label) for one in PAPER])
    file = forms.FileField(
        label=_("表のファイル"),
        help_text=_("CSV、TSV、Excelブック（.xlsx）。16 MB、50,000行まで。一行目は見出し、二行目から一行に一枚。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xlsm"}),
        max_length=200,
        error_messages={
            "required": _("ファイルが選ばれていません。表のファイルを選んでください。"),
            "missing": _("ファイルが届きませんでした。もう一度選んでください。"),
            "invalid": _("ファイルが届きませんでした。もう一度選んでください。"),
            "empty": _("ファイルに何も書かれていません。一行目に見出し、二行目から回答を書いた表を選んでください。"),
            "max_length": _("ファイルの名前が長すぎます。200字までに縮めてください。"),
        },
    )

    def __init__(self, *args: Any, audiences: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "audience", audiences)


class SheetColumnsForm(forms.Form):
    """What each column of the table is. Columns are named by their places, from 0."""

    day = fields.day(_("受付日の列がない、または空の行の受付日"))

    def __init__(
        self,
        *args: Any,
        header: Sequence[str],
        questionnaire: Questionnaire,
        audience: str,
        meaning: SheetMeaning | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.header = header
        known = meaning.read if meaning is not None else guess_columns(header, questionnaire, audience)
        choices = _choices(questionnaire, audience)
        if meaning is not None:
            self.fields["day"].initial = meaning.day
        for place, name in enumerate(header):
            self.fields[f"column{place}"] = fields.choice(
                name or now_("（見出しなし）"), choices, is_needed=False, initial=str(known.get(name, ""))
            )

    @property
    def rows(self) -> list[forms.BoundField]:
        return [self[f"column{place}"] for place in range(len(self.header))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        used: dict[str, str] = {}
        for place, name in enumerate(self.header):
            chosen = cleaned.get(f"column{place}")
            if chosen and used.setdefault(chosen, name) != name:
                words = now_("「%(other)s」の列と同じものが選ばれています。どちらかを空にしてください。")
                self.add_error(f"column{place}", words % {"other": used[chosen]})
        asks = [kept for kept in used if Column.read(kept).meaning not in (Meaning.NUMBER, Meaning.DAY)]
        if not asks:
            self.add_error(None, now_("設問の列が一つも選ばれていません。問いに当たる列を選んでください。"))
        has_day = any(Column.read(kept).meaning is Meaning.DAY for kept in used)
        if not has_day and not cleaned.get("day") and "day" not in self.errors:
            self.add_error("day", now_("受付日の列を選ぶか、ここに日を入れてください。"))
        return cleaned

    @property
    def meaning(self) -> SheetMeaning:
        given = self.cleaned_data
        chosen = {name: given[f"column{n}"] for n, name in enumerate(self.header) if given[f"column{n}"]}
        return SheetMeaning(chosen, given["day"].isoformat() if given["day"] else "")


def _choices(questionnaire: Questionnaire, audience: str) -> list[tuple[str, Any]]:
    choices: list[tuple[str, Any]] = [
        ("", now_("使わない")),
        (str(Column(Meaning.NUMBER)), now_("番号（一枚に一つ）")),
        (str(Column(Meaning.DAY)), now_("受付日")),
    ]
    for number, question in enumerate(questionnaire.of(audience), start=1):
        inner: list[tuple[str, str]] = []
        if question.rows:
            inner += [
                (str(Column(Meaning.ROW, question.code, row.code)), f"問{number}_{place}　{row.label}")
                for place, row in enumerate(question.rows, start=1)
            ]
        else:
            inner.append((str(Column(Meaning.ANSWER, question.code)), f"問{number}　{question.label}"))
        if question.kind == "multiple":
            inner += [
                (str(Column(Meaning.OPTION, question.code, option.code)), f"問{number}_{place}　{option.label}に印")
                for place, option in enumerate(question.options, start=1)
            ]
        if any(option.asks_words for option in question.options):
            inner.append((str(Column(Meaning.WORDS, question.code)), now_("問%(n)dのことばの欄") % {"n": number}))
        choices.append((f"問{number}　{question.label}", inner))
    return choices
