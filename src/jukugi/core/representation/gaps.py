"""How far two groups of people are apart who answered the same question (認識の差). Plain numbers, no numpy.

A share is compared by Newcombe's interval, the mean of an ordered scale by Welch's: both need no more than counts, so
that a page makes them from prepared tables, and no random numbers, so that everybody gets the same ends. The two
groups of a survey differ in size and spread by far, which is what Welch's interval is for; with the least numbers
asked for here it is as good as a bootstrap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, lgamma, log, sqrt
from statistics import NormalDist

from jukugi.core.representation.corrections import benjamini_hochberg, holm
from jukugi.core.representation.errors import InvalidGap
from jukugi.core.representation.intervals import Interval, newcombe_interval

LEAST = 5
"""People of a group below whom nothing is told."""
WIDEST_SHARE = 0.4
"""An interval of a difference of shares that is wider (±20 points) is no answer."""
WIDEST_MEAN = 0.4
"""The same of means, as a part of the scale from its first to its last step."""


class Lack(StrEnum):
    """Why a comparison gives no answer."""

    NONE = ""
    FEW = "few"
    SMALL = "small"
    WIDE = "wide"


@dataclass(frozen=True)
class ShareSide:
    """``chosen`` of ``people`` gave one of the answers that are looked at.

    Where answers are weighted, ``share`` is the weighted share and ``effective`` how many people it is worth.
    """

    chosen: int
    people: int
    share: float | None = None
    effective: float | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.chosen <= self.people:
            raise InvalidGap(setting="chosen", value=self.chosen)
        if self.share is not None and not 0 <= self.share <= 1:
            raise InvalidGap(setting="share", value=self.share)
        if self.effective is not None and not 0 <= self.effective <= self.people + 1e-9:
            raise InvalidGap(setting="effective", value=self.effective)

    @property
    def told(self) -> float:
        """The share that is told: the weighted one where there is one."""
        if self.share is not None:
            return self.share
        return self.chosen / self.people if self.people else 0.0

    @property
    def worth(self) -> float:
        """How many people of equal weight it stands for."""
        return self.effective if self.effective is not None else float(self.people)


@dataclass(frozen=True)
class MeanSide:
    """``counts`` of people on each step of an ordered scale, the lowest step first.

    Where answers are weighted, ``shares`` are the weighted ones and ``effective`` how many people they are worth.
    """

    counts: tuple[int, ...]
    shares: tuple[float, ...] = ()
    effective: float | None = None

    def __post_init__(self) -> None:
        if self.shares and (len(self.shares) != len(self.counts) or min(self.shares) < 0 or not sum(self.shares)):
            raise InvalidGap(setting="shares", value=self.shares)
        if self.effective is not None and not 0 <= self.effective <= self.people + 1e-9:
            raise InvalidGap(setting="effective", value=self.effective)
        if len(self.counts) < 2 or any(count < 0 for count in self.counts):
            raise InvalidGap(setting="counts", value=self.counts)

    @property
    def people(self) -> int:
        return sum(self.counts)

    @property
    def told(self) -> float:
        """The mean; steps are numbered from 1."""
        parts = self._parts
        return sum(step * part for step, part in enumerate(parts, 1)) / sum(parts) if sum(parts) else 0.0

    @property
    def worth(self) -> float:
        """How many people of equal weight it stands for."""
        return self.effective if self.effective is not None else float(self.people)

    @property
    def _parts(self) -> tuple[float, ...]:
        return self.shares or tuple(map(float, self.counts))

    @property
    def spread(self) -> float:
        """The variance of the people behind the sample; 0 for fewer than two."""
        if self.worth < 2:
            return 0.0
        mean, parts = self.told, self._parts
        squares = sum(part * (step - mean) ** 2 for step, part in enumerate(parts, 1)) / sum(parts)
        return squares * self.worth / (self.worth - 1)


@dataclass(frozen=True)
class Gap:
    """``one`` less ``other``, with its interval and the p-value of "there is no difference".

    ``lack``: why it is no answer; the figures of a group that is too small must then not be shown.
    """

    one: float
    other: float
    one_people: int
    other_people: int
    difference: float
    interval: Interval
    p: float
    lack: Lack = Lack.NONE

    @property
    def is_told(self) -> bool:
        return self.lack == Lack.NONE


@dataclass(frozen=True)
class Compared:
    """A gap among many. ``holm``: adjusted so that no single false finding is likely; ``found``: below the level.

    ``false_share``: adjusted after Benjamini and Hochberg. Both None where the comparison gives no answer.
    """

    place: int
    gap: Gap
    holm: float | None
    false_share: float | None
    found: bool


def share_gap(
    one: ShareSide,
    other: ShareSide,
    *,
    least: int = LEAST,
    widest: float = WIDEST_SHARE,
    protects_cells: bool = False,
    confidence: float = 0.95,
) -> Gap:
    """How far two shares are apart.

    ``protects_cells``: where fewer than ``least`` people of a group, but somebody, gave one of the answers or none of
    them, the share would tell of them: then it is not told (``SMALL``). The p-value is that of the score test with
    pooled variance; of weighted shares both use the effective numbers.

    References
    ----------
    R. G. Newcombe, Statistics in Medicine 17, 1998, method 10. K. Pearson, 1900, for two proportions.
    """
    lack = Lack.NONE
    if min(one.people, other.people) < least:
        lack = Lack.FEW
    elif protects_cells and any(0 < cell < least for side in (one, other) for cell in _cells(side)):
        lack = Lack.SMALL
    interval = newcombe_interval(one.told, one.worth, other.told, other.worth, confidence=confidence)
    if lack == Lack.NONE and interval.high - interval.low > widest:
        lack = Lack.WIDE
    difference = one.told - other.told
    return Gap(one.told, other.told, one.people, other.people, difference, interval, _pooled_p(one, other), lack)


def mean_gap(
    one: MeanSide,
    other: MeanSide,
    *,
    least: int = LEAST,
    widest: float = WIDEST_MEAN,
    confidence: float = 0.95,
) -> Gap:
    """How far the means of an ordered scale are apart, in steps; of weighted answers by their effective numbers.

    References
    ----------
    B. L. Welch, "The generalization of 'Student's' problem when several different population variances are involved",
    Biometrika 34, 1947.
    """
    if len(one.counts) != len(other.counts):
        raise InvalidGap(setting="counts", value=other.counts)
    steps = len(one.counts) - 1
    difference = one.told - other.told
    first, second = (side.spread / side.worth if side.worth else 0.0 for side in (one, other))
    error = sqrt(first + second)
    if min(one.people, other.people, one.worth, other.worth) < max(least, 2):
        interval, p, lack = Interval(-float(steps), float(steps)), 1.0, Lack.FEW
    elif error == 0:
        interval, p, lack = Interval(difference, difference), float(difference == 0), Lack.NONE
    else:
        freedom = (first + second) ** 2 / (first**2 / (one.worth - 1) + second**2 / (other.worth - 1))
        half = _t_quantile((1 + confidence) / 2, freedom) * error
        interval = Interval(max(-float(steps), difference - half), min(float(steps), difference + half))
        p = 2 * _t_below(-abs(difference) / error, freedom)
        lack = Lack.WIDE if interval.high - interval.low > widest * steps else Lack.NONE
    return Gap(one.told, other.told, one.people, other.people, difference, interval, p, lack)


def compared(gaps: Sequence[Gap], *, level: float = 0.05) -> tuple[Compared, ...]:
    """All comparisons that were made, the largest difference first, those without an answer last.

    Corrected over those that give an answer: which these are depends on numbers and widths, not on the difference
    itself more than its interval does. ``place`` is that in ``gaps``.
    """
    told = [place for place, gap in enumerate(gaps) if gap.is_told]
    family = dict(zip(told, holm([gaps[place].p for place in told]), strict=True))
    false = dict(zip(told, benjamini_hochberg([gaps[place].p for place in told]), strict=True))
    # Those without an answer as they came: their order must not tell what they do not.
    order = sorted(told, key=lambda place: (-abs(gaps[place].difference), place))
    order += [place for place, gap in enumerate(gaps) if not gap.is_told]
    return tuple(
        Compared(place, gaps[place], family.get(place), false.get(place), family.get(place, 1.0) < level)
        if gaps[place].is_told
        else Compared(place, gaps[place], None, None, False)
        for place in order
    )


def _cells(side: ShareSide) -> tuple[int, int]:
    return side.chosen, side.people - side.chosen


def _pooled_p(one: ShareSide, other: ShareSide) -> float:
    people = one.worth + other.worth
    if one.worth <= 0 or other.worth <= 0:
        return 1.0
    pooled = (one.told * one.worth + other.told * other.worth) / people
    error = sqrt(pooled * (1 - pooled) * (1 / one.worth + 1 / other.worth))
    if error == 0:
        return 1.0
    return 2 * NormalDist().cdf(-abs(one.told - other.told) / error)


def _t_below(value: float, freedom: float) -> float:
    """The share of Student's t below a value, by the incomplete beta function (Abramowitz, Stegun, 26.7.1)."""
    tail = 0.5 * _beta_share(freedom / 2, 0.5, freedom / (freedom + value * value))
    return 1 - tail if value >= 0 else tail


def _t_quantile(share: float, freedom: float) -> float:
    """By halving: good to the last digits, for shares from a half on."""
    low, high = 0.0, 1.0
    while _t_below(high, freedom) < share:
        high *= 2
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if _t_below(middle, freedom) < share else (low, middle)
    return (low + high) / 2


def _beta_share(a: float, b: float, x: float) -> float:
    """The regularized incomplete beta function, by its continued fraction (Abramowitz, Stegun, 26.5.8)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_share(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    tiny, c, d = 1e-300, 1.0, 1 / (1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, 400):
        for part in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / (1 + part * d or tiny)
            c = 1 + part / c or tiny
            found *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return front * found
