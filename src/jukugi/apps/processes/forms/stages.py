"""Forms on single stages: what they say, their dates, wards at another time."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.processes.actions import PhaseWords, StageWords
from jukugi.apps.processes.enums import Lane, Precision, phase_kinds
from jukugi.apps.processes.forms.fields import DayField, TextField, reason_field
from jukugi.apps.processes.models import Milestone, Phase, Process
from jukugi.apps.processes.queries.slips import key_of
from jukugi.apps.processes.shifting import Amount, Piece
from jukugi.apps.processes.spans import last_day, midnight

Stage = Phase | Milestone


class StageForm(forms.Form):
    """What is said of a stage, whichever it is."""

    title = TextField(label=_("名前"), max_length=80)
    lane = forms.ChoiceField(label=_("流れ"), choices=Lane.choices)
    starts_on = DayField(label=_("日"))
    precision = forms.ChoiceField(
        label=_("どこまで決まっているか"),
        choices=Precision.choices,
        initial=Precision.MONTH,
        help_text=_("月までしか決まっていなければ「月」に。市民には、決まっているところまでを示します。"),
    )
    before = forms.MultipleChoiceField(
        label=_("先に終わること"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("ここで選んだものがずれると、これも動かす案が出ます。"),
    )
    note = TextField(label=_("説明"), rows=3, max_length=2000, required=False)
    source = TextField(label=_("出典"), rows=2, max_length=2000, required=False, help_text=_("一行に一つ。"))
    rename_reason = reason_field(
        _("名前を変える理由"),
        required=False,
        help_text=_("公開したあとに名前を変えるときだけ書きます。市民が読みます。"),
    )

    def __init__(self, *args: Any, process: Process, stage: Stage | None, others: list[Stage], **options: Any) -> None:
        super().__init__(*args, **options)
        self.others = {key_of(other): other for other in others}
        self.fields["before"].choices = [(key, other.title) for key, other in self.others.items()]  # type: ignore[attr-defined]
        if not others:
            del self.fields["before"]
        if stage is None or process.is_draft:
            del self.fields["rename_reason"]
        if stage is not None and not process.is_draft:
            for name in ("starts_on", "ends_on"):
                if name in self.fields:
                    self.fields[name].help_text = _("公開した日付は、「予定をずらす」で理由を書いて動かします。")

    @property
    def _said(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "lane": given["lane"],
            "title": given["title"],
            "precision": given["precision"],
            "note": given["note"],
            "source": given["source"],
            "before": tuple(self.others[key] for key in given.get("before", ())),
            "rename_reason": given.get("rename_reason", ""),
        }


class MilestoneForm(StageForm):
    field_order = ["title", "lane", "starts_on", "precision", "before"]

    @property
    def values(self) -> dict[str, Any]:
        return {"words": StageWords(**self._said), "on": self.cleaned_data["starts_on"]}


class PhaseForm(StageForm):
    field_order = ["title", "lane", "starts_on", "ends_on", "precision", "opens", "min_days", "before"]
    ends_on = DayField(label=_("最後の日"), help_text=_("この日の終わりまでです。"))
    opens = forms.MultipleChoiceField(
        label=_("この期間に受け付けること"), required=False, widget=forms.CheckboxSelectMultiple
    )
    min_days = forms.IntegerField(
        label=_("最低の日数"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=_("パブリックコメントの30日など。短くなると、予定をずらすときに知らせます。"),
    )
    headline = TextField(
        label=_("ホームの見出し"),
        max_length=80,
        required=False,
        help_text=_("この期間のあいだ、ホームに出る一文です。"),
    )
    lead = TextField(label=_("見出しの下の一文"), max_length=200, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["opens"].choices = [(name, words) for name, words in phase_kinds.items()]  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        words = PhaseWords(
            **self._said,
            headline=given["headline"],
            lead=given["lead"],
            min_days=given["min_days"],
            opens=frozenset(given["opens"]),
        )
        return {
            "words": words,
            "opens_at": midnight(given["starts_on"]),
            "closes_at": midnight(given["ends_on"] + timedelta(days=1)),
        }


def shown_stage(stage: Stage, before: list[Stage]) -> dict[str, Any]:
    """A stage as its form opens."""
    common = {name: getattr(stage, name) for name in ("title", "lane", "precision", "note", "source")}
    common["before"] = [key_of(one) for one in before]
    if isinstance(stage, Milestone):
        return {**common, "starts_on": stage.on}
    return {
        **common,
        "starts_on": timezone.localdate(stage.opens_at),
        "ends_on": last_day(stage.closes_at),
        "opens": [opening.kind for opening in stage.openings.all()],
        "min_days": stage.min_days,
        "headline": stage.headline,
        "lead": stage.lead,
    }


class ActualForm(forms.Form):
    began_on = DayField(label=_("実際の日、または始まりの日"), required=False)
    ended_on = DayField(label=_("最後の日"), required=False, help_text=_("一日だけなら空のままに。"))
    precision = forms.ChoiceField(label=_("どこまで分かっているか"), choices=Precision.choices, initial=Precision.DAY)


class ShiftForm(forms.Form):
    """How far to move one thing: by months, or to new days."""

    months = forms.IntegerField(
        label=_("何か月うしろへ"),
        required=False,
        min_value=-36,
        max_value=36,
        help_text=_("2か月あとなら 2、1か月前なら -1。書くと、下の日付より優先します。"),
    )
    starts_on = DayField(label=_("新しい始まりの日"), required=False)
    ends_on = DayField(label=_("新しい最後の日"), required=False)
    precision = forms.ChoiceField(label=_("どこまで決まっているか"), choices=Precision.choices)
    reason = reason_field(_("ずらす理由"))

    def __init__(self, *args: Any, piece: Piece, **options: Any) -> None:
        super().__init__(*args, **options)
        self.piece = piece
        if piece.is_moment:
            del self.fields["ends_on"]
            self.fields["starts_on"].label = _("新しい日")

    @property
    def dates(self) -> tuple[datetime, datetime]:
        """The new period, half-open."""
        given, piece = self.cleaned_data, self.piece
        if given["months"]:
            far = Amount(months=given["months"])
            return far.applied(piece.begins), far.applied(piece.ends)
        begins = midnight(given["starts_on"]) if given["starts_on"] else piece.begins
        if piece.is_moment:
            return begins, begins
        return begins, midnight(given["ends_on"] + timedelta(days=1)) if given["ends_on"] else piece.ends


class WardExceptionForm(forms.Form):
    ward = forms.ModelChoiceField(
        label=_("区"),
        queryset=Area.objects.wards(),
        empty_label=_("選んでください"),
        error_messages={"required": _("区を選んでください。"), "invalid_choice": _("その区は選べません。")},
    )
    starts_on = DayField(label=_("この区での始まりの日"))
    ends_on = DayField(label=_("この区での最後の日"))
    reason = reason_field(_("区で時期を変える理由"))

    def __init__(self, *args: Any, wards: frozenset[int | None], **options: Any) -> None:
        super().__init__(*args, **options)
        if None not in wards:
            own = [ward for ward in wards if ward is not None]
            self.fields["ward"].queryset = Area.objects.wards().filter(pk__in=own)  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "ward": given["ward"],
            "opens_at": midnight(given["starts_on"]),
            "closes_at": midnight(given["ends_on"] + timedelta(days=1)),
            "reason": given["reason"],
        }
