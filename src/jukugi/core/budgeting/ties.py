"""What decides between projects that are equally good: published criteria in their order, then a published lot."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from jukugi.core.budgeting.election import Election
from jukugi.core.budgeting.settings import TieBreak


@dataclass(frozen=True)
class Tie:
    """Projects between which only the lot decided.

    Attributes
    ----------
    stage : where: ``equal-shares``, ``utilitarian`` or ``greedy``.
    place : of the chosen project among the winners, from 1.
    projects : places of the projects, the chosen one first, the others in the order of the lot.
    """

    stage: str
    place: int
    projects: tuple[int, ...]


def lot_number(seed: str, project_id: str) -> str:
    """The lot of a project: SHA-256 of seed, colon and id, in hexadecimal. The smallest is drawn first.

    Anybody can recompute it; it does not depend on the order of projects, and is the same in every run of a count.
    """
    return hashlib.sha256(f"{seed}:{project_id}".encode()).hexdigest()


@dataclass(frozen=True)
class TieOrder:
    """The order of all projects of an election among each other, where they are equally good."""

    election: Election
    criteria: tuple[TieBreak, ...]
    seed: str

    @cached_property
    def by_criteria(self) -> tuple[tuple[Fraction, ...], ...]:
        """For each project what the criteria compare, the smaller first."""
        return tuple(
            tuple(self._compared(criterion, project) for criterion in self.criteria)
            for project in range(len(self.election.ids))
        )

    def _compared(self, criterion: TieBreak, project: int) -> Fraction:
        votes, cost = Fraction(self.election.votes[project]), self.election.costs[project]
        return {
            TieBreak.MAX_VOTES: -votes,
            TieBreak.MIN_VOTES: votes,
            TieBreak.MIN_COST: cost,
            TieBreak.MAX_COST: -cost,
        }[criterion]

    @cached_property
    def lots(self) -> tuple[str, ...]:
        return tuple(lot_number(self.seed, project_id) for project_id in self.election.ids)

    def ranked(self, tied: Sequence[int]) -> tuple[int, ...]:
        """The projects that the criteria leave equally first, in the order of the lot. One: the criteria decided."""
        best = min(self.by_criteria[project] for project in tied)
        return tuple(
            sorted((each for each in tied if self.by_criteria[each] == best), key=lambda each: self.lots[each])
        )
