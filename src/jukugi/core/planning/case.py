"""What is to be planned, in arrays: associations that bear the same shares as one class, choices as variables."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from jukugi.core.planning.burden import (
    MONTHS,
    AdminRequestLoad,
    AssociationSize,
    share_for,
    summed,
    usual_households,
)
from jukugi.core.planning.choices import Choice, PlanSettings, month_choices, whole_choices

WITHIN_HOURS = 1e-6
"""A month is under the ceiling up to this, a three-hundredth of a second: where floating point and fractions differ."""

Exact = tuple[Fraction, ...]
FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Case:
    """``shares`` and ``members`` of each class; ``choices`` and ``moves`` of each request."""

    loads: tuple[AdminRequestLoad, ...]
    ceiling: Fraction
    settings: PlanSettings
    shares: tuple[Exact, ...]
    members: tuple[tuple[str, ...], ...]
    choices: tuple[tuple[Choice, ...], ...]
    moves: tuple[dict[int, tuple[int, ...]], ...]

    @property
    def present(self) -> tuple[Exact, ...]:
        """Hours of each request in each month as it is, at share 1."""
        return tuple(choices[0].hours for choices in self.choices)

    def hours(self, number: int, months: Sequence[Exact]) -> Exact:
        """Hours of a class, month by month."""
        return summed(self.shares[number], months)

    def float_shares(self) -> FloatArray:
        return np.array([[float(share) for share in row] for row in self.shares]).reshape(
            len(self.shares), len(self.loads)
        )

    def over(self, shares: FloatArray, months: Sequence[Exact]) -> BoolArray:
        """Which class is above the ceiling in which month."""
        above: BoolArray = np.greater(shares @ as_floats(months), float(self.ceiling) + WITHIN_HOURS)
        return above

    def least(self) -> tuple[Exact, ...]:
        """Hours of each request in each month that no allowed change takes away, at share 1."""
        return tuple(
            tuple(
                min([choice.hours[place] for choice in choices[1:]] + [_least_if_moved(choices[0], moves, place)])
                for place in range(len(MONTHS))
            )
            for choices, moves in zip(self.choices, self.moves, strict=True)
        )


def as_floats(months: Sequence[Exact]) -> FloatArray:
    return np.array([[float(hours) for hours in row] for row in months]).reshape(len(months), len(MONTHS))


def make_case(
    loads: Sequence[AdminRequestLoad],
    associations: Sequence[AssociationSize],
    *,
    ceiling: Fraction,
    settings: PlanSettings,
) -> Case:
    """Everything by key, so that the order in which rows came changes nothing."""
    loads = sorted(loads, key=lambda load: load.key)
    usual = usual_households(associations)
    classes: dict[Exact, list[str]] = {}
    for each in sorted(associations, key=lambda association: association.key):
        classes.setdefault(tuple(share_for(load, each, usual_households=usual) for load in loads), []).append(each.key)
    return Case(
        loads=tuple(loads),
        ceiling=ceiling,
        settings=settings,
        shares=tuple(classes),
        members=tuple(tuple(members) for members in classes.values()),
        choices=tuple(tuple(whole_choices(loads, number, settings)) for number in range(len(loads))),
        moves=tuple(month_choices(load, settings) for load in loads),
    )


def _least_if_moved(present: Choice, moves: dict[int, tuple[int, ...]], place: int) -> Fraction:
    """Nothing, where this month's time may go elsewhere."""
    return Fraction(0) if len(moves.get(place, ())) > 1 else present.hours[place]
