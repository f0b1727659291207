"""Raking: weights with which a sample has the margins of the population, and stays as near to itself as that allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jukugi.core.representation.errors import EmptyCategory, EmptyMargin, InvalidWeighting, NotConverged
from jukugi.core.representation.intervals import design_effect, effective_size

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
UNKNOWN = -1
ENOUGH = 1e-6
"""Margins that are met to this are met, where the rounds end before ``within`` is reached."""

Margins = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class WeightSettings:
    """``within``: difference of shares from their margins at which the rounds end. ``most``: no weight above this times
    the mean (None: as it comes). ``rounds``: of all variables, at most.
    """

    within: float = 1e-10
    most: float | None = None
    rounds: int = 10_000

    def __post_init__(self) -> None:
        if not 0 < self.within < 1:
            raise InvalidWeighting(setting="within", value=self.within)
        if self.most is not None and not self.most > 1:
            raise InvalidWeighting(setting="most", value=self.most)
        if self.rounds < 1:
            raise InvalidWeighting(setting="rounds", value=self.rounds)


@dataclass(frozen=True, eq=False)
class Weights:
    """``values``: shape (people,), mean 1. ``gap``: the largest difference of a weighted share from its margin.

    ``trimmed`` people stand at the greatest weight; then ``gap`` may be more than was asked for. ``unknown``: people
    without an answer, for each variable where there are such.
    """

    values: FloatArray
    rounds: int
    gap: float
    trimmed: int
    unknown: dict[str, int]

    @property
    def effective_size(self) -> float:
        return effective_size(self.values.tolist())

    @property
    def design_effect(self) -> float:
        return design_effect(self.values.tolist())


def rake(
    sample: Mapping[str, Sequence[str | None]], margins: Margins, *, settings: WeightSettings | None = None
) -> Weights:
    """Weight a sample so that each variable is spread as in the population (iterative proportional fitting).

    Beginning with 1, the weights are multiplied variable by variable by what brings its categories to their shares,
    until all are there at once. Of all weights with these margins the result is the one nearest to equal weights
    (Kullback-Leibler), and a product of one factor for each category. People who did not answer a variable (None) keep
    their part in it: the shares are those among people who did. Cost: rounds × variables × distinct combinations.

    With ``settings.most`` weights above it are cut to it and the others raked again, in turns; the margins are met as
    far as that goes, and ``gap`` tells how far.

    Parameters
    ----------
    sample : for each variable the category of each person; all of one length, at least 1.
    margins : for each variable the shares of its categories in the population; they sum to 1.

    Raises
    ------
    EmptyCategory, EmptyMargin : no weights can do this; all such categories at once.
    NotConverged : not within ``ENOUGH`` after ``settings.rounds``: combinations that nobody in the sample has stand in
        the way.
    InvalidWeighting : ``most`` (see ``WeightSettings``).

    References
    ----------
    W. E. Deming, F. F. Stephan, "On a least squares adjustment of a sampled frequency table when the expected marginal
    totals are known", Annals of Mathematical Statistics 11, 1940. C. T. Ireland, S. Kullback, "Contingency tables with
    given marginals", Biometrika 55, 1968 (nearest by information). M. DeBell, J. Krosnick, "Computing Weights for
    American National Election Study Survey Data", 2009 (trimming in turns).
    """
    settings = settings or WeightSettings()
    names = list(margins)
    codes = _codes(sample, margins)
    _check(codes, margins)
    combinations, place, people = np.unique(codes, axis=0, return_inverse=True, return_counts=True)
    shares = [np.array(list(margins[name].values())) / sum(margins[name].values()) for name in names]
    fitting = _Fitting(combinations, people.astype(np.float64), shares, settings)
    factors, rounds = fitting.trimmed() if settings.most is not None else fitting.fitted(np.ones(len(combinations)))
    gap, variable, category = fitting.largest_gap(factors)
    if settings.most is None and gap > max(settings.within, ENOUGH):
        name = names[variable]
        raise NotConverged(rounds=rounds, gap=gap, variable=name, category=list(margins[name])[category])
    values = factors[place.reshape(-1)]
    unknown = {name: int((codes[:, number] == UNKNOWN).sum()) for number, name in enumerate(names)}
    return Weights(
        values=values,
        rounds=rounds,
        gap=gap,
        trimmed=0 if settings.most is None else int((values >= settings.most - 1e-9).sum()),
        unknown={name: count for name, count in unknown.items() if count},
    )


def _codes(sample: Mapping[str, Sequence[str | None]], margins: Margins) -> IntArray:
    """The place of each person's category, -1 where unknown: shape (people, variables)."""
    columns = []
    for name, categories in margins.items():
        places: dict[str | None, int] = {category: number for number, category in enumerate(categories)}
        columns.append([UNKNOWN if value is None else places.get(value, len(places)) for value in sample[name]])
    return np.array(columns, dtype=np.int64).T.reshape(-1, len(columns))


def _check(codes: IntArray, margins: Margins) -> None:
    without, beyond = [], []
    for number, (name, categories) in enumerate(margins.items()):
        people = np.bincount(codes[:, number] + 1, minlength=len(categories) + 2)[1:]
        without += [(name, key, share) for key, share, count in _rows(categories, people) if share > 0 and not count]
        beyond += [(name, key, count) for key, share, count in _rows(categories, people) if share <= 0 and count]
        if people[len(categories) :].any():
            beyond.append((name, "", int(people[len(categories) :].sum())))
    if beyond:
        raise EmptyMargin(cells=tuple(beyond))
    if without:
        raise EmptyCategory(cells=tuple(without))


def _rows(categories: Mapping[str, float], people: IntArray) -> list[tuple[str, float, int]]:
    return [(key, share, int(people[number])) for number, (key, share) in enumerate(categories.items())]


class _Fitting:
    """Factors of the distinct combinations; ``people`` of each. The weighted sum stays the number of people."""

    def __init__(
        self, combinations: IntArray, people: FloatArray, shares: list[FloatArray], settings: WeightSettings
    ) -> None:
        self.people, self.shares, self.settings = people, shares, settings
        self.total = people.sum()
        self.columns = [combinations[:, number] for number in range(len(shares))]
        self.known = [column != UNKNOWN for column in self.columns]

    def weighted(self, number: int, factors: FloatArray) -> FloatArray:
        """The weight of each category of a variable, among those who answered it."""
        known = self.known[number]
        weights, size = (self.people * factors)[known], len(self.shares[number])
        return np.bincount(self.columns[number][known], weights=weights, minlength=size).astype(np.float64)

    def fitted(self, factors: FloatArray) -> tuple[FloatArray, int]:
        """Factors at which all margins hold, or what is reached in the rounds there are."""
        for done in range(1, self.settings.rounds + 1):
            for number, share in enumerate(self.shares):
                found = self.weighted(number, factors)
                step = np.divide(share * found.sum(), found, out=np.zeros_like(found), where=found > 0)
                known = self.known[number]
                factors = np.where(known, factors * step[np.where(known, self.columns[number], 0)], factors)
            factors = factors * (self.total / (self.people * factors).sum())
            if self.largest_gap(factors)[0] <= self.settings.within:
                return factors, done
        return factors, self.settings.rounds

    def trimmed(self) -> tuple[FloatArray, int]:
        """Rake and cut in turns until neither changes anything; the cut has the last word."""
        most = self.settings.most or np.inf
        factors, rounds = self.fitted(np.ones(len(self.people)))
        for _turn in range(200):
            cut = self._cut(factors, most)
            if self.largest_gap(cut)[0] <= self.settings.within:
                return cut, rounds
            factors, more = self.fitted(cut)
            rounds += more
            if np.abs(self._cut(factors, most) - cut).max() < 1e-12:
                break
        return self._cut(factors, most), rounds

    def _cut(self, factors: FloatArray, most: float) -> FloatArray:
        """No factor above ``most``; what is cut off goes to the others in their proportion, so that the mean is 1."""
        cut = np.minimum(factors, most)
        while (free := cut < most).any():
            missing = self.total - (self.people * cut).sum()
            if missing <= 1e-9:
                break
            inside = (self.people * cut)[free].sum()
            cut = np.where(free, np.minimum(cut * (1 + missing / inside), most), cut)
        return cut

    def largest_gap(self, factors: FloatArray) -> tuple[float, int, int]:
        """The largest difference of a share from its margin, with its variable and category."""
        worst = (0.0, 0, 0)
        for number, share in enumerate(self.shares):
            found = self.weighted(number, factors)
            gaps = np.abs(found / max(found.sum(), 1e-300) - share)
            category = int(gaps.argmax())
            if gaps[category] > worst[0]:
                worst = (float(gaps[category]), number, category)
        return worst
