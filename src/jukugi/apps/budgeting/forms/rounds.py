"""Forms of rounds at the desk: what is voted on, when, by which rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.actions.rounds import RoundDraft, Rules
from jukugi.apps.budgeting.enums.rounds import (
    PROJECTS_AT_MOST,
    YEN_AT_MOST,
    CompletionRule,
    CountRule,
    RoundState,
    Scope,
    StopRule,
    TieRule,
    Verification,
)
from jukugi.apps.budgeting.models import Round
from jukugi.kit.pages import fields

NO_TIE = ("", gettext_lazy("（使わない）"))
RULE_NAMES = (
    "rule",
    "completion",
    "stop",
    "increment_yen",
    "lot_words",
    "approvals_least",
    "approvals_most",
    "supporters_least",
    "share_divisor",
    "verification",
    "age_from",
    "who_may_vote",
)
PLAIN_NAMES = (
    "scope",
    "title",
    "purpose",
    "fiscal_year",
    "budget_yen",
    "proposals_from",
    "proposals_until",
    "vote_from",
    "vote_until",
    "area",
    "companion",
    "contact",
)


class RoundForm(forms.Form):
    """A round as it is prepared."""

    title = fields.line(gettext_lazy("名前"), gettext_lazy("例：宮前区　みんなで決める予算"), is_needed=True)
    purpose = fields.words(gettext_lazy("何のための予算か"), rows=3, is_needed=True)
    scope = fields.choice(gettext_lazy("だれのお金か"), Scope.choices)
    area = fields.Choose(Area.objects.none(), gettext_lazy("区"), gettext_lazy("区の予算のときに選びます。"))
    fiscal_year = fields.whole(gettext_lazy("使う年度"), least=2000, most=2200, is_needed=True)
    budget_yen = fields.whole(gettext_lazy("予算（円）"), least=1, most=YEN_AT_MOST, is_needed=True)
    companion = fields.Choose(
        Round.objects.none(),
        gettext_lazy("続けて投票する回"),
        gettext_lazy("区の回のあと、同じ訪問、同じ投票番号で投票する、市全体の回。"),
    )
    contact = fields.line(gettext_lazy("問い合わせ・紙を出す所"))
    proposals_from = fields.day(gettext_lazy("提案の始まりの日"), is_needed=True)
    proposals_until = fields.day(gettext_lazy("提案の締め切りの日"), is_needed=True)
    vote_from = fields.day(
        gettext_lazy("投票の始まりの日"), gettext_lazy("締め切りから投票までの間に、課が確かめます。"), is_needed=True
    )
    vote_until = fields.day(gettext_lazy("投票の終わりの日"), is_needed=True)
    verification = fields.choice(gettext_lazy("一人の確かめ方"), Verification.choices)
    who_may_vote = fields.line(
        gettext_lazy("投票できる人"), gettext_lazy("例：区に住む人、働く人、学ぶ人"), is_needed=True
    )
    age_from = fields.whole(gettext_lazy("何歳から"), gettext_lazy("決めないときは空にします。"), most=99)
    approvals_least = fields.whole(gettext_lazy("少なくとも選ぶ数"), most=PROJECTS_AT_MOST, is_needed=True, initial=1)
    approvals_most = fields.whole(
        gettext_lazy("多くて選べる数"), gettext_lazy("空なら、いくつでも。"), least=1, most=PROJECTS_AT_MOST
    )
    supporters_least = fields.whole(
        gettext_lazy("事業に要る票"),
        gettext_lazy("これより少ない人しか選ばなかった事業は、数えません。"),
        most=10_000_000,
        is_needed=True,
        initial=0,
    )
    share_divisor = fields.whole(
        gettext_lazy("費用の割合の何分の1の票が要るか"),
        gettext_lazy("例：3なら、予算の30%の費用の事業は、10%の人に選ばれないと数えません。空なら使いません。"),
        least=1,
        most=100,
    )
    rule = fields.choice(gettext_lazy("選び方"), CountRule.choices)
    completion = fields.choice(
        gettext_lazy("残ったお金"), CompletionRule.choices, initial=CompletionRule.ADD1_UTILITARIAN
    )
    stop = fields.choice(gettext_lazy("いつ増やし終えるか"), StopRule.choices)
    increment_yen = fields.whole(
        gettext_lazy("持ち分を何円ずつ増やすか"), least=1, most=1_000_000, is_needed=True, initial=1
    )
    tie_1 = fields.choice(
        gettext_lazy("並んだとき、はじめに比べるもの"),
        [NO_TIE, *TieRule.choices],
        is_needed=False,
        initial=TieRule.MAX_VOTES,
    )
    tie_2 = fields.choice(
        gettext_lazy("つぎに比べるもの"), [NO_TIE, *TieRule.choices], is_needed=False, initial=TieRule.MIN_COST
    )
    lot_words = fields.words(
        gettext_lazy("くじの決め方"),
        gettext_lazy(
            "それでも並んだときのくじの種を、いつ、だれが、何から決めるか。例：締め切りの翌日に、公開の席で振ったさいころの目。"
        ),
        rows=2,
        is_needed=True,
    )

    def __init__(self, sent: Any, *, wards: Any, of: Round | None = None) -> None:
        super().__init__(sent, initial=_typed(of) if of is not None else None)
        fields.offer(self, "area", wards)
        running = Round.objects.filter(scope=Scope.CITY).exclude(state__in=[RoundState.CLOSED, RoundState.WITHDRAWN])
        fields.offer(self, "companion", running)

    def clean(self) -> dict[str, Any]:
        first, second = self.cleaned_data.get("tie_1"), self.cleaned_data.get("tie_2")
        if second and first == second:
            self.add_error("tie_2", gettext_lazy("はじめに比べるものと同じです。別のものを選んでください。"))
        return self.cleaned_data

    def draft(self) -> RoundDraft:
        """What was typed, for an action."""
        given = self.cleaned_data
        ties = tuple(TieRule(given[name]) for name in ("tie_1", "tie_2") if given[name])
        rules = Rules(**{name: given[name] for name in RULE_NAMES}, ties=ties)
        return RoundDraft(**{name: given[name] for name in PLAIN_NAMES}, rules=rules)


def _typed(of: Round) -> dict[str, Any]:
    typed = {name: getattr(of, name) for name in (*PLAIN_NAMES, *RULE_NAMES)}
    ties = [*of.ties, "", ""]
    return typed | {"tie_1": ties[0], "tie_2": ties[1]}


class ExtendForm(forms.Form):
    """More days to vote."""

    until = fields.day(gettext_lazy("新しい終わりの日"), is_needed=True)
    reason = fields.words(gettext_lazy("理由"), gettext_lazy("公開の記録に残ります。"), rows=2, is_needed=True)


class WithdrawForm(forms.Form):
    """Why a round is given up."""

    reason = fields.words(gettext_lazy("理由"), gettext_lazy("だれでも読めます。"), rows=3, is_needed=True)


class CodesForm(forms.Form):
    """How many codes, for whom."""

    count = fields.whole(gettext_lazy("いくつ"), least=1, most=200_000, is_needed=True)
    ward = fields.Choose(
        Area.objects.none(),
        gettext_lazy("どの区の人に"),
        gettext_lazy("名簿で分かるときに選びます。続けて区の回にも使えます。"),
    )

    def __init__(self, sent: Any, *, wards: Any) -> None:
        super().__init__(sent)
        fields.offer(self, "ward", wards)


class PapersForm(forms.Form):
    """How many ballots on paper, where they are handed out."""

    count = fields.whole(
        gettext_lazy("枚数"),
        gettext_lazy("一枚ごとに番号と並び順が変わります。"),
        least=1,
        most=500,
        is_needed=True,
        initial=20,
    )
    place = fields.line(gettext_lazy("配る所"), gettext_lazy("どこから来た紙かを、あとで知るため。"))
    is_big = forms.BooleanField(label=gettext_lazy("文字を大きくする"), required=False)
