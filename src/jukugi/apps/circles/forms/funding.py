"""Forms of the small fund: rules, the one page, a proposal, a payment, a report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from jukugi.apps.areas.models import Area
from jukugi.apps.circles.actions import FundDraft, FundRules, ReportDraft
from jukugi.kit.pages import fields

MOST = 100_000_000


class RulesForm(forms.Form):
    """What a ward publishes of its fund."""

    ward = fields.Choose(Area.objects.none(), gettext_lazy("区"))
    fiscal_year = fields.whole(gettext_lazy("年度（西暦）"), least=2000, most=2199, is_needed=True)
    sum_yen = fields.whole(gettext_lazy("基金の額（円）"), least=1, most=MOST, is_needed=True)
    most_yen = fields.whole(gettext_lazy("一つの活動に出せる額（円）"), least=1, most=MOST, is_needed=True)
    pays_for = fields.words(gettext_lazy("何に出すか"), is_needed=True)
    pays_not_for = fields.words(gettext_lazy("何には出さないか"), rows=2)
    closes_on = fields.day(gettext_lazy("申し込みの終わりの日"), is_needed=True)

    def __init__(self, sent: Any = None, *, wards: Any, **options: Any) -> None:
        super().__init__(sent, **options)
        fields.offer(self, "ward", wards)
        fields.must_choose(self, "ward")

    def rules(self) -> FundRules:
        return FundRules(**self.cleaned_data)


class FundForm(forms.Form):
    """One page by which a circle asks for money."""

    what = fields.words(gettext_lazy("何をしますか"), is_needed=True)
    spends_on = fields.words(
        gettext_lazy("何に使いますか"), gettext_lazy("例：木材24,000円、ねじと塗料6,000円"), rows=2, is_needed=True
    )
    ask_yen = fields.whole(gettext_lazy("いくら要りますか（円）"), least=1, most=MOST, is_needed=True)
    done_by = fields.day(gettext_lazy("いつまでにしますか"), is_needed=True)

    def draft(self) -> FundDraft:
        return FundDraft(**self.cleaned_data)


class GrantForm(forms.Form):
    """What an officer proposes."""

    grant_yen = fields.whole(gettext_lazy("出す額（円）"), gettext_lazy("出さないときは0。"), most=MOST, is_needed=True)
    reason = fields.words(gettext_lazy("理由"), gettext_lazy("決まったあと、だれでも読めます。"), rows=2)


class PaidForm(forms.Form):
    """When money was handed over."""

    paid_on = fields.day(gettext_lazy("渡した日"), is_needed=True)


class ReportForm(forms.Form):
    """What a circle did with the money."""

    done = fields.words(
        gettext_lazy("何をしましたか"),
        gettext_lazy("だれでも読めます。ほかの人の名前は書かないでください。"),
        rows=4,
        is_needed=True,
    )
    spent_on = fields.words(gettext_lazy("何にいくら使いましたか"), rows=2, is_needed=True)
    used_yen = fields.whole(gettext_lazy("基金から使った額（円）"), most=MOST, is_needed=True)
    people = fields.line(gettext_lazy("どんな人が来ましたか"), gettext_lazy("例：大人8人、子ども5人"))

    def draft(self) -> ReportDraft:
        return ReportDraft(**self.cleaned_data)


class CallForm(forms.Form):
    """An issue calls for projects."""

    issue = fields.Choose(None, gettext_lazy("どの論点ですか"))
    title = fields.line(gettext_lazy("呼びかけ"), gettext_lazy("一行で。例：坂で休める所をつくる活動"), is_needed=True)
    text = fields.words(gettext_lazy("どんな活動を求めますか"), is_needed=True)
    closes_on = fields.day(gettext_lazy("いつまで"), gettext_lazy("書かなければ、終えるまで。"))

    def __init__(self, sent: Any = None, *, issues: Any, **options: Any) -> None:
        super().__init__(sent, **options)
        fields.offer(self, "issue", issues)
        fields.must_choose(self, "issue")
