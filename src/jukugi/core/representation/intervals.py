"""How sure a share, a difference, a weighted figure is. Plain numbers, no numpy: pages use it too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Interval:
    """Both ends belong to it."""

    low: float
    high: float


def effective_size(weights: Sequence[float]) -> float:
    """How many people of equal weight say as much as these: (Σw)² / Σw² (Kish, "Survey Sampling", 1965, 11.2).

    0 where there is no weight at all.
    """
    squares = sum(weight * weight for weight in weights)
    return sum(weights) ** 2 / squares if squares else 0.0


def design_effect(weights: Sequence[float]) -> float:
    """By how much weighting alone widens the variance: people over their effective number, at least 1."""
    effective = effective_size(weights)
    return len(weights) / effective if effective else 1.0


def wilson_interval(share: float, people: float, *, confidence: float = 0.95) -> Interval:
    """Where the share of the population lies, given that of a random sample. Score interval, without continuity.

    ``people`` may be an effective number, for a weighted share. Without people it is 0 to 1.

    References
    ----------
    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927. L. D. Brown,
    T. T. Cai, A. DasGupta, "Interval Estimation for a Binomial Proportion", Statistical Science 16, 2001.
    """
    if people <= 0:
        return Interval(0.0, 1.0)
    z = _z(confidence)
    centre = (share + z * z / (2 * people)) / (1 + z * z / people)
    half = z * sqrt(share * (1 - share) / people + z * z / (4 * people * people)) / (1 + z * z / people)
    return Interval(max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half)))


def newcombe_interval(
    share: float, people: float, other: float, other_people: float, *, confidence: float = 0.95
) -> Interval:
    """Where ``share - other`` lies, of two independent samples: two Wilson intervals put together.

    References
    ----------
    R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine
    17, 1998, method 10.
    """
    one = wilson_interval(share, people, confidence=confidence)
    two = wilson_interval(other, other_people, confidence=confidence)
    difference = share - other
    return Interval(
        difference - sqrt((share - one.low) ** 2 + (two.high - other) ** 2),
        difference + sqrt((one.high - share) ** 2 + (other - two.low) ** 2),
    )


def bootstrap_interval(
    people: int,
    figure: "Callable[[np.ndarray], float]",
    *,
    rng: "np.random.Generator",
    resamples: int = 2000,
    confidence: float = 0.95,
) -> Interval:
    """Where a figure lies for which there is no formula: the middle part of it over samples drawn from the sample.

    Parameters
    ----------
    people : of the sample, at least 1. figure : from the places of the people drawn, shape (people,), the figure.

    References
    ----------
    B. Efron, R. Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13 (percentile interval).
    """
    import numpy as np

    found = [figure(rng.integers(people, size=people)) for _ in range(resamples)]
    low, high = np.quantile(found, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Interval(float(low), float(high))


def _z(confidence: float) -> float:
    return NormalDist().inv_cdf((1 + confidence) / 2)
