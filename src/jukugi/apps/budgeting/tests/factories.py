from dataclasses import replace
from datetime import UTC, date, datetime

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.budgeting.actions.ballots import BallotDraft, cast_ballot
from jukugi.apps.budgeting.actions.rounds import (
    RoundDraft,
    Rules,
    announce_round,
    close_voting,
    open_voting,
    prepare_round,
)
from jukugi.apps.budgeting.enums.proposals import ProposalState, ProposerKind, Verdict
from jukugi.apps.budgeting.enums.rounds import Scope
from jukugi.apps.budgeting.models import CurrentBallot, Proposal, Round
from jukugi.apps.issues.enums import IssueLevel
from jukugi.kit import receipts

PREPARING = datetime(2026, 4, 1, 1, tzinfo=UTC)
PROPOSING = datetime(2026, 4, 10, 1, tzinfo=UTC)
OPENING = datetime(2026, 5, 10, 1, tzinfo=UTC)
NOW = datetime(2026, 6, 5, 1, tzinfo=UTC)
"""In the days of the vote, at ten in Japan."""
AFTER = datetime(2026, 6, 21, 1, tzinfo=UTC)


def rules(**fields) -> Rules:
    """Equal shares; any number of projects, at least one; one ballot from each device."""
    said = {"lot_words": "6月22日の見本の数字を使います。", "who_may_vote": "見本区に住む人、働く人、学ぶ人"}
    return Rules(**said | fields)


def draft(ward: Area | None = None, **fields) -> RoundDraft:
    """A ward's ten million yen, proposals in April, votes in June."""
    said = {
        "scope": Scope.WARD,
        "area": ward or WardFactory(),
        "title": "見本区の予算の投票",
        "purpose": "区の暮らしをよくする小さな事業に使います。",
        "fiscal_year": 2027,
        "budget_yen": 10_000_000,
        "proposals_from": date(2026, 4, 5),
        "proposals_until": date(2026, 4, 30),
        "vote_from": date(2026, 6, 1),
        "vote_until": date(2026, 6, 20),
        "rules": rules(),
    }
    return RoundDraft(**said | fields)


def prepared(ward: Area | None = None, officer: User | None = None, **fields) -> Round:
    """A round that only staff sees."""
    return prepare_round(draft=draft(ward, **fields), actor=officer or RoleFactory().user, now=PREPARING)


def announced(ward: Area | None = None, officer: User | None = None, **fields) -> Round:
    """A round that takes proposals in April."""
    officer = officer or RoleFactory().user
    return announce_round(budget_round=prepared(ward, officer, **fields), actor=officer, now=PREPARING)


def proposal(budget_round: Round, title: str = "公園のベンチ", cost_yen: int = 2_000_000, **fields) -> Proposal:
    """A proposal that a department finds feasible."""
    said = {
        "words": "歩く人が休めるように置きます。",
        "where": "見本公園",
        "for_whom": "歩く人みんな",
        "level": IssueLevel.KUIKI,
        "ward": budget_round.area,
        "proposer": ProposerKind.CITIZEN,
        "state": ProposalState.SHOWN,
        "verdict": Verdict.FEASIBLE,
        "channel": Channel.WEB,
        "receipt": receipts.issue("budget_proposal", now=PROPOSING),
        "author_key": ParticipantFactory().actor_key,
        "received_at": PROPOSING,
    }
    return Proposal.objects.create(round=budget_round, title=title, cost_yen=cost_yen, **said | fields)


def voting(
    costs: tuple[int, ...] = (2_000_000, 5_000_000, 6_000_000),
    ward: Area | None = None,
    officer: User | None = None,
    **fields,
) -> Round:
    """A round in which people vote in June, with a project of each cost."""
    officer = officer or RoleFactory().user
    made = announced(ward, officer, **fields)
    for number, cost in enumerate(costs, start=1):
        proposal(made, f"事業{number}", cost)
    return open_voting(budget_round=made, actor=officer, now=OPENING)


def closed(ballots: list[set[int]], costs: tuple[int, ...] = (2_000_000, 5_000_000, 6_000_000), **fields) -> Round:
    """A round whose vote is over, with these ballots."""
    officer = RoleFactory().user
    made = voting(costs, officer=officer, **fields)
    for numbers in ballots:
        vote(made, *numbers)
    return close_voting(budget_round=made, actor=officer, now=AFTER)


def ballot(*numbers: int, **fields) -> BallotDraft:
    """A ballot for these projects."""
    return replace(BallotDraft(numbers=frozenset(numbers), order_seed="0123456789abcdef"), **fields)


def vote(
    budget_round: Round, *numbers: int, voter: Participant | None = None, now: datetime = NOW, **fields
) -> CurrentBallot:
    """Somebody votes for these projects."""
    return cast_ballot(
        budget_round=budget_round, voter=voter or ParticipantFactory(), draft=ballot(*numbers, **fields), now=now
    )
