from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.organizations import queries
from jukugi.apps.organizations.enums import MembershipRole, OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.permissions import OF_THE_WARD, Reach

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
OUT_OF_RANGE = _("1900年から2199年までの日を書いてください。")
NOTE_LIMIT = 2000


class DayField(forms.DateField):
    """A day as a browser's own field asks for it."""

    def __init__(self, *, missing: Any = "", **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%Y/%m/%d"],
            validators=[MinValueValidator(EARLIEST, OUT_OF_RANGE), MaxValueValidator(LATEST, OUT_OF_RANGE)],
            error_messages={
                "required": missing,
                "invalid": _("この日は読み取れません。2026年4月1日なら 2026-04-01 と書いてください。"),
            },
            **options,
        )


class PersonField(forms.ModelChoiceField):
    """A person who can sign in; the user name tells two of the same name apart."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=queries.people_to_choose(),
            empty_label=_("選んでください"),
            error_messages={
                "required": _("人が選ばれていません。一覧から選んでください。"),
                "invalid_choice": _(
                    "その人は一覧にいません。一覧から選ぶか、運用担当者にサインインをつくってもらってください。"
                ),
            },
            **options,
        )

    def label_from_instance(self, obj: Any) -> str:
        return _("%(name)s（%(username)s）") % {"name": obj.display_name, "username": obj.username}


class NameForm(forms.Form):
    """What is said of a body."""

    name = forms.CharField(
        label=_("名前"),
        help_text=_("名簿や看板に書かれているとおりに、80字までで書きます。"),
        max_length=80,
        error_messages={
            "required": _("名前がありません。"),
            "max_length": _("名前が%(show_value)d字あります。%(limit_value)d字までに縮めてください。"),
        },
    )
    note = forms.CharField(
        label=_("覚え書き"),
        help_text=_("何を受け持つか、連絡のしかたなど。職員だけが読みます。"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=NOTE_LIMIT,
        error_messages={"max_length": _("覚え書きが%(show_value)d字あります。%(limit_value)d字までに縮めてください。")},
    )
    source = forms.CharField(
        label=_("出典"),
        help_text=_("実在の団体なら、どの資料の何ページで読んだかを書きます。"),
        required=False,
        max_length=200,
        error_messages={"max_length": _("出典が%(show_value)d字あります。%(limit_value)d字までに縮めてください。")},
    )


class NewOrganizationForm(NameForm):
    """A new body, of the kinds and in the areas that the person may change."""

    field_order = ["kind", "name", "area", "note", "source"]
    kind = forms.ChoiceField(
        label=_("種類"),
        error_messages={
            "required": _("種類を選んでください。"),
            "invalid_choice": _("その種類は選べません。一覧から選んでください。"),
        },
    )
    area = forms.ModelChoiceField(
        label=_("区"),
        queryset=Area.objects.wards(),
        required=False,
        empty_label=_("全市"),
        error_messages={
            "required": _("区を選んでください。"),
            "invalid_choice": _("その区は選べません。一覧から選んでください。"),
        },
    )

    def __init__(self, *args: Any, reach: Reach, **options: Any) -> None:
        super().__init__(*args, **options)
        kind, area = self.fields["kind"], self.fields["area"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(area, forms.ModelChoiceField)
        if reach.is_whole_city:
            kind.choices = OrganizationKind.choices
        else:
            kind.choices = [(each.value, each.label) for each in OF_THE_WARD]
            area.queryset = Area.objects.wards().filter(pk__in=reach.wards)
            area.required, area.empty_label = True, None

    def clean_kind(self) -> OrganizationKind:
        return OrganizationKind(self.cleaned_data["kind"])


class EditOrganizationForm(NameForm):
    """A body that is there: correct it, or end it."""

    last_on = DayField(
        label=_("最後の日"),
        help_text=_("組織の見直しなどでなくなるときだけ書きます。記録は残ります。"),
        required=False,
    )

    @classmethod
    def of(cls, organization: Organization) -> "EditOrganizationForm":
        """The form as it opens."""
        shown = {name: getattr(organization, name) for name in ("name", "note", "source", "last_on")}
        return cls(initial=shown, organization=organization)

    def __init__(self, *args: Any, organization: Organization, **options: Any) -> None:
        super().__init__(*args, **options)
        self._ended_on = organization.ended_on
        if organization.is_of_neighbours:
            # An association ends by a step that tells what became of it.
            del self.fields["last_on"]

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes: the first day without the body instead of its last day."""
        if "last_on" not in self.fields:
            return self.cleaned_data | {"ended_on": self._ended_on}
        return _with_end(self.cleaned_data, "ended_on")


class MemberForm(forms.Form):
    """A person's term in a body."""

    person = PersonField(label=_("人"))
    role = forms.ChoiceField(
        label=_("役割"),
        choices=MembershipRole.choices,
        initial=MembershipRole.OFFICER,
        error_messages={
            "required": _("役割を選んでください。"),
            "invalid_choice": _("その役割はありません。責任者か担当を選んでください。"),
        },
    )
    starts_on = DayField(label=_("始まりの日"), missing=_("始まりの日がありません。"))
    last_on = DayField(label=_("最後の日"), help_text=_("決まっていなければ、空のままにします。"), required=False)

    def clean_role(self) -> MembershipRole:
        return MembershipRole(self.cleaned_data["role"])

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes: the first day out of office instead of the last day in it."""
        return _with_end(self.cleaned_data, "ends_on")


class EndForm(forms.Form):
    """The last day of a term."""

    last_on = DayField(
        label=_("最後の日"),
        help_text=_("この日まで務めたことになります。"),
        missing=_("最後の日がありません。"),
    )

    @property
    def ends_on(self) -> date:
        last_on: date = self.cleaned_data["last_on"]
        return last_on + timedelta(days=1)


class HandOverForm(forms.Form):
    """The successor and their first day."""

    successor = PersonField(label=_("後任"))
    starts_on = DayField(
        label=_("後任の始まりの日"),
        help_text=_("前任の任期は、その前の日で終わります。"),
        missing=_("始まりの日がありません。"),
    )


def _with_end(cleaned: dict[str, Any], name: str) -> dict[str, Any]:
    given = dict(cleaned)
    last_on: date | None = given.pop("last_on")
    return given | {name: last_on and last_on + timedelta(days=1)}
