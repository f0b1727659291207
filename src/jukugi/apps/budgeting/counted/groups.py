"""How groups of voters come off: who has a project among the winners, and how much of the money is theirs.

A funded project is shared equally among all who support it; a voter's money is the sum of these shares. That says the
same of any way of counting, so that Equal Shares and most votes first can be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jukugi.apps.budgeting.counted.reading import BallotColumns
from jukugi.apps.budgeting.enums.results import FEWEST_SHOWN
from jukugi.core.budgeting.election import Election
from jukugi.core.disclosure import is_small, shown_cells, shown_table


@dataclass(frozen=True)
class Outcome:
    """For each voter whether a winner is hers, and her money."""

    has_winner: NDArray[np.bool_]
    money: NDArray[np.float64]


def outcome_of(election: Election, winners: Sequence[int]) -> Outcome:
    """Of these winners, places in the election. Cost: approvals."""
    has_winner = np.zeros(election.n_voters, dtype=bool)
    money = np.zeros(election.n_voters)
    for project in winners:
        voters = election.supporters[project]
        has_winner[voters] = True
        money[voters] += float(election.costs[project]) / max(len(voters), 1)
    return Outcome(has_winner, money)


def groups_of(ballots: BallotColumns, shares: Outcome, votes: Outcome) -> dict[str, list[dict[str, Any]]]:
    """By ward, age and membership of an association: groups of whom enough told it; none where too few told at all."""
    told = {"ward": ballots.ward, "age": ballots.age_band, "association": ballots.is_member}
    return {name: _groups(column, shares, votes) for name, column in told.items()}


def channels_of(ballots: BallotColumns) -> dict[str, int | None]:
    """Ballots by the way they came in; None for a number that is not told."""
    counts = {name: ballots.channel.count(name) for name in sorted(set(ballots.channel))}
    shown = shown_cells(list(counts.values()), rest=0, minimum=FEWEST_SHOWN)
    return {name: count if is_shown else None for (name, count), is_shown in zip(counts.items(), shown, strict=True)}


def _groups(column: Sequence[str], shares: Outcome, votes: Outcome) -> list[dict[str, Any]]:
    values = np.array(column, dtype=str)
    keys = sorted({value for value in column if value})
    counts = [int((values == key).sum()) for key in keys]
    if is_small(sum(counts), minimum=FEWEST_SHOWN) or not keys:
        return []
    shown = shown_cells(counts, rest=len(column) - sum(counts), minimum=FEWEST_SHOWN)
    kept = [key for key, is_shown in zip(keys, shown, strict=True) if is_shown]
    masks = [values == key for key in kept]
    columns = {"": shares, "_by_votes": votes}
    told = {end: _told(masks, outcome) for end, outcome in columns.items()}
    return [
        {
            "group": key,
            "voters": int(mask.sum()),
            **{f"with_a_winner{end}": told[end][place][0] for end in columns},
            **{f"tenths{end}": told[end][place][1] for end in columns},
            **{f"money{end}": told[end][place][2] for end in columns},
        }
        for place, (key, mask) in enumerate(zip(kept, masks, strict=True))
    ]


def _told(masks: Sequence[NDArray[np.bool_]], outcome: Outcome) -> list[tuple[int | None, int | None, int | None]]:
    """Of each group those with a winner, the tenths that these are at least, and the money of one voter.

    The number is None where few people could be told apart; then tenths and money stand only for a group in which a
    tenth is five people or more. The voters of no group follow from the totals, so that they count as a group too.
    """
    others = ~np.any(masks, axis=0) if masks else np.ones(len(outcome.money), dtype=bool)
    everybody = [*masks, others] if others.any() else list(masks)
    table = [
        [int(outcome.has_winner[mask].sum()), int(mask.sum() - outcome.has_winner[mask].sum())] for mask in everybody
    ]
    shown = shown_table(table, minimum=FEWEST_SHOWN)
    found: list[tuple[int | None, int | None, int | None]] = []
    for mask, row, is_shown in zip(masks, table, shown, strict=False):
        voters, is_large = sum(row), sum(row) >= 10 * FEWEST_SHOWN
        tenths = min(10 * row[0] // voters, 9) if is_large else None
        money = coarse(float(outcome.money[mask].mean())) if is_shown[0] or is_large else None
        found.append((row[0] if is_shown[0] else None, tenths, money))
    return found


def coarse(yen: float) -> int:
    """Two figures: the shares of single supporters cannot be read out of it."""
    return int(float(f"{yen:.1e}"))
