"""Forms of proposals: what is proposed, what is looked for, why."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.actions.proposing import PAPER, PartDraft, ProposalDraft
from jukugi.apps.budgeting.enums.proposals import PARTS_AT_MOST, ProposerKind, Verdict
from jukugi.apps.budgeting.enums.rounds import YEN_AT_MOST, Scope
from jukugi.apps.budgeting.models import Proposal, Round
from jukugi.apps.budgeting.queries.reading import STATES, Wanted
from jukugi.apps.organizations.models import Organization
from jukugi.kit.pages import fields

FIRST_PARTS = 4


class ProposalForm(forms.Form):
    """A proposal as somebody tells of it."""

    title = fields.line(
        gettext_lazy("事業の名前"), gettext_lazy("例：坂の途中の公園に、休めるベンチを置く"), is_needed=True
    )
    words = fields.words(
        gettext_lazy("何をするか、なぜ要るか"),
        gettext_lazy(
            "どんな人が、いま何に困っていて、どう変わるか。600字まで。ほかの人の名前や連絡先は書かないでください。"
        ),
        rows=6,
        is_needed=True,
    )
    where = fields.line(gettext_lazy("どこで"), gettext_lazy("例：見本坂公園、区内の小学校の前"))
    for_whom = fields.line(gettext_lazy("だれのために"), gettext_lazy("例：買い物に歩く人、子どもと保護者"))
    ward = fields.Choose(Area.objects.none(), gettext_lazy("どの区の事業か"))
    proposer = fields.choice(gettext_lazy("だれの提案か"), ProposerKind.choices, initial=ProposerKind.CITIZEN)
    proposer_name = fields.line(
        gettext_lazy("公開する名前"),
        gettext_lazy("団体やグループの名前、またはニックネーム。空でも出せます。だれでも読めるところに載ります。"),
    )

    def __init__(
        self, sent: Any, *, budget_round: Round, wards: Any, of: Proposal | None = None, circles: Any = None
    ) -> None:
        super().__init__(sent, initial=_typed(of) if of is not None else None)
        if circles:
            self.fields["circle"] = fields.Choose(
                circles,
                _("どの活動からの提案か"),
                _("あなたが入っている活動から選べます。選ぶと、活動の名前とページが提案に載ります。"),
            )
        if budget_round.scope == Scope.JOINT:
            fields.offer(self, "ward", wards)
            fields.none_means(self, "ward", _("市全体"))
        else:
            del self.fields["ward"]
        known = [] if of is None else list(of.parts.all())
        self.n_parts = min(PARTS_AT_MOST, max(FIRST_PARTS, len(known) + 2))
        for number in range(1, self.n_parts + 1):
            self.fields[f"what_{number}"] = fields.line(_("内訳%(number)d") % {"number": number})
            self.fields[f"yen_{number}"] = fields.whole(
                _("内訳%(number)dの金額（円）") % {"number": number}, least=1, most=YEN_AT_MOST
            )
            if number <= len(known):
                self.initial[f"what_{number}"], self.initial[f"yen_{number}"] = (
                    known[number - 1].what,
                    known[number - 1].yen,
                )
        if of is None:
            self.fields["what_1"].help_text = _("例：ベンチ三つ")

    def part_rows(self) -> list[dict[str, Any]]:
        """The rows of the estimate."""
        return [
            {"number": number, "what": self[f"what_{number}"], "yen": self[f"yen_{number}"]}
            for number in range(1, self.n_parts + 1)
        ]

    def draft(self, organization: Organization | None = None) -> ProposalDraft:
        """What was written, for an action."""
        given = self.cleaned_data
        parts = [
            PartDraft(given[f"what_{number}"], given[f"yen_{number}"] or 0) for number in range(1, self.n_parts + 1)
        ]
        circle = given.get("circle")
        return ProposalDraft(
            title=given["title"],
            words=given["words"],
            where=given["where"],
            for_whom=given["for_whom"],
            ward=given.get("ward"),
            parts=tuple(parts),
            proposer=ProposerKind.GROUP if circle else ProposerKind(given["proposer"]),
            proposer_name=given["proposer_name"] or (circle.title if circle else ""),
            organization=organization,
            circle=circle,
        )


def _typed(of: Proposal) -> dict[str, Any]:
    names = ("title", "words", "where", "for_whom", "ward", "proposer", "proposer_name")
    return {name: getattr(of, name) for name in names}


class WantedForm(forms.Form):
    """Which proposals one looks for; what cannot be read does not matter."""

    words = fields.line(gettext_lazy("言葉"))
    ward = forms.ModelChoiceField(
        label=gettext_lazy("区"), queryset=Area.objects.none(), to_field_name="code", required=False
    )
    state = fields.choice(gettext_lazy("いまの様子"), [("", gettext_lazy("すべて"))], is_needed=False)

    def __init__(self, sent: Any, *, wards: Any) -> None:
        super().__init__(sent)
        fields.offer_choices(
            self, "state", [("", _("すべて")), *((name, label) for name, (label, _q) in STATES.items())]
        )
        if wards is None:
            del self.fields["ward"]
        else:
            fields.offer(self, "ward", wards)
            fields.none_means(self, "ward", _("すべて"))

    def wanted(self) -> Wanted:
        """What could be read."""
        self.is_valid()
        given = self.cleaned_data
        words = (given.get("words") or "").strip()[:60]
        return Wanted(ward=given.get("ward"), state=given.get("state") or "", words=words)


class ReasonForm(forms.Form):
    """Why."""

    reason = fields.words(gettext_lazy("理由"), gettext_lazy("公開の記録に残ります。"), rows=2, is_needed=True)


class CameForm(forms.Form):
    """On which way a card came, and when."""

    channel = fields.choice(
        gettext_lazy("届き方"),
        [(channel.value, channel.label) for channel in Channel if channel in PAPER],
        initial=Channel.CARD.value,
    )
    received_on = fields.day(gettext_lazy("届いた日"), is_needed=True)


class AssessForm(forms.Form):
    """A department's answer whether a proposal can be done."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("実現できるか"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("選ばれていません。一つ選んでください。")},
    )
    reason = fields.words(
        gettext_lazy("理由"), gettext_lazy("提案した人に分かるように。だれでも読めます。"), rows=3, is_needed=True
    )
    change = fields.words(gettext_lazy("直すところ"), gettext_lazy("「直せば実現できる」のときに書きます。"), rows=2)
    cost_yen = fields.whole(gettext_lazy("費用（円）"), least=1, most=YEN_AT_MOST, is_needed=True)
    cost_reason = fields.words(
        gettext_lazy("費用を直した理由"), gettext_lazy("提案の見積もりと違うときに書きます。"), rows=2
    )
    department = forms.ModelChoiceField(
        label=gettext_lazy("答える課"),
        queryset=Organization.objects.none(),
        empty_label=gettext_lazy("（選んでください）"),
        error_messages={"required": gettext_lazy("答える課が選ばれていません。")},
    )

    def __init__(self, sent: Any, *, proposal: Proposal, department: Organization | None = None) -> None:
        super().__init__(sent, initial={"cost_yen": proposal.cost_yen, "department": department})
        fields.offer(self, "department", Organization.objects.departments())
