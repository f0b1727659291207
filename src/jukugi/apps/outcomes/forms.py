"""Forms of those who keep promises, and the reader's filter."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.apps.outcomes.actions.promising import PromiseDraft
from jukugi.apps.outcomes.enums import EntryVerdict, Standing
from jukugi.apps.outcomes.queries.promises import Wanted
from jukugi.apps.processes.models import Process
from jukugi.kit.pages import fields

CITY = "city"


def _figure(label: Any, *, is_needed: bool = False) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=is_needed,
        max_digits=14,
        decimal_places=2,
        error_messages={
            "required": _("数がありません。"),
            "invalid": _("数字で書いてください。"),
            "max_digits": _("数が大きすぎます。"),
            "max_whole_digits": _("数が大きすぎます。"),
            "max_decimal_places": _("小数点の下は二けたまでです。"),
        },
    )


class FilterForm(forms.Form):
    """What a reader asks for; what cannot be read asks for nothing."""

    standing = forms.ChoiceField(label=_("状態"), choices=[("", _("すべて")), *Standing.choices], required=False)
    ward = forms.ChoiceField(label=_("区"), required=False)
    department = forms.ModelChoiceField(
        label=_("受け持つ課"), queryset=Organization.objects.none(), required=False, empty_label=_("すべて")
    )
    level = forms.ChoiceField(label=_("広さ"), choices=[("", _("すべて")), *IssueLevel.choices], required=False)

    def __init__(self, *args: Any, wards: list[Area], departments: QuerySet[Organization], **options: Any) -> None:
        super().__init__(*args, **options)
        self.wards = {ward.code: ward for ward in wards}
        names = [(ward.code, ward.name) for ward in wards]
        fields.offer_choices(self, "ward", [("", _("すべて")), (CITY, _("市全体")), *names])
        fields.offer(self, "department", departments)

    @property
    def wanted(self) -> Wanted:
        self.is_valid()  # what cannot be read is left out
        given = self.cleaned_data
        ward = given.get("ward") or ""
        return Wanted(
            standing=Standing(given["standing"]) if given.get("standing") else None,
            ward=self.wards.get(ward),
            city=ward == CITY,
            department=given.get("department"),
            level=IssueLevel(given["level"]) if given.get("level") else None,
        )


class PromiseForm(forms.Form):
    """What was promised."""

    title = fields.line(_("約束の名前"), _("短く。例：中原区に、夜も使える場を一つ開く"), is_needed=True)
    words = fields.words(_("何をするか"), _("だれが読んでも、できたかどうかが分かるように。"), is_needed=True)
    level = fields.choice(_("広さ"), IssueLevel.choices)
    area = fields.Choose(Area.objects.none(), _("区"), _("市全体のことは、選ばないままにします。"))
    department = fields.Choose(Organization.objects.none(), _("受け持つ課"))
    promised_on = fields.day(_("約束した日"), is_needed=True)
    due_on = fields.day(_("期日"), _("この日を過ぎると「期日を過ぎている」と公開のページに出ます。"), is_needed=True)
    indicator = fields.line(_("指標"), _("測れるものがあれば。例：歩いて10分で居場所に着く人の割合"))
    unit = fields.line(_("単位"), _("例：%、か所、時間"))
    start_value = _figure(_("いまの値"))
    goal_value = _figure(_("目標の値"))
    reason = fields.words(_("もとの文や答えと、どうつながるか"), rows=2)

    def __init__(self, *args: Any, wards: QuerySet[Area], may_be_city: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "area", wards)
        if not may_be_city:
            fields.must_choose(self, "area")
        fields.offer(self, "department", departments_of_city())
        fields.must_choose(self, "department")

    @property
    def draft(self) -> PromiseDraft:
        given = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return PromiseDraft(**given | {"level": IssueLevel(given["level"])})


class StepForm(forms.Form):
    """Words, and how one can see it."""

    words = fields.words(_("書くこと"), is_needed=True)


class ProgressForm(StepForm):
    evidence = fields.words(_("確かめられるもの"), _("ページのアドレス、資料の名前、場所など。"), rows=2)
    on = fields.day(_("その日"), is_needed=True)


class MeasureForm(forms.Form):
    value = _figure(_("値"), is_needed=True)
    on = fields.day(_("測った日"), is_needed=True)
    evidence = fields.words(_("どう測ったか"), rows=2)
    words = fields.words(_("ひとこと"), rows=2)


class DueForm(StepForm):
    due_on = fields.day(_("新しい期日"), is_needed=True)


class DepartmentForm(StepForm):
    department = fields.Choose(Organization.objects.none(), _("移す先の課"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "department", departments_of_city())
        fields.must_choose(self, "department")


class ReviewForm(forms.Form):
    """A new yearly review."""

    process = fields.Choose(Process.objects.none(), _("検討プロセス"))
    fiscal_year = fields.whole(
        _("どの年度の点検か"), _("4月から翌年3月まで。西暦で。"), least=2000, most=2199, is_needed=True
    )
    due_on = fields.day(_("書きおえる日"), is_needed=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "process", Process.objects.filter(is_draft=False).order_by("-pk"))
        fields.must_choose(self, "process")


class EntryForm(forms.Form):
    """What a review says of one promise."""

    verdict = fields.choice(_("この一年は"), EntryVerdict.choices)
    words = fields.words(_("この一年のこと"), _("したこと、できなかったこと、次にすること。"), is_needed=True)


class CloseForm(forms.Form):
    """The last words of a review."""

    words = fields.words(_("この一年をまとめて"), _("公開のページのはじめに出ます。"), is_needed=True)


def departments_of_city() -> QuerySet[Organization]:
    """Departments that still are."""
    return Organization.objects.filter(kind=OrganizationKind.DEPARTMENT, ended_on__isnull=True).order_by("name")
