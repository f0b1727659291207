import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.meetings.actions import AgendaDraft, MeetingPlan
from jukugi.apps.meetings.enums import AccessNeed, MeetingKind
from jukugi.apps.meetings.errors import AgendaUnreadable
from jukugi.apps.meetings.models import AgendaItem, Body, Meeting
from jukugi.apps.processes.models import Phase, Process
from jukugi.kit.pages import fields

AGENDA_LINE = re.compile(
    r"(?P<minutes>\d{1,3})\s*分[\s:：、]*(?P<title>.+?)\s*(?P<notes>[［\[(（]\s*ふせん\s*[］\])）])?"
)
WITH_NOTES = "［ふせん］"


class MeetingForm(forms.Form):
    """The plan of a meeting."""

    kind = fields.choice(_("種類"), MeetingKind.choices)
    title = fields.line(_("会議の名前"), is_needed=True)
    purpose = fields.words(_("何を話し合うか"), _("初めての人にも分かる言葉で、二、三文。"))
    starts_at = fields.moment(_("始まり"), is_needed=True)
    ends_at = fields.moment(_("終わり"), is_needed=True)
    place = fields.line(_("会場"), is_needed=True)
    address = fields.line(_("会場の住所"))
    online_url = forms.URLField(
        label=_("オンラインの入口"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("https:// から始まるアドレスを書いてください。")},
    )
    access = fields.words(
        _("参加のための手だて"), _("手話、要約筆記、保育、車いす、ことばなど、用意できるもの。"), rows=2
    )
    body = fields.Choose(Body.objects.none(), _("会議体"))
    phase = fields.Choose(Phase.objects.none(), _("期間"), _("検討プロセスのどの期間の会議か。"))
    issues = forms.ModelMultipleChoiceField(
        queryset=Issue.objects.none(),
        label=_("話し合う論点"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        error_messages={"invalid_choice": _("選ばれた論点が見つかりません。選び直してください。")},
    )
    capacity = fields.whole(_("定員"), _("申し込みなしで参加できるなら、空のまま。"), least=1, most=5000)
    registration_closes_at = fields.moment(_("申し込みの締切"))

    def __init__(self, *args: Any, process: Process, **options: Any) -> None:
        super().__init__(*args, **options)
        self._choices("body").queryset = Body.objects.order_by("name")
        self._choices("phase").queryset = process.phases.all()
        self._choices("issues").queryset = process.issues.all()

    def _choices(self, name: str) -> Any:
        return self.fields[name]

    @property
    def plan(self) -> MeetingPlan:
        given = dict(self.cleaned_data)
        given.pop("ward", None)
        return MeetingPlan(**given | {"kind": MeetingKind(given["kind"]), "issues": list(given["issues"])})


class NewMeetingForm(MeetingForm):
    """A new meeting, of a ward or of the whole city."""

    field_order = ["kind", "title", "ward"]
    ward = fields.Choose(Area.objects.none(), _("区"), _("区の会議なら、その区。全市なら選びません。"))

    def __init__(self, *args: Any, areas: set[int | None], **options: Any) -> None:
        super().__init__(*args, **options)
        wards = Area.objects.wards()
        is_whole_city = None in areas
        self._choices("ward").queryset = wards if is_whole_city else wards.filter(pk__in=[a for a in areas if a])
        self._choices("ward").empty_label = _("全市") if is_whole_city else _("（選んでください）")


class AgendaForm(forms.Form):
    """The agenda and the questions for raised hands, a line each."""

    agenda = fields.words(
        _("議題"),
        _("一行に一つ、分から書きます。例：「30分　話し合い［ふせん］」。［ふせん］の付いた議題で、ふせんを集めます。"),
        rows=8,
    )
    questions = fields.words(_("挙手で聞く問い"), _("一行に一つ。賛成・反対・わからないで聞きます。"), rows=4)

    def drafts(self) -> list[AgendaDraft]:
        """Raises AgendaUnreadable."""
        rows = [line.strip() for line in self.cleaned_data["agenda"].splitlines()]
        return [_agenda_draft(number, row) for number, row in enumerate(rows, start=1) if row]

    def asked(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["questions"].splitlines() if line.strip()]


def agenda_text(items: Sequence[AgendaItem]) -> str:
    """The agenda as the form takes it."""
    return "\n".join(f"{item.minutes}分　{item.title}{WITH_NOTES if item.takes_notes else ''}" for item in items)


def plan_of(meeting: Meeting) -> dict[str, Any]:
    """What the form shows of a meeting."""
    names = [name for name in MeetingForm.base_fields if name != "issues"]
    return {name: getattr(meeting, name) for name in names} | {"issues": list(meeting.issues.all())}


def _agenda_draft(number: int, row: str) -> AgendaDraft:
    found = AGENDA_LINE.fullmatch(row)
    if found is None or not int(found["minutes"]) > 0:
        raise AgendaUnreadable(row=number, line=row[:40])
    return AgendaDraft(found["title"], int(found["minutes"]), found["notes"] is not None)


class ReasonForm(forms.Form):
    """A public reason."""

    reason = fields.words(_("理由"), _("だれでも読みます。"), is_needed=True)


class RegistrationForm(forms.Form):
    """Wanting to come: no name, what one needs, an address if one likes."""

    needs = forms.MultipleChoiceField(
        label=_("参加のために要ること"),
        choices=AccessNeed.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("選ばれたものが一覧にありません。選び直してください。")},
    )
    needs_note = fields.line(_("くわしく"), _("ことばの名前、保育の年齢と人数など。名前は書かないでください。"))
    email = forms.EmailField(
        label=_("メールアドレス"),
        help_text=_("空きが出たときに、職員が知らせるためだけに使います。会議の30日後に消えます。"),
        required=False,
        max_length=254,
        error_messages={
            "invalid": _("メールアドレスの形が違うようです。name@example.jp のように書くか、空にしてください。")
        },
    )
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def needed(self) -> list[AccessNeed]:
        return [AccessNeed(need) for need in self.cleaned_data["needs"]]
