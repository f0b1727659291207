"""One count by us in a fresh process: a ``file``, or ``parse``, ``count`` and ``add1`` of invented cities."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from jukugi.core.budgeting import AllocationSettings, Completion
from jukugi.core.budgeting.allocation import allocate
from jukugi.core.budgeting.election import election_from_pb
from jukugi.core.budgeting.equal_shares import equal_shares
from jukugi.core.budgeting.pb import PbFile, VoteType
from jukugi.core.budgeting.pb_reading import read_pb
from jukugi.core.budgeting.pb_writing import write_pb
from jukugi.core.budgeting.ties import TieOrder

VOTERS, PROJECTS, APPROVALS = 300_000, 300, 5.5
YEN = 250_000_000
BALLOTS = 90_000


def city(n_voters: int) -> PbFile:
    """Projects from some popular to many with few votes, from 300,000 yen up; five or six approvals of each voter."""
    chance = np.random.default_rng(2026)
    popular = chance.lognormal(0, 1, PROJECTS)
    lengths = np.clip(chance.binomial(10, APPROVALS / 10, n_voters), 1, None)
    voters = np.repeat(np.arange(n_voters), lengths)
    chosen = chance.choice(PROJECTS, size=len(voters), p=popular / popular.sum())
    pairs = np.unique(voters * PROJECTS + chosen)
    costs = [300_000 + 10_000 * int(each) for each in chance.lognormal(4, 1, PROJECTS)]
    keys = tuple(f"P{number:03}" for number in range(PROJECTS))
    return PbFile(
        meta={"description": "見本市の投票"},
        projects={"project_id": keys, "name": tuple(f"見本の事業{key}" for key in keys)},
        votes={
            "voter_id": tuple(str(number) for number in range(n_voters)),
            "age": tuple(str(age) for age in chance.integers(16, 95, n_voters)),
        },
        vote_type=VoteType.APPROVAL,
        budget=Fraction(YEN),
        costs=tuple(map(Fraction, costs)),
        lengths=np.bincount(pairs // PROJECTS, minlength=n_voters),
        choices=pairs % PROJECTS,
    )


def parse() -> tuple[float, dict[str, Any]]:
    text = write_pb(city(BALLOTS))
    seconds, file = _timed(lambda: read_pb(text))
    return seconds, {"about": f"{file.n_voters:,}枚、{len(text.encode()):,}バイト"}


def count(completion: Completion = Completion.NONE) -> tuple[float, dict[str, Any]]:
    file = city(VOTERS)
    seconds, allocation = _timed(lambda: allocate(election_from_pb(file), AllocationSettings(completion=completion)))
    endowment, start = allocation.final_endowment or Fraction(0), YEN // VOTERS
    return seconds, {
        "about": f"承認{len(file.choices):,}、{len(allocation.winners)}事業、予算の{float(allocation.cost / YEN):.1%}、"
        f"一人{float(endowment):,.0f}円（{start:,}円から）",
        "winners": [allocation.election.ids[place] for place in allocation.winners],
    }


def of_file(path: Path) -> tuple[float, dict[str, Any]]:
    """The count alone, as it is measured on the other side; the best of several, and the first not counted."""
    began = time.process_time()
    file = read_pb(path.read_text(encoding="utf-8"))
    parsed = time.process_time() - began
    election = election_from_pb(file)
    order = TieOrder(election, AllocationSettings().ties, "0")
    endowment = election.budget / election.n_voters
    timed = [_timed(lambda: equal_shares(election, endowment, order)) for _ in range(6)]
    winners = [election.ids[place] for place in timed[0][1].winners]
    return min(seconds for seconds, _ in timed[1:]), {"winners": winners, "parse_seconds": parsed}


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    found = work()
    return time.process_time() - began, found


def main() -> None:
    task = sys.argv[1]
    tasks = {
        "file": lambda: of_file(Path(sys.argv[2])),
        "parse": parse,
        "count": count,
        "add1": lambda: count(Completion.ADD1),
    }
    seconds, found = tasks[task]()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": megabytes, **found}, ensure_ascii=False))


if __name__ == "__main__":
    main()
