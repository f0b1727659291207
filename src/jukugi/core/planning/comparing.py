"""Alternatives by one yardstick: weighted sums, and at which weight their order changes. All figures are exact.

A table of scores has a row for each alternative and a column for each criterion; a score is better the higher it is.
Weights need not sum to anything: only their proportions count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from jukugi.core.planning.errors import InvalidComparison

Scores = Sequence[Sequence[int | Fraction]]
Weights = Sequence[int | Fraction]


@dataclass(frozen=True)
class TurningPoint:
    """At ``share`` of one criterion the alternatives of each of ``pairs`` (two positions) stand level and change."""

    share: Fraction
    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Stretch:
    """Between two shares of one criterion (``low`` < ``high``) the same alternatives (positions) lead."""

    low: Fraction
    high: Fraction
    leaders: tuple[int, ...]


@dataclass(frozen=True)
class Sensitivity:
    """What moving one weight changes.

    ``share`` is where the weight stands, 0..1; ``turning_points`` go upwards, strictly between 0 and 1; ``stretches``
    cover 0..1 without a gap, each with other leaders than the one before.
    """

    share: Fraction
    turning_points: tuple[TurningPoint, ...]
    stretches: tuple[Stretch, ...]

    @property
    def nearest(self) -> TurningPoint | None:
        """The turning point closest to where the weight stands; of two as close, the lower one."""
        return min(self.turning_points, key=lambda point: abs(point.share - self.share), default=None)


def shares_of(weights: Weights) -> tuple[Fraction, ...]:
    """The weights as shares that sum to 1.

    Raises InvalidComparison for no weight, for one below zero, and where all of them are zero.
    """
    if not weights or min(weights) < 0 or not any(weights):
        raise InvalidComparison(setting="weights", value=tuple(weights))
    whole = sum(Fraction(weight) for weight in weights)
    return tuple(Fraction(weight) / whole for weight in weights)


def weighted_sums(scores: Scores, weights: Weights) -> tuple[Fraction, ...]:
    """For each alternative the mean of its scores by the weights, in the unit of the scores.

    Raises InvalidComparison (see ``shares_of``), also where a row has not one score for each weight.
    """
    shares = shares_of(weights)
    _check_table(scores, len(shares))
    return tuple(_mean(row, shares) for row in scores)


def places_of(sums: Sequence[Fraction]) -> tuple[int, ...]:
    """The place of each, from 1; those that stand level share the better place (1, 2, 2, 4)."""
    return tuple(1 + sum(other > own for other in sums) for own in sums)


def weight_at(share: Fraction, weights: Weights, criterion: int) -> Fraction | None:
    """The weight that gives one criterion this share while the other weights stay as they are.

    None where no weight does: the whole, or where all the others weigh nothing. Raises InvalidComparison (see
    ``shares_of``), also for a share outside 0..1.
    """
    shares_of(weights)
    if not 0 <= share <= 1:
        raise InvalidComparison(setting="share", value=share)
    others = sum((Fraction(weight) for at, weight in enumerate(weights) if at != criterion), Fraction(0))
    return None if share == 1 or not others else others * share / (1 - share)


def sensitivity(scores: Scores, weights: Weights, criterion: int) -> Sensitivity:
    """Move the weight of one criterion (its position) from 0 to all; the others keep their proportions.

    Where all the others weigh nothing, they count alike among themselves as soon as they get room. Each alternative's
    sum is a straight line in the share, so two of them change places at one point at most.

    Cost grows with the cube of the number of alternatives.

    Raises InvalidComparison (see ``weighted_sums``), also for a position outside the table and a single criterion.
    """
    shares = shares_of(weights)
    _check_table(scores, len(shares))
    if len(shares) < 2 or not 0 <= criterion < len(shares):
        raise InvalidComparison(setting="criterion", value=criterion)
    ends = _ends(scores, shares, criterion)
    points: dict[Fraction, list[tuple[int, int]]] = {}
    for first, second in combinations(range(len(ends)), 2):
        at_none = ends[first][0] - ends[second][0]
        at_all = ends[first][1] - ends[second][1]
        if at_none * at_all < 0:
            points.setdefault(at_none / (at_none - at_all), []).append((first, second))
    turning = tuple(TurningPoint(share, tuple(points[share])) for share in sorted(points))
    return Sensitivity(shares[criterion], turning, _stretches(ends, [point.share for point in turning]))


def _check_table(scores: Scores, width: int) -> None:
    for row in scores:
        if len(row) != width:
            raise InvalidComparison(setting="scores", value=tuple(row))


def _mean(row: Sequence[int | Fraction], shares: Sequence[Fraction]) -> Fraction:
    return sum((score * share for score, share in zip(row, shares, strict=True)), Fraction(0))


def _ends(scores: Scores, shares: Sequence[Fraction], criterion: int) -> list[tuple[Fraction, Fraction]]:
    """For each alternative its sum where the criterion counts for nothing, and where it counts for all."""
    others = [Fraction(0) if at == criterion else share for at, share in enumerate(shares)]
    if not any(others):
        others = [Fraction(at != criterion) for at in range(len(shares))]
    without = shares_of(others)
    return [(_mean(row, without), Fraction(row[criterion])) for row in scores]


def _stretches(ends: Sequence[tuple[Fraction, Fraction]], points: Sequence[Fraction]) -> tuple[Stretch, ...]:
    if not ends:
        return ()
    found: list[Stretch] = []
    marks = [Fraction(0), *points, Fraction(1)]
    for low, high in zip(marks, marks[1:], strict=False):
        leaders = _leaders(ends, (low + high) / 2)
        if found and found[-1].leaders == leaders:
            found[-1] = Stretch(found[-1].low, high, leaders)
        else:
            found.append(Stretch(low, high, leaders))
    return tuple(found)


def _leaders(ends: Sequence[tuple[Fraction, Fraction]], share: Fraction) -> tuple[int, ...]:
    sums = [none * (1 - share) + everything * share for none, everything in ends]
    best = max(sums)
    return tuple(at for at, own in enumerate(sums) if own == best)
