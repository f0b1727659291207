"""The ballots of a round as the count needs them, and the order in which projects stand before a voter.

The only module of the room that hands ballots to a count. numpy is loaded when a count asks for it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from jukugi.apps.budgeting.models import Ballot, Project, Round

if TYPE_CHECKING:
    from jukugi.core.budgeting import AllocationSettings
    from jukugi.core.budgeting.election import Election


@dataclass(frozen=True)
class Barred:
    """A project that the published thresholds leave out of the count, and by which: ``supporters`` or ``share``."""

    number: int
    votes: int
    threshold: str


def order_of(numbers: Iterable[int], seed: str) -> list[int]:
    """Projects in the order in which the voter with this seed sees them. Anybody can recompute it."""
    return sorted(numbers, key=lambda number: (hashlib.sha256(f"{seed}:{number}".encode()).digest(), number))


def choices_of(round_pk: int) -> Iterator[str]:
    """The choices of each ballot that counts, by the key of the ballot. One query, read in portions."""
    counting = Ballot.objects.counting(round_pk).values_list("choices", flat=True)
    return counting.iterator(chunk_size=20_000)


def settings_of(budget_round: Round, *, seed: str) -> "AllocationSettings":
    """The published rules as the count takes them; ``seed`` is that of the published lot."""
    from jukugi.core.budgeting import AllocationSettings, Completion, Rule, Stop, TieBreak

    return AllocationSettings(
        rule=Rule(budget_round.rule),
        completion=Completion(budget_round.completion),
        stop=Stop(budget_round.stop),
        increment=Fraction(budget_round.increment_yen),
        ties=tuple(TieBreak(tie) for tie in budget_round.ties),
        seed=seed,
    )


def election_of(budget_round: Round) -> "Election":
    """The election of a round: its projects (ids are their numbers), and every ballot that counts.

    Thresholds are not applied yet (``barred_of``, ``without``). Two queries. Raises core's NoBallots.
    """
    import numpy as np

    from jukugi.core.budgeting.election import election_from_pb
    from jukugi.core.budgeting.pb import PbFile, VoteType

    projects = list(Project.objects.filter(round=budget_round).order_by("number").values_list("number", "cost_yen"))
    ballots = list(choices_of(budget_round.pk))
    lengths = np.array([ballot.count(",") + 1 if ballot else 0 for ballot in ballots], dtype=np.int64)
    said = ",".join(ballot for ballot in ballots if ballot)
    numbers = np.array(said.split(",") if said else [], dtype=np.int64)
    places = np.zeros(max((number for number, _cost in projects), default=0) + 1, dtype=np.int64)
    for place, (number, _cost) in enumerate(projects):
        places[number] = place
    ids = tuple(str(number) for number, _cost in projects)
    file = PbFile(
        meta={},
        projects={"project_id": ids},
        votes={},
        vote_type=VoteType.APPROVAL,
        budget=Fraction(budget_round.budget_yen),
        costs=tuple(Fraction(cost) for _number, cost in projects),
        lengths=lengths,
        choices=places[numbers],
    )
    return election_from_pb(file)


def barred_of(election: "Election", budget_round: Round) -> list[Barred]:
    """Projects below the published thresholds, compared exactly. No query."""
    found = []
    for project_id, votes, cost in zip(election.ids, election.votes, election.costs, strict=True):
        divisor = budget_round.share_divisor
        if votes < budget_round.supporters_least:
            found.append(Barred(int(project_id), votes, "supporters"))
        elif divisor and Fraction(votes, election.n_voters) < cost / election.budget / divisor:
            found.append(Barred(int(project_id), votes, "share"))
    return found


def without(election: "Election", barred: Iterable[Barred]) -> "Election":
    """The election without these projects; voters stay, those too whose ballot is empty then. No query."""
    from dataclasses import replace

    out = {str(one.number) for one in barred}
    kept = [place for place, project_id in enumerate(election.ids) if project_id not in out]
    weights = election.weights
    return replace(
        election,
        ids=tuple(election.ids[place] for place in kept),
        costs=tuple(election.costs[place] for place in kept),
        supporters=tuple(election.supporters[place] for place in kept),
        weights=None if weights is None else tuple(weights[place] for place in kept),
    )
