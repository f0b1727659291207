"""What waits at the desk, and papers by how far they are read: constant queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from jukugi.apps.budgeting.enums.proposals import ProposalState
from jukugi.apps.budgeting.enums.rounds import RoundState
from jukugi.apps.budgeting.models import Ballot, CurrentBallot, PaperBallot, Proposal, Round, SpoiledBallot, VoterCode

RUNNING = (RoundState.PREPARED, RoundState.ANNOUNCED, RoundState.VOTING)


@dataclass(frozen=True)
class DeskRow:
    """A round at the desk with what waits in it."""

    round: Round
    n_waiting: int
    n_unanswered: int
    n_papers: int


def desk_rounds(areas: set[int | None]) -> list[DeskRow]:
    """Rounds of these wards, those at work first. Three queries."""
    rounds = list(Round.objects.in_areas(areas).select_related("area"))
    keys = [one.pk for one in rounds]
    waiting, unanswered = {}, {}
    for pk, n_waiting, n_unanswered in proposals_waiting(keys):
        waiting[pk], unanswered[pk] = n_waiting, n_unanswered
    papers = dict(
        unsettled(PaperBallot.objects.filter(round__in=keys))
        .order_by()
        .values_list("round")
        .annotate(count=Count("pk", distinct=True))
    )
    rows = [DeskRow(one, waiting.get(one.pk, 0), unanswered.get(one.pk, 0), papers.get(one.pk, 0)) for one in rounds]
    return sorted(rows, key=lambda row: (row.round.state not in RUNNING, -row.round.pk))


def proposals_waiting(rounds: Any) -> Any:
    """(round, proposals nobody has looked at, shown ones without an answer) of announced rounds. One query."""
    return (
        Proposal.objects.filter(round__in=rounds, round__state=RoundState.ANNOUNCED)
        .order_by()
        .values_list("round")
        .annotate(
            waiting=Count("pk", filter=Q(state=ProposalState.WAITING)),
            unanswered=Count("pk", filter=Q(state=ProposalState.SHOWN, verdict="")),
        )
    )


def unsettled(papers: QuerySet[PaperBallot]) -> QuerySet[PaperBallot]:
    """Papers that somebody has read and that are neither counted nor kept as spoiled."""
    return papers.filter(readings__isnull=False, ballot=None, spoiled=None)


PARTS = {
    "differ": Q(n_readings__gte=2, ballot=None, spoiled=None),
    "second": Q(n_readings=1, ballot=None, spoiled=None),
    "counted": Q(ballot__isnull=False),
    "spoiled": Q(spoiled__isnull=False),
}
PER_PAGE = 60


def papers_in(budget_round: Round, part: str) -> QuerySet[PaperBallot]:
    """Papers of one part of the queue; to be paged."""
    counted = budget_round.papers.annotate(n_readings=Count("readings")).select_related("spoiled")
    return counted.filter(PARTS[part]).order_by("pk")


def paper_counts(budget_round: Round) -> dict[str, int]:
    """How many papers are printed, and stand in each part. Four queries."""
    read = unsettled(budget_round.papers.all()).annotate(n_readings=Count("readings"))
    found = list(read.values_list("n_readings", flat=True))
    return {
        "printed": budget_round.papers.count(),
        "second": sum(count == 1 for count in found),
        "differ": sum(count >= 2 for count in found),
        "counted": Ballot.objects.filter(round=budget_round, paper__isnull=False).count(),
        "spoiled": SpoiledBallot.objects.filter(paper__round=budget_round).count(),
    }


def came(budget_round: Round) -> dict[str, Any]:
    """How many people have voted, and by which way the last ballot of each came. Three queries."""
    by_channel = Ballot.objects.counting(budget_round.pk).order_by().values_list("channel").annotate(count=Count("pk"))
    return {
        "n_voters": CurrentBallot.objects.filter(round=budget_round).count(),
        "by_channel": sorted(by_channel, key=lambda row: -row[1]),
        "n_codes": VoterCode.objects.filter(round=budget_round).count(),
    }


TABS: dict[str, Q] = {
    "waiting": Q(state=ProposalState.WAITING),
    "unanswered": Q(state=ProposalState.SHOWN, verdict=""),
    "answered": Q(state=ProposalState.SHOWN) & ~Q(verdict=""),
    "ended": Q(state__in=[ProposalState.HIDDEN, ProposalState.MERGED, ProposalState.WITHDRAWN]),
}


def tab_counts(budget_round: Round) -> dict[str, int]:
    """How many proposals stand in each tab. One query."""
    counts = {name: Count("pk", filter=rule) for name, rule in TABS.items()}
    found: dict[str, int] = Proposal.objects.filter(round=budget_round).aggregate(**counts)
    return found


@dataclass(frozen=True)
class Waiting:
    """What waits in the rounds of one ward."""

    proposals: int = 0
    unanswered: int = 0
    second: int = 0
    differ: int = 0
    to_close: int = 0

    @property
    def total(self) -> int:
        return self.proposals + self.unanswered + self.second + self.differ + self.to_close


def waiting_by_area(areas: set[int | None], *, actor_key: str, today: date) -> dict[int | None, Waiting]:
    """By ward (None: the whole city) what waits for this person: of papers, not those that they read first.

    Two queries.
    """
    own = Round.objects.in_areas(areas)
    counts = own.filter(state__in=[RoundState.ANNOUNCED, RoundState.VOTING]).order_by().values_list("area")
    announced = Q(state=RoundState.ANNOUNCED)
    rows = counts.annotate(
        n_waiting=Count("proposals", filter=announced & Q(proposals__state=ProposalState.WAITING)),
        n_unanswered=Count(
            "proposals", filter=announced & Q(proposals__state=ProposalState.SHOWN, proposals__verdict="")
        ),
        n_to_close=Count("pk", filter=Q(state=RoundState.VOTING, vote_until__lt=today), distinct=True),
    )
    second, differ = _papers_by_area(own, actor_key)
    return {
        area: Waiting(proposals, unanswered, second.get(area, 0), differ.get(area, 0), to_close)
        for area, proposals, unanswered, to_close in rows
    }


def _papers_by_area(own: QuerySet[Round], actor_key: str) -> tuple[dict[int | None, int], dict[int | None, int]]:
    mine = Q(readings__turn=1, readings__actor_key=actor_key)
    papers = unsettled(PaperBallot.objects.filter(round__in=own, round__state=RoundState.VOTING)).order_by()
    read = papers.annotate(n_readings=Count("readings", distinct=True), n_mine=Count("readings", filter=mine))
    second: dict[int | None, int] = {}
    differ: dict[int | None, int] = {}
    for area, count, is_mine in read.values_list("round__area", "n_readings", "n_mine"):
        if count >= 2:
            differ[area] = differ.get(area, 0) + 1
        elif not is_mine:
            second[area] = second.get(area, 0) + 1
    return second, differ
