"""The rules of a vote, which are to be published before it: who wins, when it ends, how ties are broken."""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from jukugi.core.budgeting.errors import InvalidAllocationSettings


class Rule(Enum):
    """How projects are chosen."""

    EQUAL_SHARES = "equal-shares"
    GREEDY = "greedy"


class Completion(Enum):
    """What is done with the money that Equal Shares leaves."""

    NONE = "none"
    ADD1 = "add1"
    UTILITARIAN = "utilitarian"
    ADD1_UTILITARIAN = "add1-utilitarian"

    @property
    def raises_shares(self) -> bool:
        return self in (Completion.ADD1, Completion.ADD1_UTILITARIAN)

    @property
    def fills(self) -> bool:
        return self in (Completion.UTILITARIAN, Completion.ADD1_UTILITARIAN)


class Stop(Enum):
    """When add1 ends: before it would overspend, or already when no further project would fit."""

    INTEGRAL = "integral"
    EXHAUSTIVE_INTEGRAL = "exhaustive-integral"


class TieBreak(Enum):
    """What decides between projects that are equally good."""

    MAX_VOTES = "max-votes"
    MIN_VOTES = "min-votes"
    MIN_COST = "min-cost"
    MAX_COST = "max-cost"


class Utility(Enum):
    """What a project is worth to its supporter: its cost, the points (or places) given to it, or their product."""

    COST = "cost"
    POINTS = "points"
    COST_POINTS = "cost-points"


@dataclass(frozen=True)
class AllocationSettings:
    """The rules of one count.

    Attributes
    ----------
    increment : by how much add1 raises everybody's share at each step; above 0, in the currency of the budget.
    ties : criteria in their order; what they leave open is decided by lot.
    seed : of the lot (``ties.lot_number``).
    utility : None for what is usual with the ballots: cost for approvals, points for points, Borda points for rankings.
    """

    rule: Rule = Rule.EQUAL_SHARES
    completion: Completion = Completion.NONE
    stop: Stop = Stop.INTEGRAL
    increment: Fraction = Fraction(1)
    ties: tuple[TieBreak, ...] = (TieBreak.MAX_VOTES, TieBreak.MIN_COST)
    seed: str = "0"
    utility: Utility | None = None

    def __post_init__(self) -> None:
        if self.increment <= 0:
            raise InvalidAllocationSettings(setting="increment", value=self.increment)
        if len(set(self.ties)) != len(self.ties):
            raise InvalidAllocationSettings(setting="ties", value=self.ties)
