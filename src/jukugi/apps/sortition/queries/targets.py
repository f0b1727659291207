"""The quota editor: what the population, the volunteers and the targets say, and whether a panel can keep them."""

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jukugi.apps.sortition.models import CivicLottery, Feature, FeatureValue
from jukugi.apps.sortition.queries.draws import drawn_keys
from jukugi.apps.sortition.queries.pool import features_of, pool_of, quotas_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jukugi.core.sortition import Pool, Quota

SECONDS = 4.0
"""So long is searched while somebody waits for the page."""


@dataclass(frozen=True)
class TargetRow:
    """One value: its share of the population, and how many volunteered who have it."""

    value: FeatureValue
    volunteers: int
    of: int

    @property
    def share(self) -> float | None:
        """Of the volunteers."""
        return self.volunteers / self.of if self.of else None


@dataclass(frozen=True)
class TargetPart:
    """One feature."""

    feature: Feature
    rows: tuple[TargetRow, ...]


@dataclass(frozen=True)
class Feasibility:
    """Whether some panel keeps the targets.

    ``reasons`` and ``changes`` are sentences; ``relaxed`` is by the key of a value its least and most with which a
    panel exists; ``never`` counts people whom the targets leave without any chance. ``is_known`` False: time ended.
    """

    is_known: bool
    is_feasible: bool = False
    reasons: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    relaxed: dict[int, tuple[int, int]] = field(default_factory=dict)
    is_within_flex: bool = True
    seats: int = 0
    never: int = 0


def target_parts(lottery: CivicLottery) -> list[TargetPart]:
    """All features with their values, targets and volunteers. Six queries."""
    features, pool = features_of(lottery), pool_of(lottery)
    has = Counter(each for person in pool.volunteers for each in zip(pool.features, person.values, strict=True))
    of = len(pool.volunteers)
    return [
        TargetPart(
            feature, tuple(TargetRow(value, has[feature.name, value.label], of) for value in feature.values.all())
        )
        for feature in features
    ]


def feasibility(lottery: CivicLottery, bounds: "Mapping[int, tuple[int, int]] | None" = None) -> Feasibility:
    """Whether a panel can keep the targets as they stand, or ``bounds`` by the keys of values. Six queries.

    People who have a seat already count towards the targets, and what is left is asked of the others.
    """
    from jukugi.core.sortition import OutOfTime, Patience, check_quotas
    from jukugi.core.sortition.words import reason_words, relaxation_words

    features = features_of(lottery)
    values = [value for feature in features for value in feature.values.all()]
    for value in values:
        if bounds is not None and value.pk in bounds:
            value.low, value.high = bounds[value.pk]
    pool, quotas, size = _left(lottery, pool_of(lottery), quotas_of(features))
    try:
        check = check_quotas(pool, quotas, size, Patience(SECONDS, time.monotonic))
    except OutOfTime:
        return Feasibility(is_known=False)
    by_quota = {(quota.feature, quota.value): value for quota, value in zip(quotas, values, strict=True)}
    relaxed = {}
    for each in check.relaxations or ():
        value = by_quota[each.quota.feature, each.quota.value]
        low, high = value.low or 0, value.high if value.high is not None else size
        relaxed[value.pk] = (low - (each.quota.low - each.low), high + (each.high - each.quota.high))
    closed = {(feature.name, value.label) for feature in features for value in feature.values.all() if value.high == 0}
    never = sum(bool(closed & set(zip(pool.features, person.values, strict=True))) for person in pool.volunteers)
    return Feasibility(
        is_known=True,
        is_feasible=check.is_feasible,
        reasons=tuple(reason_words(reason) for reason in check.reasons),
        changes=tuple(relaxation_words(each) for each in check.relaxations or ()),
        relaxed=relaxed,
        is_within_flex=check.is_within_flex,
        seats=check.seats,
        never=never,
    )


def _left(lottery: CivicLottery, pool: "Pool", quotas: "list[Quota]") -> "tuple[Pool, list[Quota], int]":
    """What is still to be drawn."""
    from jukugi.core.sortition.replacing import vacancies

    taken, gone = drawn_keys(lottery)
    if not taken and not gone:
        return pool, quotas, lottery.seats
    left = vacancies(
        pool, quotas, lottery.seats, confirmed=taken & pool.place_of.keys(), gone=gone & pool.place_of.keys()
    )
    return left.pool, list(left.quotas), left.size
