from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.actions import Meaning
from jukugi.apps.opinions.actions.import_columns import guessed_columns
from jukugi.apps.opinions.actions.import_values import Faulty, read_received
from jukugi.apps.opinions.enums import ImportField
from jukugi.apps.opinions.forms.staff import PLACE_LIMIT, TOO_LONG, CallChoice, LineField
from jukugi.apps.opinions.models import Call
from jukugi.apps.opinions.queries.imports import fault_words

SERIES_LIMIT = 60
# Things that can be the same in the whole file.
FIXABLE = (ImportField.DAY, ImportField.CHANNEL, ImportField.WARD, ImportField.PLACE)
HINTS = {
    ImportField.WORDS: _("一字一句、そのまま取り込みます。"),
    ImportField.NUMBER: _("一行に一つの番号。あると、同じ表や続きの表をもう一度取り込んでも重なりません。"),
    ImportField.DAY: _("届いた日。2026-11-03、令和8年11月3日などと書かれた列。"),
    ImportField.CHANNEL: _("ウェブ、意見カード、FAX、郵送、会場、電話などと書かれた列。"),
    ImportField.WARD: _("書いた人の区。空の行は「書かれていない」になります。"),
    ImportField.PLACE: _("集めた会場や回収箱。人の名前や住所の列は選びません。"),
    ImportField.AGE_BAND: _("「30代」「30〜39歳」や年齢の列。合計にだけ使います。"),
}


class FileForm(forms.Form):
    """A table from the officer's machine; what it must be, the action says."""

    file = forms.FileField(
        label=_("表のファイル"),
        help_text=_("CSV、TSV、Excelブック（.xlsx）。16 MB、50,000行まで。一行目は見出し。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xlsm"}),
        max_length=200,
        error_messages={
            "required": _("ファイルが選ばれていません。表のファイルを選んでください。"),
            "missing": _("ファイルが届きませんでした。もう一度選んでください。"),
            "invalid": _("ファイルが届きませんでした。もう一度選んでください。"),
            "empty": _("ファイルに何も書かれていません。一行目に見出し、二行目から意見を書いた表を選んでください。"),
            "max_length": _("ファイルの名前が長すぎます。200字までに縮めてください。"),
        },
    )

    call = CallChoice(label=_("募集"), help_text=_("表の全部が、一つの催しや会議に届いたものなら選びます。"))

    def __init__(self, *args: Any, calls: QuerySet[Call], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["call"].queryset = calls.select_related("ward")  # type: ignore[attr-defined]


class ColumnsForm(forms.Form):
    """Which column is what, and what is the same in the whole file. Columns are named by their places, from 0."""

    series = LineField(
        label=_("番号の出どころ"),
        help_text=_("どちらも1から番号を付けた二つの調べを取り込むときだけ。続きの表には、同じ名前を付けます。"),
        required=False,
        max_length=SERIES_LIMIT,
        error_messages=TOO_LONG,
    )
    fixed_day = forms.DateField(
        label=_("すべて同じ日なら"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("日付として読めません。2026-11-24 のように書いてください。")},
    )
    fixed_channel = forms.ChoiceField(
        label=_("すべて同じ手段なら"), choices=[("", _("列のとおり")), *Channel.choices], required=False
    )
    fixed_ward = forms.ChoiceField(label=_("すべて同じ区なら"), required=False)
    fixed_place = LineField(
        label=_("すべて同じ場所なら"), required=False, max_length=PLACE_LIMIT, error_messages=TOO_LONG
    )

    def __init__(
        self,
        data: Any = None,
        *,
        header: Sequence[str],
        wards: Iterable[Area],
        speaks_for_all: bool,
        meaning: Meaning | None = None,
    ) -> None:
        """``wards`` are those that may be chosen; ``meaning`` is what was chosen before, else headings are guessed."""
        self._header, self._speaks_for_all = header, speaks_for_all
        before = meaning or Meaning(guessed_columns(header))
        super().__init__(data, initial=self._initial(before))
        choices = [("", _t("この表にない")), *((str(place), name) for place, name in enumerate(header))]
        for name in ImportField:
            self.fields[f"column_{name}"] = forms.ChoiceField(
                label=f"{name.label}", help_text=HINTS[name], choices=choices, required=name == ImportField.WORDS
            )
            self.fields[f"column_{name}"].error_messages |= {
                "required": _t("どの列に意見が書かれているかを選んでください。"),
                "invalid_choice": _t("その列は、この表にありません。選び直してください。"),
            }
        mine = list(wards)
        self.fields["fixed_ward"].choices = [("", _t("列のとおり")), *((ward.code, ward.name) for ward in mine)]  # type: ignore[attr-defined]
        if not speaks_for_all and len(mine) == 1 and ImportField.WARD not in before.columns:
            self.initial.setdefault("fixed_ward", mine[0].code)

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        """For each thing the choice of its column, and the field for what is the same in all rows, or None."""
        return [(self[f"column_{name}"], self[f"fixed_{name}"] if name in FIXABLE else None) for name in ImportField]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        used: dict[str, str] = {}
        for name in ImportField:
            column = cleaned.get(f"column_{name}")
            if column and used.setdefault(column, name) != name:
                other = ImportField(used[column]).label
                self.add_error(
                    f"column_{name}", _t("「%(other)s」と同じ列です。別の列を選んでください。") % {"other": other}
                )
            if column and cleaned.get(f"fixed_{name}"):
                self.add_error(
                    f"fixed_{name}", _t("列も選ばれています。列か、すべて同じ値か、どちらか一つにしてください。")
                )
        self._need(cleaned, ImportField.DAY, _t("届いた日の列を選ぶか、すべて同じ日を入れてください。"))
        self._need(cleaned, ImportField.CHANNEL, _t("手段の列を選ぶか、すべて同じ手段を選んでください。"))
        if not self._speaks_for_all:
            self._need(cleaned, ImportField.WARD, _t("区の列を選ぶか、受け持ちの区を選んでください。"))
        return cleaned

    def check_day(self, periods: list[tuple[datetime, datetime]], *, now: datetime) -> None:
        """Tell at once that the one day of all rows cannot be."""
        day = self.cleaned_data.get("fixed_day")
        if day is None:
            return
        try:
            read_received(day.isoformat(), periods, now=now)
        except Faulty as faulty:
            what, todo = fault_words(faulty.code, faulty.params)
            self.add_error("fixed_day", _t("%(what)s。%(todo)sと取り込めます。") % {"what": what, "todo": todo})

    def meaning(self) -> Meaning:
        """What was chosen."""
        said = self.cleaned_data
        columns = {str(n): self._header[int(said[f"column_{n}"])] for n in ImportField if said[f"column_{n}"]}
        fixed = {str(n): _plain(said[f"fixed_{n}"]) for n in FIXABLE if said[f"fixed_{n}"]}
        return Meaning(columns, fixed, said["series"])

    def _need(self, cleaned: dict[str, Any], name: ImportField, words: str) -> None:
        names = (f"column_{name}", f"fixed_{name}")
        if not any(cleaned.get(n) for n in names) and not any(n in self.errors for n in names):
            self.add_error(names[0], words)

    def _initial(self, meaning: Meaning) -> dict[str, str]:
        places = {name: str(place) for place, name in enumerate(self._header)}
        chosen = {f"column_{name}": places[column] for name, column in meaning.columns.items() if column in places}
        return {**chosen, **{f"fixed_{name}": value for name, value in meaning.fixed.items()}, "series": meaning.series}


def _plain(value: str | date) -> str:
    return value.isoformat() if isinstance(value, date) else value
