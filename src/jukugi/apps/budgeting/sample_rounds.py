"""The sample's votes on a budget, all made up: one ward has voted, another votes now, each on some twenty projects."""

import random
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.actions import add_participants
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting import policies
from jukugi.apps.budgeting.actions import handling, papers
from jukugi.apps.budgeting.actions.ballots import ballot_digest
from jukugi.apps.budgeting.actions.papers import PaperRead
from jukugi.apps.budgeting.actions.proposing import PartDraft, ProposalDraft, checked_draft, keep, write
from jukugi.apps.budgeting.actions.rounds import (
    RoundDraft,
    Rules,
    announce_round,
    close_voting,
    open_voting,
    prepare_round,
)
from jukugi.apps.budgeting.enums.ballots import BALLOT_RECEIPT, SpoiledReason
from jukugi.apps.budgeting.enums.proposals import ProposalAct, ProposerKind, Verdict
from jukugi.apps.budgeting.enums.rounds import Scope
from jukugi.apps.budgeting.models import Ballot, CurrentBallot, Proposal, Round
from jukugi.apps.opinions.enums import AgeBand
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Process
from jukugi.core.fiscal_year import fiscal_year_of
from jukugi.kit import receipts
from jukugi.kit.tables import packaged_rows

ROOM = "jukugi.apps.budgeting"
OFFICER, OTHER = "mihon-shisaku", "mihon-kakaricho"
SEED = 2027
WARDS = {"a": "中原区", "b": "高津区"}
# Days before (minus: after) today: begun, proposals until, opened, vote from, vote until.
DAYS = {"a": (150, 110, 72, 70, 42), "b": (80, 40, 10, 8, -13)}
BALLOTS = {"a": 2_400, "b": 900}
PAPERS = 12
CHANNELS = (Channel.WEB,) * 8 + (Channel.POST,) + (Channel.MEETING,)
AGES = tuple(AgeBand.values[1:])
BUDGET = 30_000_000


def load_rounds(now: datetime) -> str:
    """Put the sample votes on a budget in place once. Returns a sentence for the operator."""
    process = Process.objects.filter(is_sample=True, is_finished=False).first()
    people = {user.username: user for user in User.objects.filter(username__in=[OFFICER, OTHER])}
    department = Organization.objects.departments().filter(is_sample=True).first()
    department = department or Organization.objects.departments().first()
    wards = {ward.name: ward for ward in Area.objects.wards()}
    if process is None or len(people) < 2 or department is None or not set(WARDS.values()) <= set(wards):
        return _("予算の投票：見本の検討プロセス、職員、課、区のどれかがないため、載せませんでした")
    if Round.objects.filter(is_sample=True).exists():
        return _("予算の投票：あります（そのまま）")
    with transaction.atomic():
        for name, ward in WARDS.items():
            _round(name, wards[ward], process, department, (people[OFFICER], people[OTHER]), now)
    return _("予算の投票：終わったもの1、投票中のもの1、投票%(count)s") % {"count": f"{Ballot.objects.count():,}"}


def _round(
    name: str, ward: Area, process: Process, department: Organization, people: tuple[User, User], now: datetime
) -> None:
    begun, proposed, opened, vote_from, vote_until = (now - timedelta(days=count) for count in DAYS[name])
    officer = people[0]
    made = prepare_round(draft=_draft(name, ward, process, now), actor=officer, now=begun, is_sample=True)
    announce_round(budget_round=made, actor=officer, now=begun)
    dice = random.Random(f"{SEED}{name}")  # noqa: S311 - a repeatable sample, no secret
    rows = [row for row in packaged_rows(ROOM, "projects.csv") if row["round"] == name]
    for place, row in enumerate(rows):
        at = begun + timedelta(days=1 + place * (begun - proposed).days // (len(rows) + 1), hours=place % 9)
        _propose(made, row, department, people, at, dice)
    if name == "a":
        _merge(made, officer, proposed)
    made = open_voting(budget_round=made, actor=officer, now=opened)
    ends = min(now - timedelta(minutes=1), vote_until)
    _ballots(made, BALLOTS[name], vote_from, ends, dice)
    _papers(made, people, vote_from + timedelta(days=3), dice)
    if name == "a":
        close_voting(budget_round=made, actor=officer, now=vote_until + timedelta(days=2))


def _draft(name: str, ward: Area, process: Process, now: datetime) -> RoundDraft:
    begun, proposed, _opened, vote_from, vote_until = (
        timezone.localdate(now) - timedelta(days=count) for count in DAYS[name]
    )
    return RoundDraft(
        scope=Scope.WARD,
        area=ward,
        title=_("見本：%(ward)s　みんなで決める予算") % {"ward": ward.name},
        purpose=_("つくりものの見本です。歩いて行ける所の暮らしをよくする小さな事業に、区の予算の一部を使います。"),
        fiscal_year=fiscal_year_of(timezone.localdate(now)) + 1,
        budget_yen=BUDGET,
        proposals_from=begun,
        proposals_until=proposed,
        vote_from=vote_from,
        vote_until=vote_until,
        process=process,
        contact=_("見本 区役所の一階の窓口（見本の番号）"),
        rules=Rules(
            lot_words=_("締め切りの二日後に、だれでも見られる所で振る、さいころ三つの目を使います。"),
            who_may_vote=_("区に住む人、働く人、学ぶ人"),
            age_from=15,
            supporters_least=20,
        ),
    )


def _propose(
    budget_round: Round,
    row: dict[str, str],
    department: Organization,
    people: tuple[User, User],
    at: datetime,
    dice: random.Random,
) -> None:
    cost = int(row["yen"])
    first = cost * dice.choice((6, 7, 8)) // 10 // 10_000 * 10_000
    draft = ProposalDraft(
        title=row["title"],
        words=row["words"],
        where=row["where"],
        for_whom=row["for_whom"],
        ward=budget_round.area,
        parts=(PartDraft(_("物や工事"), first), PartDraft(_("人の手間や会場"), cost - first)),
        proposer=ProposerKind(row["proposer"]),
        proposer_name=row["name"],
    )
    channel = dice.choice((Channel.WEB, Channel.WEB, Channel.WEB, Channel.CARD))
    (author,) = add_participants(channels=[channel], now=at)
    given = checked_draft(budget_round, draft)
    made = keep(budget_round, given, channel, author.actor_key, received_at=at, now=at)
    write(made, ProposalAct.SENT, actor_key=author.actor_key, now=at)
    handling.show_proposal(proposal=made, actor=people[0], now=at + timedelta(days=1))
    verdict = Verdict(row["verdict"])
    mends = verdict == Verdict.FEASIBLE and dice.random() < 0.2
    handling.assess_proposal(
        proposal=made,
        verdict=verdict,
        reason=row["reason"],
        department=department,
        actor=people[1],
        now=at + timedelta(days=20),
        change=_("幅の広い歩道だけにし、数を減らしてください。") if verdict == Verdict.IF_CHANGED else "",
        cost_yen=cost * 11 // 10 if mends else cost,
        cost_reason=_("材料の値上がりを入れて、見積もりを取り直しました。") if mends else "",
    )


def _merge(budget_round: Round, officer: User, at: datetime) -> None:
    """Two proposals about a way home and a school's way become one, and are answered together."""
    titles = (_("夜の帰り道に足もとの灯り"), _("学校の前の横断歩道に旗と帽子"))
    sources = list(Proposal.objects.filter(round=budget_round, title__in=titles).order_by("pk"))
    draft = ProposalDraft(
        title=_("安心して歩ける道（足もとの灯りと見守りの道具）"),
        words=_("駅から団地までの暗い道に足もとの灯りを立て、小学校の前で見守る人の旗・帽子・雨具をそろえます。"),
        where=_("見本駅から見本団地、小学校前"),
        for_whom=_("夜に帰る人、登下校の子どもと見守りの人"),
        ward=budget_round.area,
        parts=(PartDraft(_("足もとの灯り"), 3_200_000), PartDraft(_("旗・帽子・雨具"), 600_000)),
        proposer=ProposerKind.GROUP,
    )
    reason = _("同じ道の安全の話で、提案した二つの会が一緒にしたいと言っています。")
    made = handling.merge_proposals(sources=sources, draft=draft, reason=reason, actor=officer, now=at)
    department = sources[0].answers.select_related("department")[0].department
    handling.assess_proposal(
        proposal=made,
        verdict=Verdict.FEASIBLE,
        reason=_("どちらも、この予算でできます。"),
        department=department,
        actor=officer,
        now=at + timedelta(days=10),
    )


def _ballots(budget_round: Round, count: int, first: datetime, last: datetime, dice: random.Random) -> None:
    """Invented ballots, made at once: people of three leanings, most of whom choose some four projects."""
    numbers = list(budget_round.projects.values_list("number", flat=True))
    weights = [[dice.lognormvariate(0, 0.8) for _n in numbers] for _leaning in range(3)]
    told = receipts.issue_many(BALLOT_RECEIPT, count, now=first)
    moments = sorted(first + (last - first) * (dice.random() ** 1.4) for _n in range(count))
    ballots = [
        _ballot(budget_round, receipt, moment, numbers, dice.choice(weights), dice)
        for receipt, moment in zip(told, moments, strict=True)
    ]
    Ballot.objects.bulk_create(ballots, batch_size=500)
    CurrentBallot.objects.bulk_create(
        (
            CurrentBallot(
                round=budget_round,
                voter=one.voter,
                digest=ballot_digest(one.choices, one.ward_id, one.age_band, one.is_member),
                receipt=one.receipt,
                changed_at=one.cast_at,
            )
            for one in ballots
        ),
        batch_size=500,
    )


def _ballot(
    budget_round: Round, receipt: str, at: datetime, numbers: list[int], weights: list[float], dice: random.Random
) -> Ballot:
    wanted = max(1, min(len(numbers), round(dice.gauss(4, 1.8))))
    chosen: set[int] = set()
    while len(chosen) < wanted:
        chosen.update(dice.choices(numbers, weights, k=1))
    tells = dice.random() < 0.6
    return Ballot(
        round=budget_round,
        voter=policies.paper_token(budget_round, receipt),
        receipt=receipt,
        choices=",".join(map(str, sorted(chosen))),
        order_seed=secrets.token_hex(8),
        channel=dice.choice(CHANNELS),
        ward=budget_round.area if tells else None,
        age_band=dice.choice(AGES) if tells else "",
        is_member=dice.random() < 0.5 if tells else None,
        cast_at=at,
    )


def _papers(budget_round: Round, people: tuple[User, User], at: datetime, dice: random.Random) -> None:
    """Some ballots on paper as two people read them: one is spoiled; in the open round one waits, one differs."""
    printed = papers.print_papers(
        budget_round=budget_round, count=PAPERS, place=_("見本 区役所"), actor=people[0], now=at
    )
    numbers = list(budget_round.projects.values_list("number", flat=True))
    is_open = budget_round.vote_until >= timezone.localdate()
    for place, paper in enumerate(printed[: PAPERS - 3]):
        chosen = frozenset(dice.sample(numbers, 3))
        spoiled = SpoiledReason.UNREADABLE if place == 0 else ""
        _read(paper, chosen, spoiled, people[0], at)
        if is_open and place == 1:
            continue
        seen = chosen ^ {numbers[0]} if is_open and place == 2 else chosen
        _read(paper, seen, spoiled, people[1], at)


def _read(paper: papers.PaperBallot, numbers: frozenset[int], spoiled: str, actor: User, at: datetime) -> None:
    read = PaperRead(
        numbers=numbers,
        channel=Channel.MEETING,
        received_on=timezone.localdate(at),
        form_key=secrets.token_hex(11),
        spoiled=spoiled,
    )
    papers.read_paper(paper=paper, read=read, actor=actor, now=at)
