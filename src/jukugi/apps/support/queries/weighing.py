"""Alternatives of a scenario by one yardstick: sums, places, at which weight the order changes, in what share of all
weightings each leads. Every figure is exact but the last, which tells its error.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from jukugi.apps.support.enums import WEIGHT_AT_MOST
from jukugi.apps.support.models import Alternative, AlternativeScore, Scenario, YardstickCriterion
from jukugi.core.planning import Sensitivity, places_of, sensitivity, shares_of, weight_at, weighted_sums

SEED = 20261128
"""Of the weightings that are tried: everybody who tries them again finds the same shares."""
WEIGHTINGS = 10_000


@dataclass(frozen=True)
class ScoreTable:
    """Alternatives that have a score by every criterion in use; ``unscored`` are those that lack one."""

    criteria: tuple[YardstickCriterion, ...]
    alternatives: tuple[Alternative, ...]
    scores: tuple[tuple[AlternativeScore, ...], ...]
    unscored: tuple[Alternative, ...]

    @property
    def is_comparable(self) -> bool:
        """There are two to compare, and something to compare them by."""
        return len(self.alternatives) > 1 and bool(self.criteria)

    @property
    def points(self) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(one.score for one in row) for row in self.scores)

    @property
    def city_weights(self) -> tuple[int, ...]:
        return tuple(criterion.weight for criterion in self.criteria)


@dataclass(frozen=True)
class Weighed:
    """One alternative by one weighting: ``hundredths`` are the sum (0..4) in hundredths, rounded half up."""

    alternative: Alternative
    total: Fraction
    hundredths: int
    place: int

    @property
    def shown(self) -> str:
        return f"{self.hundredths // 100}.{self.hundredths % 100:02}"

    @property
    def is_first(self) -> bool:
        return self.place == 1


@dataclass(frozen=True)
class Turn:
    """At ``share`` of one criterion ``winner`` overtakes ``loser``, seen from where the weight stands.

    ``weight`` is the same on the scale of the form, None where it lies beyond. ``is_for_first``: the lead changes.
    """

    share: Fraction
    weight: Fraction | None
    is_up: bool
    winner: Alternative
    loser: Alternative
    is_for_first: bool


@dataclass(frozen=True)
class CriterionSensitivity:
    """What moving the weight of one criterion changes."""

    criterion: YardstickCriterion
    found: Sensitivity
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Lead:
    """In how many of a hundred weightings an alternative leads, in tenths, with the interval of 95%."""

    alternative: Alternative
    share: float
    low: float
    high: float


def score_table(scenario: Scenario) -> ScoreTable:
    """Three queries."""
    criteria = tuple(YardstickCriterion.objects.filter(kind=scenario.kind, is_in_use=True))
    standing = list(scenario.alternatives.filter(dropped_reason="").select_related("operator"))
    known: dict[int, dict[int, AlternativeScore]] = {}
    for one in AlternativeScore.objects.filter(alternative__in=[row.pk for row in standing]):
        known.setdefault(one.alternative_id, {})[one.criterion_id] = one
    scored, rows, unscored = [], [], []
    for row in standing:
        own = known.get(row.pk, {})
        for one in own.values():
            one.alternative = row
        if criteria and all(criterion.pk in own for criterion in criteria):
            scored.append(row)
            rows.append(tuple(own[criterion.pk] for criterion in criteria))
        else:
            unscored.append(row)
    return ScoreTable(criteria, tuple(scored), tuple(rows), tuple(unscored))


def weights_asked(table: ScoreTable, asked: Mapping[str, str]) -> tuple[tuple[int, ...], bool, bool]:
    """The weights in an address (``w`` and the criterion's key), the city's where one is left out.

    Returns the weights, whether they are other than the city's, and whether something could not be taken: the city's
    are then used. No query.
    """
    city = table.city_weights
    typed = [asked.get(f"w{criterion.pk}", "") for criterion in table.criteria]
    if not any(typed):
        return city, False, False
    weights = tuple(
        int(own) if own.isascii() and own.isdigit() and len(own) < 3 else -1 if own else kept
        for own, kept in zip(typed, city, strict=True)
    )
    if not any(weights) or not all(0 <= weight <= WEIGHT_AT_MOST for weight in weights):
        return city, False, True
    return weights, weights != city, False


def weighed(table: ScoreTable, weights: Sequence[int]) -> list[Weighed]:
    """Every alternative in the order of the table. No query."""
    sums = weighted_sums(table.points, weights)
    return [
        Weighed(alternative, total, rounded(total * 100), place)
        for alternative, total, place in zip(table.alternatives, sums, places_of(sums), strict=True)
    ]


def rounded(value: Fraction) -> int:
    """Half up, as the script of the page does."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def sensitivities(table: ScoreTable, weights: Sequence[int]) -> list[CriterionSensitivity]:
    """What moving each weight alone changes. No query."""
    if len(table.criteria) < 2:
        return []
    return [_moved(table, weights, at) for at in range(len(table.criteria))]


def _moved(table: ScoreTable, weights: Sequence[int], at: int) -> CriterionSensitivity:
    found = sensitivity(table.points, weights, at)
    marks = {stretch.high for stretch in found.stretches[:-1]}
    turns = []
    for point in found.turning_points:
        is_up = point.share >= found.share
        weight = weight_at(point.share, weights, at)
        for pair in point.pairs:
            first, second = sorted(pair, key=lambda n: table.points[n][at], reverse=is_up)
            leads = point.share in marks and _leads(found, point.share, pair)
            winner, loser = table.alternatives[first], table.alternatives[second]
            on_scale = weight if weight is not None and weight <= WEIGHT_AT_MOST else None
            turns.append(Turn(point.share, on_scale, is_up, winner, loser, leads))
    return CriterionSensitivity(table.criteria[at], found, tuple(turns))


def _leads(found: Sensitivity, share: Fraction, pair: tuple[int, int]) -> bool:
    """Whether the lead goes from one of a pair to the other here."""
    before = next(one.leaders for one in found.stretches if one.high == share)
    after = next(one.leaders for one in found.stretches if one.low == share)
    return bool(set(pair) & set(before)) and bool(set(pair) & set(after))


def leads_of_all(table: ScoreTable) -> list[Lead]:
    """In what share of all weightings each alternative leads. No query; loads numpy when it is first asked."""
    return [
        Lead(alternative, *found) for alternative, found in zip(table.alternatives, _leading(table.points), strict=True)
    ]


@lru_cache(maxsize=256)
def _leading(points: tuple[tuple[int, ...], ...]) -> tuple[tuple[float, float, float], ...]:
    import numpy as np

    from jukugi.core.planning.leading import leading_shares

    found = leading_shares(points, np.random.default_rng(SEED), WEIGHTINGS)
    return tuple((one.share, one.low, one.high) for one in found)


def kept_table(table: ScoreTable) -> str:
    """The comparison at the city's weights as text that a decision keeps; empty where nothing is comparable."""
    if not table.is_comparable or not any(table.city_weights):
        return ""
    shares = shares_of(table.city_weights)
    told = {
        "criteria": [
            {"name": one.name, "weight": one.weight, "share": str(share)}
            for one, share in zip(table.criteria, shares, strict=True)
        ],
        "alternatives": [
            {"name": one.alternative.name, "scores": list(points), "sum": str(one.total), "place": one.place}
            for one, points in zip(weighed(table, table.city_weights), table.points, strict=True)
        ],
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
