"""Count a round, and write the files that are published of it. The same ballots, rules and seed: the same bytes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from jukugi import __version__
from jukugi.apps.budgeting.counted.groups import channels_of, groups_of, outcome_of
from jukugi.apps.budgeting.counted.reading import BallotColumns, pb_of, read_ballots
from jukugi.apps.budgeting.enums.results import BALLOTS_FILE, RESULT_FILE, RULES_FILE
from jukugi.apps.budgeting.models import Project, Round
from jukugi.apps.budgeting.queries.elections import Barred, barred_of, settings_of, without
from jukugi.core.budgeting import AllocationSettings, Completion, NoBallots, Rule
from jukugi.core.budgeting.allocation import Allocation, allocate
from jukugi.core.budgeting.document import FORMAT, allocation_document, canonical
from jukugi.core.budgeting.election import Election, election_from_pb
from jukugi.core.budgeting.pb import PbFile
from jukugi.core.budgeting.pb_writing import write_pb

FORM = "1"
CODE_VERSION = f"{__version__}/{FORMAT}/{FORM}"


@dataclass(frozen=True)
class Counted:
    """What came of a count: the files by name, and what fixes the ballots."""

    ballots: int
    data_digest: str
    files: dict[str, bytes]
    document: dict[str, Any]


def count_round(budget_round: Round, *, seed: str, seed_words: str) -> Counted:
    """Two queries. 300,000 ballots with 300 projects take some seconds and stay below a gigabyte."""
    projects = list(Project.objects.filter(round=budget_round).order_by("number"))
    ballots = read_ballots(budget_round)
    file = pb_of(budget_round, projects, ballots)
    settings = settings_of(budget_round, seed=seed)
    document = _document(budget_round, file, ballots, settings)
    chosen = set(document["winners"])
    selected = tuple("1" if key in chosen else "0" for key in file.project_ids)
    file = replace(file, projects={**file.projects, "selected": selected})
    rules = canonical({**document["rules"], **_published(budget_round), "seed_words": seed_words})
    written = {BALLOTS_FILE: write_pb(file).encode(), RULES_FILE: rules}
    document |= {
        "seed_words": seed_words,
        "sha256": {name: digest_of(content) for name, content in written.items()},
        "version": CODE_VERSION,
    }
    return Counted(len(ballots.choices), ballots.digest, {**written, RESULT_FILE: canonical(document)}, document)


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _published(budget_round: Round) -> dict[str, Any]:
    """The rules of the round beside those of the count."""
    rules = budget_round.rules
    named = ("budget_yen", "supporters_least", "share_divisor", "approvals_least", "approvals_most", "lot")
    return {name: rules[name] for name in (*named, "verification", "age_from", "who_may_vote")}


def _document(
    budget_round: Round, file: PbFile, ballots: BallotColumns, settings: AllocationSettings
) -> dict[str, Any]:
    head = {
        "round": budget_round.title,
        "fiscal_year": budget_round.fiscal_year,
        "names": dict(zip(file.project_ids, file.projects["name"], strict=True)),
    }
    try:
        whole = election_from_pb(file)
    except NoBallots:
        return {**_of_nobody(file, settings), **head}
    barred = barred_of(whole, budget_round)
    election = without(whole, barred)
    found, by_votes = allocate(election, settings), allocate(election, by_most_votes(settings))
    return {
        **allocation_document(found),
        **head,
        "barred": [_left_out(whole, one) for one in barred],
        "channels": channels_of(ballots),
        "by_votes": _compared(by_votes),
        "groups": groups_of(ballots, *(outcome_of(election, each.winners) for each in (found, by_votes))),
    }


def by_most_votes(settings: AllocationSettings) -> AllocationSettings:
    """What one compares with: most votes first, with the same ties and the same lot."""
    return replace(settings, rule=Rule.GREEDY, completion=Completion.NONE)


def _left_out(election: Election, barred: Barred) -> dict[str, Any]:
    project = str(barred.number)
    cost = election.costs[election.ids.index(project)]
    return {"project": project, "cost": int(cost), "supporters": barred.votes, "threshold": barred.threshold}


def _compared(allocation: Allocation) -> dict[str, Any]:
    return {
        "winners": [allocation.election.ids[place] for place in allocation.winners],
        "cost": int(allocation.cost),
        "voters_with_a_winner": allocation.accounts.with_a_winner,
    }


def _of_nobody(file: PbFile, settings: AllocationSettings) -> dict[str, Any]:
    """Nobody voted: nothing is chosen."""
    rules: Mapping[str, Any] = {
        "rule": settings.rule.value,
        "completion": settings.completion.value,
        "stop": settings.stop.value,
        "increment": int(settings.increment),
        "ties": [tie.value for tie in settings.ties],
        "seed": settings.seed,
        "utility": "cost",
    }
    empty: dict[str, Any] = {name: [] for name in ("winners", "ties", "exact", "details", "barred")}
    return {
        "format": FORMAT,
        "rules": rules,
        "budget": int(file.budget),
        "voters": 0,
        "projects": len(file.costs),
        "cost": 0,
        "final_endowment": None,
        "final_endowment_exact": None,
        "voters_with_a_winner": 0,
        "money_left": None,
        **empty,
        "channels": {},
        "by_votes": {"winners": [], "cost": 0, "voters_with_a_winner": 0},
        "groups": {},
    }
