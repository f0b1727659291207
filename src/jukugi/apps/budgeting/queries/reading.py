"""What everybody reads of rounds, and what one voter meets: constant queries, whatever the number of ballots."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.models import Participant
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.enums.proposals import ProposalState, Verdict
from jukugi.apps.budgeting.enums.rounds import CompletionRule, CountRule, RoundState, TieRule
from jukugi.apps.budgeting.models import CurrentBallot, Project, Proposal, Round, VoterCode
from jukugi.apps.budgeting.queries.elections import order_of
from jukugi.apps.circles.enums import MemberState
from jukugi.apps.circles.models import Circle


@dataclass(frozen=True)
class RoundCard:
    """A round in a list: what one can do there now, and until when."""

    round: Round
    stage: str
    until: date | None
    n_ballots: int
    n_projects: int
    n_proposals: int
    days_left: int

    @property
    def words(self) -> str:
        return str(STAGES[self.stage])


STAGES = {
    "soon": gettext_lazy("まもなく募集"),
    "proposing": gettext_lazy("提案を募集中"),
    "checking": gettext_lazy("実現できるかを確認中"),
    "waiting": gettext_lazy("投票はこれから"),
    "voting": gettext_lazy("投票できます"),
    "counting": gettext_lazy("集計を待っています"),
    "closed": gettext_lazy("投票を終えました"),
    "withdrawn": gettext_lazy("取りやめ"),
}


def stage_of(budget_round: Round, now: datetime) -> str:
    """Where a round stands for everybody, by its state and the day."""
    if budget_round.state == RoundState.WITHDRAWN:
        return "withdrawn"
    if budget_round.state == RoundState.CLOSED:
        return "closed"
    if budget_round.state == RoundState.VOTING:
        if now < budget_round.vote_opens_at:
            return "waiting"
        return "voting" if budget_round.takes_votes_at(now) else "counting"
    if budget_round.takes_proposals_at(now):
        return "proposing"
    return "checking" if now > budget_round.proposals_closes_at else "soon"


def until_of(budget_round: Round, stage: str) -> date | None:
    """The last day of what one can do now."""
    return {"voting": budget_round.vote_until, "proposing": budget_round.proposals_until}.get(stage)


ORDER = ("voting", "proposing", "waiting", "checking", "soon", "counting", "closed", "withdrawn")


def round_cards(*, ward: Area | None, today: date, now: datetime) -> list[RoundCard]:
    """All public rounds, those first in which one can do something; of a ward with those of the city. Four queries."""
    found = Round.objects.public().select_related("area")
    if ward is not None:
        found = found.filter(Q(area=ward) | Q(area__isnull=True))
    rounds = list(found)
    keys = [one.pk for one in rounds]
    ballots = _counted(CurrentBallot.objects.filter(round__in=keys))
    projects = _counted(Project.objects.filter(round__in=keys))
    proposals = _counted(Proposal.objects.public().filter(round__in=keys))
    cards = []
    for one in rounds:
        stage = stage_of(one, now)
        until = until_of(one, stage)
        left = 0 if until is None else (until - today).days
        n_ballots, n_projects, n_proposals = (counts.get(one.pk, 0) for counts in (ballots, projects, proposals))
        cards.append(RoundCard(one, stage, until, n_ballots, n_projects, n_proposals, left))
    return sorted(cards, key=lambda card: (ORDER.index(card.stage), card.until or date.max, -card.round.pk))


def _counted(rows: Any) -> dict[int, int]:
    return dict(rows.order_by().values_list("round").annotate(count=Count("pk")))


def rules_in_words(budget_round: Round) -> list[tuple[str, str]]:
    """The published rules, each with what it means. No query."""
    told = [
        (
            _("予算"),
            _("%(yen)s円（%(year)d年度）") % {"yen": f"{budget_round.budget_yen:,}", "year": budget_round.fiscal_year},
        ),
        (_("投票できる人"), _voters(budget_round)),
        (_("一人の確かめ方"), budget_round.get_verification_display()),
        (_("選べる数"), _approvals(budget_round)),
        (_("選び方"), _method(budget_round)),
    ]
    if thresholds := _thresholds(budget_round):
        told.append((_("数える条件"), thresholds))
    ties = _("、").join(str(TieRule(tie).label) for tie in budget_round.ties)
    told.append(
        (
            _("並んだとき"),
            _("%(ties)sの順に比べ、残れば、くじ。%(lot)s") % {"ties": ties, "lot": budget_round.lot_words},
        )
    )
    told.append((_("直せるか"), _("投票の終わりまで、何度でも選び直せます。最後の一つだけを数えます。")))
    return told


def _voters(budget_round: Round) -> str:
    if budget_round.age_from is None:
        return budget_round.who_may_vote
    return _("%(who)s（%(age)d歳以上）") % {"who": budget_round.who_may_vote, "age": budget_round.age_from}


def _approvals(budget_round: Round) -> str:
    least, most = budget_round.approvals_least, budget_round.approvals_most
    if most is None:
        return _("よいと思うものをいくつでも（%(least)d件以上）") % {"least": least}
    if least == most:
        return _("ちょうど%(most)d件") % {"most": most}
    return _("%(least)d件から%(most)d件まで") % {"least": least, "most": most}


def _method(budget_round: Round) -> str:
    if budget_round.rule == CountRule.GREEDY:
        return _("票の多い事業から、予算に入るだけ選びます。")
    words = _("均等割り：予算を投票した人みんなで同じに分け、同じ事業を選んだ人どうしの持ち分で事業を買います。")
    if budget_round.completion == CompletionRule.NONE:
        return words + _("残ったお金は使いません。")
    rest = _("残ったお金は「%(how)s」。") % {"how": budget_round.get_completion_display()}
    if "add1" not in budget_round.completion:
        return words + rest
    steps = _("持ち分は%(yen)s円ずつ、%(stop)s増やします。") % {
        "yen": f"{budget_round.increment_yen:,}",
        "stop": budget_round.get_stop_display(),
    }
    return words + rest + steps


def _thresholds(budget_round: Round) -> str:
    said = []
    if budget_round.supporters_least:
        said.append(_("選んだ人が%(count)s人以上") % {"count": f"{budget_round.supporters_least:,}"})
    if budget_round.share_divisor:
        said.append(
            _("選んだ人の割合が、費用が予算に占める割合の%(divisor)d分の1以上")
            % {"divisor": budget_round.share_divisor}
        )
    return "" if not said else _("%(said)sの事業だけを数えます。") % {"said": _("、しかも").join(said)}


@dataclass(frozen=True)
class Wanted:
    """Which proposals somebody looks for."""

    ward: Area | None = None
    state: str = ""
    words: str = ""


STATES: dict[str, tuple[Any, Q]] = {
    "open": (gettext_lazy("答えを待っている"), Q(state=ProposalState.SHOWN, verdict="")),
    "feasible": (gettext_lazy("実現できる"), Q(state=ProposalState.SHOWN, verdict=Verdict.FEASIBLE)),
    "if_changed": (gettext_lazy("直せば実現できる"), Q(state=ProposalState.SHOWN, verdict=Verdict.IF_CHANGED)),
    "not_feasible": (gettext_lazy("実現できない"), Q(state=ProposalState.SHOWN, verdict=Verdict.NOT_FEASIBLE)),
    "merged": (gettext_lazy("ほかとまとめた"), Q(state=ProposalState.MERGED)),
    "withdrawn": (gettext_lazy("取り下げ"), Q(state=ProposalState.WITHDRAWN)),
}
PER_PAGE = 30


def proposals_of(budget_round: Round, wanted: Wanted) -> Any:
    """Public proposals of a round, newest first; to be paged."""
    found = Proposal.objects.public().filter(round=budget_round).select_related("ward", "merged_into")
    if wanted.ward is not None:
        found = found.filter(ward=wanted.ward)
    if wanted.state in STATES:
        found = found.filter(STATES[wanted.state][1])
    for word in wanted.words.split()[:5]:
        found = found.filter(Q(title__icontains=word) | Q(words__icontains=word) | Q(where__icontains=word))
    return found.order_by("-received_at", "-pk")


def counts_by_state(budget_round: Round) -> list[tuple[str, str, int]]:
    """How many public proposals stand where. One query."""
    counts = {name: Count("pk", filter=rule) for name, (_label, rule) in STATES.items()}
    found = Proposal.objects.filter(round=budget_round).aggregate(**counts)
    return [(name, str(label), found[name]) for name, (label, _rule) in STATES.items()]


@dataclass(frozen=True)
class Line:
    """A project on a ballot before a voter."""

    project: Project
    is_chosen: bool


def circles_of(participant: Participant | None) -> QuerySet[Circle]:
    """Public circles of which somebody is a member: from these they may propose."""
    if participant is None:
        return Circle.objects.none()
    joined = Circle.objects.public().filter(members__participant=participant, members__state=MemberState.JOINED)
    return joined.order_by("title", "pk")


def lines_of(projects: list[Project], seed: str, chosen: frozenset[int]) -> list[Line]:
    """Projects in the voter's own order. No query."""
    known = {project.number: project for project in projects}
    return [Line(known[number], number in chosen) for number in order_of(known, seed)]


def own_ballot(budget_round: Round, voter_token: str) -> tuple[str, frozenset[int]] | None:
    """The order and the choices of a voter's last ballot. One query."""
    last = budget_round.ballots.filter(voter=voter_token).order_by("-pk").values_list("order_seed", "choices").first()
    if last is None:
        return None
    return last[0], frozenset(int(number) for number in last[1].split(",") if number)


def code_of(keys: list[int], budget_round: Round) -> VoterCode | None:
    """The code, of those that this device came with, that opens a round: the newest. At most one query."""
    from jukugi.apps.budgeting.permissions import code_opens

    if not keys:
        return None
    codes = {code.pk: code for code in VoterCode.objects.select_related("round").filter(pk__in=keys)}
    fitting = [codes[key] for key in reversed(keys) if key in codes and code_opens(codes[key], budget_round)]
    return fitting[0] if fitting else None
