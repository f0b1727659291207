"""Who supports which project, and how much, in the form the counts need: a list of supporters for each project."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np
from numpy.typing import NDArray

from jukugi.core.budgeting.errors import NoBallots
from jukugi.core.budgeting.pb import PbFile, VoteType
from jukugi.core.budgeting.settings import Utility

Voters = NDArray[np.intp]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Election:
    """A vote over projects with costs under one budget.

    Attributes
    ----------
    ids, costs : of each project; costs at least 0, in the currency of ``budget``, exact.
    n_voters : all who voted, those with an empty ballot too; at least 1.
    supporters : for each project the voters who support it, in rising order, each once.
    weights : for each project what it is worth to each of its supporters, whole numbers above 0; None where all count
        alike (approval).
    is_by_cost : whether worth is multiplied by the project's cost (``Utility.COST``, ``Utility.COST_POINTS``).
    utility : of these.
    """

    ids: tuple[str, ...]
    costs: tuple[Fraction, ...]
    budget: Fraction
    n_voters: int
    supporters: tuple[Voters, ...]
    weights: tuple[IntArray, ...] | None
    utility: Utility

    @property
    def is_by_cost(self) -> bool:
        return self.utility is not Utility.POINTS

    @cached_property
    def votes(self) -> tuple[int, ...]:
        """Supporters of each project."""
        return tuple(len(voters) for voters in self.supporters)

    @cached_property
    def support(self) -> tuple[int, ...]:
        """Sum of weights of each project: votes, or points."""
        if self.weights is None:
            return self.votes
        return tuple(int(weights.sum()) for weights in self.weights)

    def worth(self, project: int) -> Fraction:
        """By what the weights of a project are multiplied."""
        return self.costs[project] if self.is_by_cost else Fraction(1)


def election_from_ballots(
    costs: Mapping[str, Fraction | int],
    ballots: Sequence[Mapping[str, Fraction | int] | Sequence[str]],
    *,
    budget: Fraction | int,
    utility: Utility = Utility.COST,
) -> Election:
    """An election from ballots as people would write them down: names of projects, or points by project.

    Raises NoBallots, and KeyError for a project that is not among ``costs``.
    """
    places = {key: place for place, key in enumerate(costs)}
    given = [ballot if isinstance(ballot, Mapping) else dict.fromkeys(ballot, 1) for ballot in ballots]
    return _election(
        ids=tuple(costs),
        costs=tuple(Fraction(cost) for cost in costs.values()),
        budget=Fraction(budget),
        lengths=np.array([len(ballot) for ballot in given], dtype=np.int64),
        choices=np.array([places[key] for ballot in given for key in ballot], dtype=np.int64),
        points=None if utility is Utility.COST else [Fraction(each) for ballot in given for each in ballot.values()],
        utility=utility,
    )


def election_from_pb(file: PbFile, *, utility: Utility | None = None) -> Election:
    """The election of a file. Rankings count by Borda points: the last on a ballot 0, each before it one more.

    Parameters
    ----------
    utility : None for cost with approvals and single choices, points with points and rankings.

    Raises NoBallots.
    """
    has_worth = file.vote_type.has_points or file.vote_type is VoteType.ORDINAL
    utility = utility or (Utility.POINTS if has_worth else Utility.COST)
    points: Sequence[Fraction] | None = None
    if utility is not Utility.COST and file.vote_type is VoteType.ORDINAL:
        points = list(_borda(file.lengths))
    elif utility is not Utility.COST:
        points = file.points
    return _election(
        ids=file.project_ids,
        costs=file.costs,
        budget=file.budget,
        lengths=file.lengths,
        choices=file.choices,
        points=points,
        utility=utility,
    )


def _borda(lengths: IntArray) -> Iterator[Fraction]:
    for length in lengths.tolist():
        yield from map(Fraction, range(length - 1, -1, -1))


def _election(
    *,
    ids: tuple[str, ...],
    costs: tuple[Fraction, ...],
    budget: Fraction,
    lengths: IntArray,
    choices: IntArray,
    points: Sequence[Fraction] | None,
    utility: Utility,
) -> Election:
    if not len(lengths):
        raise NoBallots()
    voters = np.repeat(np.arange(len(lengths), dtype=np.intp), lengths)
    whole = None if points is None else _whole(points)
    if whole is not None:
        # What gives a project nothing, or speaks against it, is no support.
        voters, choices, whole = voters[whole > 0], choices[whole > 0], whole[whole > 0]
    order = np.argsort(choices.astype(np.uint16) if len(ids) < 2**16 else choices, kind="stable")
    ends = np.cumsum(np.bincount(choices, minlength=len(ids)))[:-1]
    return Election(
        ids=ids,
        costs=costs,
        budget=budget,
        n_voters=len(lengths),
        supporters=tuple(np.split(voters[order], ends)),
        weights=None if whole is None else tuple(np.split(whole[order], ends)),
        utility=utility,
    )


def _whole(points: Sequence[Fraction]) -> IntArray:
    """Points in a unit in which all are whole."""
    known = set(points)
    unit = lcm(*(number.denominator for number in known)) if known else 1
    scaled = {number: int(number * unit) for number in known}
    return np.array([scaled[number] for number in points], dtype=np.int64)
