"""The ballots of a round as columns."""

import hashlib
import json
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from jukugi.apps.budgeting.models import Ballot, Project, Round
from jukugi.core.budgeting.pb import Columns, PbFile, VoteType

PORTION = 20_000
EMPTY: tuple[list[str], ...] = ([], [], [], [], [])


@dataclass(frozen=True)
class BallotColumns:
    """Every ballot that counts, in the order of what was chosen: nothing tells when one came in, or from whom.

    Attributes
    ----------
    choices : as ballots keep them.
    ward, age_band, is_member, channel : what was told with each, "" where nothing was.
    digest : of all of it, in the order of the log.
    """

    choices: list[str]
    ward: list[str]
    age_band: list[str]
    is_member: list[str]
    channel: list[str]
    digest: str


def read_ballots(budget_round: Round) -> BallotColumns:
    """One query, read in portions. 300,000 ballots take some seconds."""
    counting = Ballot.objects.counting(budget_round.pk)
    rows = counting.values_list("pk", "choices", "ward__code", "age_band", "is_member", "channel")
    total = hashlib.sha256()
    read: list[tuple[str, ...]] = []
    for pk, chosen, ward, age_band, is_member, channel in rows.iterator(chunk_size=PORTION):
        member = "" if is_member is None else "yes" if is_member else "no"
        told = (chosen, ward or "", age_band, member, channel)
        total.update(json.dumps([pk, *told], ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        read.append(told)
    read.sort()
    choices, wards, ages, members, channels = (list(column) for column in zip(*read, strict=True)) if read else EMPTY
    return BallotColumns(choices, wards, ages, members, channels, digest=total.hexdigest())


def pb_of(budget_round: Round, projects: list[Project], ballots: BallotColumns) -> PbFile:
    """The vote in the form of pabulib. Voters are numbered in the order of what they chose."""
    lengths = np.array([each.count(",") + 1 if each else 0 for each in ballots.choices], dtype=np.int64)
    said = ",".join(each for each in ballots.choices if each)
    numbers = np.array(said.split(",") if said else [], dtype=np.int64)
    places = np.zeros(max((project.number for project in projects), default=0) + 1, dtype=np.int64)
    for place, project in enumerate(projects):
        places[project.number] = place
    return PbFile(
        meta=_meta(budget_round),
        projects=_columns(projects, np.bincount(places[numbers], minlength=len(projects)).tolist()),
        votes={"voter_id": tuple(str(number) for number in range(1, len(lengths) + 1))},
        vote_type=VoteType.APPROVAL,
        budget=Fraction(budget_round.budget_yen),
        costs=tuple(Fraction(project.cost_yen) for project in projects),
        lengths=lengths,
        choices=places[numbers],
    )


def _columns(projects: list[Project], votes: list[int]) -> Columns:
    return {
        "project_id": tuple(str(project.number) for project in projects),
        "name": tuple(project.title for project in projects),
        "votes": tuple(str(count) for count in votes),
    }


def _meta(budget_round: Round) -> dict[str, str]:
    most = budget_round.approvals_most
    return {
        "description": budget_round.title,
        "country": "Japan",
        "unit": budget_round.area.name if budget_round.area is not None else "",
        "instance": str(budget_round.fiscal_year),
        "num_projects": "",
        "num_votes": "",
        "budget": "",
        "vote_type": "",
        "rule": budget_round.rule,
        "date_begin": budget_round.vote_from.isoformat(),
        "date_end": budget_round.vote_until.isoformat(),
        "min_length": str(budget_round.approvals_least),
        **({"max_length": str(most)} if most is not None else {}),
        "language": "ja",
        "currency": "JPY",
    }
