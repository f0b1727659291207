"""Forms for what becomes of associations."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.organizations import queries
from jukugi.apps.organizations.forms.associations import NOT_IN_THE_LIST, WordsField
from jukugi.apps.organizations.forms.bodies import DayField
from jukugi.apps.organizations.models import Organization


class StepForm(forms.Form):
    """The day and the reason of a step that everybody may read."""

    on = DayField(label=_("いつから"), missing=_("日がありません。"))
    reason = WordsField(
        label=_("理由"),
        help_text=_("だれでも読めるところに載ります。人の名前は書かないでください。"),
        most=1000,
        rows=3,
        missing=_("理由が書かれていません。"),
    )

    def __init__(self, *args: Any, organization: Organization, today: date, **options: Any) -> None:
        options["initial"] = {"on": today}
        super().__init__(*args, **options)
        self.organization, self.today = organization, today


class RenameForm(StepForm):
    """A new name."""

    field_order = ["name", "on", "reason"]
    name = WordsField(label=_("新しい名前"), most=80, missing=_("新しい名前がありません。"))

    @property
    def values(self) -> dict[str, Any]:
        return {"organization": self.organization, **self.cleaned_data}


class DissolveForm(StepForm):
    """An end that nobody follows."""

    aftermath = WordsField(
        label=_("そのあと、この区域はどうなるか"),
        help_text=_("「となりの町会に入れます」「引き受ける団体は、まだありません」など。"),
        most=1000,
        required=False,
        rows=3,
    )

    @property
    def values(self) -> dict[str, Any]:
        return {"organization": self.organization, **self.cleaned_data}


class MergeForm(StepForm):
    """Becoming one: with others under a new name, or joining one that goes on."""

    field_order = ["others", "into", "name", "on", "reason"]
    others = forms.ModelMultipleChoiceField(
        label=_("いっしょに終わる団体"),
        help_text=_("この団体のほかに、一つになって終わる団体を選びます。"),
        queryset=Organization.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("その団体は選べません。一覧から選び直してください。")},
    )
    into = forms.ModelChoiceField(
        label=_("続いていく団体に加わるなら、その団体"),
        queryset=Organization.objects.none(),
        required=False,
        empty_label=_("新しい団体をつくる"),
        error_messages=NOT_IN_THE_LIST,
    )
    name = WordsField(label=_("新しい団体をつくるなら、その名前"), most=80, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        partners = queries.merge_partners(self.organization, day=self.today)
        for name in ("others", "into"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = partners

    @property
    def values(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return given | {"organizations": [self.organization, *given.pop("others")]}


class SplitForm(StepForm):
    """Becoming several."""

    field_order = ["names", "on", "reason"]
    names = WordsField(
        label=_("分かれたあとの団体の名前"),
        help_text=_("一行に一つずつ、二つ以上書きます。"),
        most=1000,
        rows=4,
        missing=_("分かれたあとの団体の名前がありません。"),
    )

    @property
    def values(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        names = [line for line in given.pop("names").splitlines() if line.strip()]
        return given | {"organization": self.organization, "names": names}
