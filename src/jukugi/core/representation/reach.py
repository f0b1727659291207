"""Who took part, against the population: ratios, one index, and who is missing. Plain numbers, no numpy."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, log1p, pi, sqrt

from jukugi.core.representation.corrections import holm
from jukugi.core.representation.intervals import Interval, wilson_interval


@dataclass(frozen=True)
class Group:
    """``took_part`` of its people, of whom there are ``population`` (above 0)."""

    name: str
    took_part: int
    population: int


@dataclass(frozen=True)
class Missing:
    """One group in the order of who is reached least.

    ``ratio``: its share of participants over its share of the population; 1 is as many as there are people.
    ``interval``: of the ratio, all groups at once. ``p``: chance of so few or fewer, if everybody were as likely to
    take part; corrected for the number of groups (Holm). ``lacking``: people missing to its share, 0 where none are.
    ``ranks``: the first and last place at which it may truly stand.
    """

    group: Group
    ratio: float
    interval: Interval
    p: float
    lacking: float
    ranks: tuple[int, int]

    def is_sure(self, level: float = 0.05) -> bool:
        """Whether fewer took part than chance explains."""
        return self.p <= level


@dataclass(frozen=True)
class Composition:
    """``index``: share of participants who would have to be others for the make-up of the population (0..1).

    ``by_chance``: what a random draw of as many people shows on average, as an approximation.
    """

    index: float
    by_chance: float


def representation_ratio(group: Group, *, participants: int, population: int, confidence: float = 0.95) -> Interval:
    """Where the ratio of shares lies; the make-up of the population is known, that of participants a sample.

    Wilson's interval of the share of participants, over the share of the population.
    """
    share = group.population / population
    found = wilson_interval(
        group.took_part / participants if participants else 0.0, participants, confidence=confidence
    )
    return Interval(found.low / share, found.high / share)


def composition(groups: Sequence[Group]) -> Composition:
    """How far the make-up of participants is from that of the population.

    References
    ----------
    O. D. Duncan, B. Duncan, "A methodological analysis of segregation indexes", American Sociological Review 20, 1955
    (index of dissimilarity). That small numbers make it large by chance: W. J. Carrington, K. R. Troske, "On measuring
    segregation in samples with small units", Journal of Business & Economic Statistics 15, 1997.
    """
    participants, population = _totals(groups)
    if not participants:
        return Composition(1.0, 1.0)
    shares = [group.population / population for group in groups]
    found = [group.took_part / participants for group in groups]
    chance = sum(sqrt(2 * share * (1 - share) / (pi * participants)) for share in shares) / 2
    return Composition(sum(abs(a - b) for a, b in zip(found, shares, strict=True)) / 2, min(1.0, chance))


def who_is_missing(groups: Sequence[Group], *, confidence: float = 0.95) -> tuple[Missing, ...]:
    """All groups, the one reached least for its size first; of equals the one that lacks more people, then as given.

    The intervals hold for all groups at once (Bonferroni), so the ranks that follow from them do too: a group stands
    behind another only where their intervals do not touch.

    References
    ----------
    M. Mogstad, J. P. Romano, A. M. Shaikh, D. Wilhelm, "Inference for Ranks", Review of Economic Studies 91, 2024.
    """
    if not groups:
        return ()
    participants, population = _totals(groups)
    each = 1 - (1 - confidence) / len(groups)
    intervals = [
        representation_ratio(group, participants=participants, population=population, confidence=each)
        for group in groups
    ]
    chances = holm([at_most(g.took_part, participants, g.population / population) for g in groups])
    found = []
    for group, interval, p in zip(groups, intervals, chances, strict=True):
        expected = participants * group.population / population
        below = sum(other.high < interval.low for other in intervals)
        above = sum(other.low > interval.high for other in intervals)
        found.append(
            Missing(
                group=group,
                ratio=group.took_part / expected if expected else 0.0,
                interval=interval,
                p=p,
                lacking=max(0.0, expected - group.took_part),
                ranks=(1 + below, len(groups) - above),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.ratio, -one.lacking)))


def at_most(successes: int, trials: int, share: float) -> float:
    """Chance of at most so many successes, exactly summed (binomial). Linear in ``successes``."""
    if successes >= trials or share <= 0:
        return 1.0
    if share >= 1:
        return 0.0
    terms = (
        lgamma(trials + 1) - lgamma(n + 1) - lgamma(trials - n + 1) + n * log(share) + (trials - n) * log1p(-share)
        for n in range(successes + 1)
    )
    return min(1.0, sum(map(exp, terms)))


def _totals(groups: Sequence[Group]) -> tuple[int, int]:
    return sum(group.took_part for group in groups), sum(group.population for group in groups)
