"""Whether quotas can be kept at all: sums, people at hand, and the smallest change where they cannot.

Everything is exact: whole-number programmes over cells, in well under a second for thousands of volunteers.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack, vstack

from jukugi.core.sortition.cells import Cells, make_cells
from jukugi.core.sortition.errors import OutOfTime
from jukugi.core.sortition.panels import PanelFinder
from jukugi.core.sortition.pool import Pool, Quota, features_of
from jukugi.core.sortition.solving import FloatArray, IntArray, Patience, Programme

# Among changes equally small, those of bounds that are large already: the relative change counts this much at most.
TIE = 0.01


class Why(StrEnum):
    """What stands in the way."""

    POOL_TOO_SMALL = "pool_too_small"
    """More seats than volunteers."""
    TOO_FEW_HOUSEHOLDS = "too_few_households"
    """More seats than households."""
    CROSSED = "crossed"
    """A least that is above its most."""
    LEAST_ABOVE_SIZE = "least_above_size"
    """The leasts of a feature sum to more than the seats."""
    MOST_BELOW_SIZE = "most_below_size"
    """The mosts of a feature sum to less than the seats."""
    TOO_FEW_PEOPLE = "too_few_people"
    """A least above the number of volunteers who have this value."""
    TOO_FEW_HOMES = "too_few_homes"
    """A least above the number of households that have somebody with this value."""
    PEOPLE_BELOW_SIZE = "people_below_size"
    """A feature whose mosts, as far as there are volunteers, sum to less than the seats."""
    TOGETHER = "together"
    """Quotas each of which could be kept, but not all of them together."""


@dataclass(frozen=True)
class Reason:
    """``quotas`` stand in the way (of one feature, or together); ``needed`` against ``there``, counts of people."""

    why: Why
    quotas: tuple[Quota, ...] = ()
    needed: int = 0
    there: int = 0


@dataclass(frozen=True)
class Relaxation:
    """``quota`` as it stands, and the bounds with which a panel exists."""

    quota: Quota
    low: int
    high: int

    @property
    def change(self) -> int:
        """By how many people the bounds are moved."""
        return self.quota.low - self.low + self.high - self.quota.high


@dataclass(frozen=True)
class QuotaCheck:
    """``is_feasible``: some panel keeps all quotas.

    If none does: ``reasons``, and the smallest ``relaxations`` with which one does. They keep within the bounds that
    may be moved; ``is_within_flex`` is False where that does not suffice and they go beyond. They are None where no
    change of quotas helps: ``seats`` is the most that can be filled.
    """

    is_feasible: bool
    reasons: tuple[Reason, ...] = ()
    relaxations: tuple[Relaxation, ...] | None = ()
    is_within_flex: bool = True
    seats: int = 0


def check_quotas(pool: Pool, quotas: Sequence[Quota], size: int, patience: Patience) -> QuotaCheck:
    """Whether a panel exists, and if none does, why, and the smallest change with which one does.

    The smallest change moves the bounds by as few people in total as can be; among these, where it matters least.

    Raises OutOfTime.
    """
    cells = make_cells(pool, quotas, size)
    found = PanelFinder(cells).good(np.zeros(cells.count), patience) if cells.count else None
    if found is not None and found.panel is not None:
        return QuotaCheck(is_feasible=True, seats=size)
    if found is not None and not found.is_proven:
        raise OutOfTime
    reasons = plain_reasons(pool, quotas, size)
    for is_within_flex in (True, False):
        relaxations = _relaxed(cells, quotas, patience, is_within_flex=is_within_flex)
        if relaxations is not None:
            together = () if reasons else (_together(cells, quotas, relaxations, patience),)
            return QuotaCheck(False, (*reasons, *together), relaxations, is_within_flex, size)
    return QuotaCheck(False, reasons, None, seats=min(size, _households(pool)))


def plain_reasons(pool: Pool, quotas: Sequence[Quota], size: int) -> tuple[Reason, ...]:
    """What can be seen by counting: each quota against the people, each feature against the seats."""
    people, homes = _counts(pool)
    reasons = []
    if size > len(pool.volunteers):
        reasons.append(Reason(Why.POOL_TOO_SMALL, (), size, len(pool.volunteers)))
    elif size > _households(pool):
        reasons.append(Reason(Why.TOO_FEW_HOUSEHOLDS, (), size, _households(pool)))
    for quota in quotas:
        key = quota.feature, quota.value
        if quota.low > quota.high:
            reasons.append(Reason(Why.CROSSED, (quota,), quota.low, quota.high))
        if quota.low > people[key]:
            reasons.append(Reason(Why.TOO_FEW_PEOPLE, (quota,), quota.low, people[key]))
        elif quota.low > homes[key]:
            reasons.append(Reason(Why.TOO_FEW_HOMES, (quota,), quota.low, homes[key]))
    for feature in features_of(quotas):
        reasons += _sum_reasons(tuple(q for q in quotas if q.feature == feature), size, homes)
    return tuple(reasons)


def _sum_reasons(quotas: tuple[Quota, ...], size: int, homes: Mapping[tuple[str, str], int]) -> list[Reason]:
    """The quotas of one feature against the seats."""
    least, most = sum(quota.low for quota in quotas), sum(quota.high for quota in quotas)
    can = sum(min(quota.high, homes[quota.feature, quota.value]) for quota in quotas)
    if least > size:
        return [Reason(Why.LEAST_ABOVE_SIZE, quotas, least, size)]
    if most < size:
        return [Reason(Why.MOST_BELOW_SIZE, quotas, size, most)]
    if can < size:
        return [Reason(Why.PEOPLE_BELOW_SIZE, quotas, size, can)]
    return []


def _counts(pool: Pool) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """People, and households, with each value of each feature."""
    people: Counter[tuple[str, str]] = Counter()
    homes: set[tuple[str, str, bool, str]] = set()
    for person in pool.volunteers:
        home = (True, person.household) if person.household is not None else (False, person.key)
        for feature, value in zip(pool.features, person.values, strict=True):
            people[feature, value] += 1
            homes.add((feature, value, *home))
    return people, Counter((feature, value) for feature, value, _shared, _home in homes)


def _households(pool: Pool) -> int:
    shared = {person.household for person in pool.volunteers if person.household is not None}
    return len(shared) + sum(person.household is None for person in pool.volunteers)


def _relaxed(
    cells: Cells, quotas: Sequence[Quota], patience: Patience, *, is_within_flex: bool
) -> tuple[Relaxation, ...] | None:
    """The smallest change of quotas with which a panel exists; None where there is none.

    Among changes equally small, one whose largest single change is as small as can be.
    """
    free = quotas if is_within_flex else [replace(quota, low_flex=None, high_flex=None) for quota in quotas]
    room = _flex(free, cells.size)
    programme = _moving(cells, len(quotas))
    moves = _least_moves(programme, cells, quotas, room, patience)
    if moves is None:
        return None
    total, enough, too_little = moves.sum(), int(moves.max(initial=0)), 0
    while enough - too_little > 1:
        middle = (enough + too_little) // 2
        even = _least_moves(programme, cells, quotas, np.minimum(room, middle), patience)
        if even is None or even.sum() > total:
            too_little = middle
        else:
            enough, moves = int(even.max()), even
    down, up = moves.reshape(2, len(quotas))
    return tuple(
        Relaxation(quota, quota.low - int(d), quota.high + int(u))
        for quota, d, u in zip(quotas, down, up, strict=True)
        if d or u
    )


def _moving(cells: Cells, number: int) -> Programme:
    """Panels, with a variable for how far each least falls and then for how far each most rises."""
    own, others = cells.rows[:number], cells.rows[number:]
    one, none = eye_array(number), csr_array((number, number))
    rows = vstack([
        hstack([own, one, none]),
        hstack([own, none, -one]),
        hstack([others, csr_array((others.shape[0], 2 * number))]),
    ])  # fmt: skip
    low = np.concatenate([cells.row_low[:number], np.full(number, -np.inf), cells.row_low[number:]])
    high = np.concatenate([np.full(number, np.inf), cells.row_high[:number], cells.row_high[number:]])
    return Programme(csr_array(rows), low, high)


def _least_moves(
    programme: Programme, cells: Cells, quotas: Sequence[Quota], room: FloatArray, patience: Patience
) -> IntArray | None:
    """How far each bound moves in the smallest change with this much room for each; None where there is none."""
    bounds = np.array([*(quota.low for quota in quotas), *(quota.high for quota in quotas)], dtype=float)
    matters = TIE / (len(bounds) * max(cells.size, 1)) / (1 + bounds)
    programme.bound(np.zeros(cells.count + len(bounds)), np.concatenate([cells.most, room]))
    gain = np.concatenate([np.zeros(cells.count), -1.0 - matters])
    solved = programme.solve_whole(gain, seconds=patience.left())
    if not solved.is_proven:
        raise OutOfTime
    return None if solved.values is None else np.rint(solved.values[cells.count :]).astype(np.int64)


def _flex(quotas: Sequence[Quota], size: int) -> FloatArray:
    """By how much each least may fall, then by how much each most may rise."""
    down = [quota.low - (0 if quota.low_flex is None else quota.low_flex) for quota in quotas]
    up = [(max(size, quota.high) if quota.high_flex is None else quota.high_flex) - quota.high for quota in quotas]
    return np.maximum(np.array([*down, *up], dtype=float), 0.0)


def _together(cells: Cells, quotas: Sequence[Quota], relaxations: Sequence[Relaxation], patience: Patience) -> Reason:
    """Quotas that cannot be kept together, none of which can be left out: try each in turn without it."""
    kept = list(range(len(quotas)))
    moved = {relaxation.quota for relaxation in relaxations}
    nothing = np.zeros(cells.count)
    for number in sorted(kept, key=lambda place: quotas[place] in moved):
        trial = [place for place in kept if place != number]
        low, high = cells.row_low.copy(), cells.row_high.copy()
        out = np.setdiff1d(np.arange(len(quotas)), trial)
        low[out], high[out] = -np.inf, np.inf
        found = PanelFinder(replace(cells, row_low=low, row_high=high)).good(nothing, patience)
        if found.panel is None and found.is_proven:
            kept = trial
    return Reason(Why.TOGETHER, tuple(quotas[place] for place in kept))
