"""Forms on gates."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from jukugi.apps.processes.enums import gate_conditions
from jukugi.apps.processes.forms.fields import DayField, TextField, reason_field
from jukugi.apps.processes.models import Gate, Phase, Process


class GateForm(forms.Form):
    """What must be there before a phase."""

    phase = forms.ModelChoiceField(
        label=_("どの期間の前か"),
        queryset=Phase.objects.none(),
        empty_label=_("選んでください"),
        error_messages={"required": _("期間を選んでください。"), "invalid_choice": _("一覧から選んでください。")},
    )
    title = TextField(label=_("関門の名前"), max_length=80, help_text=_("例：素案を公表する前に"))
    note = TextField(label=_("説明"), rows=2, max_length=2000, required=False)
    kinds = forms.MultipleChoiceField(
        label=_("記録から数えて確かめること"), required=False, widget=forms.CheckboxSelectMultiple
    )
    by_hand = TextField(
        label=_("担当者が確かめること"),
        rows=4,
        max_length=2000,
        required=False,
        help_text=_("一行に一つ。例：素案の文書がある"),
    )
    holds = forms.BooleanField(
        label=_("通るまで、その期間の受付を開かない"),
        required=False,
        initial=True,
        help_text=_("外すと、確かめるだけになります。"),
    )

    def __init__(self, *args: Any, process: Process, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["phase"].queryset = process.phases.all()  # type: ignore[attr-defined]
        self.fields["kinds"].choices = [(name, kind.words) for name, kind in gate_conditions.items()]  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "by_hand": self.cleaned_data["by_hand"].splitlines()}


def shown_gate(gate: Gate) -> dict[str, Any]:
    """A gate as its form opens."""
    conditions = list(gate.conditions.all())
    return {
        "phase": gate.phase_id,
        "title": gate.title,
        "note": gate.note,
        "holds": gate.holds,
        "kinds": [one.kind for one in conditions if one.kind],
        "by_hand": "\n".join(one.title for one in conditions if one.title),
    }


class TickForm(forms.Form):
    met_on = DayField(label=_("そろった日"), required=False, help_text=_("まだなら空のままにします。"))
    evidence = TextField(
        label=_("何で確かめられるか"),
        rows=2,
        max_length=2000,
        required=False,
        help_text=_("例：第3回文教委員会の資料2。市民も読みます。"),
    )
    url = TextField(
        label=_("確かめられる所のアドレス"),
        max_length=400,
        required=False,
        validators=[URLValidator(["http", "https"], message=_("https:// から始まるアドレスを書いてください。"))],
    )


class PassForm(forms.Form):
    reason = reason_field(
        _("ひとこと、または残して通す理由"),
        required=False,
        help_text=_("そろわないものを残して通すときは、必ず書きます。市民がそのまま読みます。"),
    )
