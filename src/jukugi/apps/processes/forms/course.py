"""Forms on a whole process."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.processes.courses import Course
from jukugi.apps.processes.forms.fields import DayField, ReasonForm, TextField, reason_field, slug_field
from jukugi.apps.processes.models import Phase, Process


class NewProcessForm(forms.Form):
    """A process from a course, with its first day."""

    course = forms.ChoiceField(
        label=_("進め方のひな型"),
        widget=forms.RadioSelect,
        error_messages={"required": _("ひな型を一つ選んでください。"), "invalid_choice": _("一覧から選んでください。")},
    )
    title = TextField(
        label=_("名前"), max_length=120, help_text=_("市民が見る題です。あとで変えても、旧称が残ります。")
    )
    slug = slug_field()
    starts_on = DayField(
        label=_("始まりの日"), help_text=_("ふつうは月の初めの日です。ほかの日付は、ここから数えます。")
    )
    summary = TextField(label=_("どんな検討か"), rows=3, max_length=2000, required=False)
    area = forms.ModelChoiceField(
        label=_("区域"),
        queryset=Area.objects.exclude(level="school_district").order_by("lane_order"),
        required=False,
        empty_label=_("決めない"),
        error_messages={"invalid_choice": _("一覧から選んでください。")},
    )

    def __init__(self, *args: Any, courses: list[Course], **options: Any) -> None:
        super().__init__(*args, **options)
        self.by_name = {course.name: course for course in courses}
        choices = [(one.name, f"{one.title}（{one.months}か月）。{one.description}") for one in courses]
        self.fields["course"].choices = choices  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "course": self.by_name[self.cleaned_data["course"]]}


class ProcessForm(forms.Form):
    summary = TextField(label=_("どんな検討か"), rows=3, max_length=2000, required=False)
    attribution = TextField(label=_("出典や断り書き"), rows=3, max_length=2000, required=False)


class RenameForm(forms.Form):
    title = TextField(label=_("新しい名前"), max_length=120)
    slug = slug_field()
    reason = reason_field(_("変える理由"), required=False)


class PublishForm(forms.Form):
    is_main = forms.BooleanField(
        label=_("ホームで伝える検討にする"),
        required=False,
        initial=True,
        help_text=_("いまホームに出ている検討と入れ替わります。"),
    )


class EmptyForm(forms.Form):
    """Only a button."""


class PauseForm(ReasonForm):
    field_order = ["phase", "reason"]
    phase = forms.ModelChoiceField(
        label=_("止めるもの"),
        queryset=Phase.objects.none(),
        required=False,
        empty_label=_("検討の全体"),
        error_messages={"invalid_choice": _("一覧から選んでください。")},
    )

    def __init__(self, *args: Any, process: Process, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["phase"].queryset = process.phases.all()  # type: ignore[attr-defined]


class FocusForm(forms.Form):
    title = TextField(label=_("重点"), max_length=120)
    starts_on = DayField(label=_("始まりの日"))
    ends_on = DayField(label=_("最後の日"))
    note = TextField(label=_("説明"), rows=3, max_length=2000, required=False)


class SaveCourseForm(forms.Form):
    name = TextField(label=_("ひな型の名前"), max_length=80)
    description = TextField(label=_("どんなときに使うか"), rows=2, max_length=1000, required=False)


class ScheduleForm(forms.Form):
    table = forms.FileField(
        label=_("予定表（CSV、XLSX）"),
        help_text=_(
            "列：id、set（plan か actual）、kind、lane、item、starts_on、ends_on、precision。ほかの列もあってよい。"
        ),
        error_messages={
            "required": _("ファイルが選ばれていません。表を選んでください。"),
            "empty": _("このファイルには中身がありません。"),
        },
    )
