"""Forms of accompaniment: for associations on their own pages, and for those in charge."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.organizations.models import Organization
from jukugi.apps.support.actions.accompanying import SheetDraft
from jukugi.apps.support.actions.visiting import StepDraft
from jukugi.apps.support.enums import (
    PAPER_CHANNELS,
    AgeClass,
    Helped,
    MatchAnswer,
    MoneyClass,
    Need,
    SizeClass,
    StepBy,
    VisitConsent,
    VisitWay,
)
from jukugi.apps.support.models import Match, SituationSheet
from jukugi.kit.pages import fields

ON_PAPER = [pair for pair in Channel.choices if pair[0] in PAPER_CHANNELS]
NOT_THERE = {"invalid_choice": _("その選び方はありません。選び直してください。")}


def picks(label: Any, choices: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    """Several of a few, or none."""
    return forms.MultipleChoiceField(
        label=label,
        help_text=help_text,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=NOT_THERE,
    )


def radios(label: Any, choices: Any, help_text: Any = "", **options: Any) -> forms.ChoiceField:
    return fields.choice(label, choices, help_text, widget=forms.RadioSelect, **options)


def last_unknown(choices: type[SizeClass] | type[AgeClass] | type[MoneyClass]) -> list[tuple[str, Any]]:
    """The classes in their order, "no answer" at the end."""
    known = [(str(one.value), one.label) for one in choices if one.value != "unknown"]
    return [*known, *((str(one.value), one.label) for one in choices if one.value == "unknown")]


class SheetForm(forms.Form):
    """The situation sheet. Staff who type it in say on which way and when it was told."""

    wants = picks(_("あるとよいもの、してみたいこと"), Need.choices, _("いくつでも。"))
    wants_words = fields.words(_("望むことを、言葉で"), _("人の名前や金額は、書かないでください。"))
    worries = picks(_("心配なこと"), Need.choices, _("いくつでも。"))
    worries_words = fields.words(_("心配なことを、言葉で"), _("人の名前や金額は、書かないでください。"))
    size = radios(_("加入している世帯"), last_unknown(SizeClass), initial="unknown")
    member_ages = radios(_("加入している人のうち、65歳以上の人"), last_unknown(AgeClass), initial="unknown")
    officer_ages = radios(_("役員のうち、65歳以上の人"), last_unknown(AgeClass), initial="unknown")
    money = radios(
        _("お金のやりくり"), last_unknown(MoneyClass), _("額は聞きません。いちばん近いものを。"), initial="unknown"
    )
    visit = radios(_("区の担当が訪ねてもよいですか"), VisitConsent.choices)
    visit_words = fields.line(_("都合のよいとき"), _("例：平日の夜、第二日曜の午前"))
    channel = fields.choice(_("どう届いたか"), ON_PAPER)
    told_on = fields.day(_("書かれた日・聞いた日"), is_needed=True)

    def __init__(self, *args: Any, is_staff: bool, of: SituationSheet | None = None, **options: Any) -> None:
        if of is not None:
            options["initial"] = {name: getattr(of, name) for name in SheetDraft.__dataclass_fields__}
        super().__init__(*args, **options)
        if not is_staff:
            del self.fields["channel"], self.fields["told_on"]

    @property
    def draft(self) -> SheetDraft:
        given = self.cleaned_data
        picked = {name: given[name] for name in SheetDraft.__dataclass_fields__}
        needs = {name: tuple(Need(one) for one in given[name]) for name in ("wants", "worries")}
        return SheetDraft(**picked | needs)


class ReaderForm(forms.Form):
    """Which body may read the sheet."""

    reader = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("見せる相手"),
        help_text=_("その団体の、サインインする人が読めるようになります。いつでもやめられます。"),
        empty_label=_("選んでください"),
        error_messages={"required": _("選ばれていません。一つ選んでください。"), **NOT_THERE},
    )

    def __init__(self, *args: Any, bodies: QuerySet[Organization], **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "reader", bodies)


class MatchForm(forms.Form):
    """Take it, or set it aside and say why."""

    answer = forms.ChoiceField(
        choices=[(MatchAnswer.ACCEPTED.value, ""), (MatchAnswer.SET_ASIDE.value, "")], error_messages=NOT_THERE
    )
    reason = fields.words(_("理由"), _("見送るときは、ひとこと書いてください。"), rows=2)


class OfficerForm(forms.Form):
    """Who is in charge from now on, and what the former one leaves."""

    officer = forms.ModelChoiceField(
        User.objects.none(),
        label=_("受け持つ職員"),
        empty_label=None,
        error_messages={"required": _("選ばれていません。一人選んでください。"), **NOT_THERE},
    )
    note = fields.words(
        _("次の受け持ちへ"), _("続いていること、気をつけること。団体には出ません。人の名前は書かないでください。")
    )

    def __init__(self, *args: Any, officers: QuerySet[User], hands_over: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "officer", officers)
        if not hands_over:
            del self.fields["note"]


class StepForm(forms.Form):
    """A next step."""

    what = fields.line(_("すること"), _("例：補助金の申請書を、いっしょに書く"), is_needed=True)
    by = radios(_("だれがするか"), StepBy.choices)
    due_on = fields.day(_("いつまでに"), is_needed=True)
    match = fields.Choose(Match.objects.none(), _("使う支援メニュー"), _("提案から選べます。"))

    def __init__(self, *args: Any, matches: QuerySet[Match], **options: Any) -> None:
        super().__init__(*args, **options)
        fields.offer(self, "match", matches, words=lambda match: match.offer.title)

    @property
    def draft(self) -> StepDraft | None:
        given = self.cleaned_data
        if not given["what"]:
            return None
        return StepDraft(given["what"], StepBy(given["by"]), given["due_on"], given["match"])


class VisitForm(StepForm):
    """What was heard, and a first step where one was agreed on."""

    field_order = ["visited_on", "way", "heard", "helped", "what", "by", "due_on", "match"]
    visited_on = fields.day(_("話した日"), is_needed=True)
    way = radios(_("どうやって"), VisitWay.choices)
    heard = fields.words(_("聞いたこと"), _("団体も読みます。人の名前や金額は、書かないでください。"), is_needed=True)
    helped = fields.words(_("前のときから、助けになったこと"), _("なければ空のままに。"), rows=2)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        options.setdefault("initial", {"visited_on": today})
        super().__init__(*args, **options)
        for name in ("what", "by", "due_on"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("what"):
            for name, missing in (("by", _("だれがするかを選んでください。")), ("due_on", _("期限がありません。"))):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, missing)
        return given


class DoneForm(forms.Form):
    """A step is done: did it help?"""

    helped = radios(_("助けになりましたか"), Helped.choices)
    note = fields.words(_("どうなったか"), _("うまくいかなかったことも。人の名前は書かないでください。"))
    done_on = fields.day(_("済んだ日"), is_needed=True)


class ReceivedForm(forms.Form):
    """A table of who took which support."""

    file = forms.FileField(
        label=_("支援の記録（CSVかXLSX）"),
        help_text=_("列：台帳番号（か団体名）、年度、支援、受けた（はい・いいえ）"),
        error_messages={"required": _("ファイルが選ばれていません。"), "empty": _("ファイルに中身がありません。")},
    )
    source = fields.line(_("もとの資料"), _("例：令和8年度 活動応援補助金の交付一覧"), is_needed=True)
    takes_good_rows = forms.BooleanField(label=_("読めない行があっても、読めた行だけ取り込む"), required=False)


class NeedsForm(forms.Form):
    """With which needs of associations an offer helps."""

    needs = picks(_("町内会・自治会の、どんなことに役立つか"), Need.choices, _("団体への提案に使います。いくつでも。"))
