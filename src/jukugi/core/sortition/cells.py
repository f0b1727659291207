"""People who are alike, taken together: the lottery treats them alike, so that it may reckon with their number only.

A *cell* is everybody with the same values in households of the same kind. The kind of a household is the collection of
the values of its people, so that everybody in a cell has the same chances to be in the way of others.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, vstack

from jukugi.core.sortition.pool import Pool, Quota
from jukugi.core.sortition.solving import FloatArray, IntArray

Kind = tuple[tuple[tuple[str, ...], int], ...]


@dataclass(frozen=True)
class Cells:
    """The pool in cells, in an order that does not depend on the order of people.

    A panel takes at most ``most`` people of a cell. ``rows @ x`` lies between ``row_low`` and ``row_high`` for every
    panel ``x`` (people by cell): first one row for each quota, then the size, then one for each kind of household with
    more than one cell, in which no more people are drawn than there are households.
    ``households[cell]`` holds the people of each household who are in this cell, as places in the pool.
    """

    households: tuple[tuple[tuple[int, ...], ...], ...]
    kinds: IntArray
    people: FloatArray
    most: FloatArray
    rows: csr_array
    row_low: FloatArray
    row_high: FloatArray
    size: int
    quotas: int

    @property
    def count(self) -> int:
        return len(self.people)

    def holds(self, panel: IntArray) -> bool:
        """Whether this many people of each cell make a panel: quotas, size, households, and enough people."""
        sums = self.rows @ panel
        inside = (panel >= 0) & (panel <= self.most)
        return bool(inside.all() and (sums >= self.row_low).all() and (sums <= self.row_high).all())


def make_cells(pool: Pool, quotas: Sequence[Quota], size: int) -> Cells:
    """Lay the pool out in cells."""
    households = _households(pool)
    kinds: dict[Kind, list[tuple[int, ...]]] = defaultdict(list)
    for members in households:
        kind = tuple(sorted(Counter(pool.volunteers[place].values for place in members).items()))
        kinds[kind].append(members)
    cells: list[tuple[tuple[tuple[int, ...], ...], tuple[str, ...], int]] = []
    for number, kind in enumerate(sorted(kinds)):
        for values, _count in kind:
            same = [tuple(p for p in members if pool.volunteers[p].values == values) for members in kinds[kind]]
            cells.append((tuple(same), values, number))
    numbers = np.array([number for _same, _values, number in cells], dtype=np.int64)
    rows, low, high = _rows(pool, quotas, size, [values for _same, values, _number in cells])
    most = np.array([len(same) for same, _values, _number in cells], dtype=float)
    shared, capacity = _shared(numbers, most)
    return Cells(
        households=tuple(same for same, _values, _number in cells),
        kinds=numbers,
        people=np.array([sum(map(len, same)) for same, _values, _number in cells], dtype=float),
        most=most,
        rows=csr_array(vstack([rows, shared])),
        row_low=np.concatenate([low, np.zeros(len(capacity))]),
        row_high=np.concatenate([high, capacity]),
        size=size,
        quotas=len(quotas),
    )


def _households(pool: Pool) -> list[tuple[int, ...]]:
    """The people of each household, by key; the households by their first person."""
    together: dict[tuple[bool, str], list[int]] = defaultdict(list)
    for place in sorted(range(len(pool.volunteers)), key=lambda place: pool.volunteers[place].key):
        person = pool.volunteers[place]
        alone = person.household is None
        together[alone, person.key if person.household is None else person.household].append(place)
    return [tuple(members) for members in together.values()]


def _rows(
    pool: Pool, quotas: Sequence[Quota], size: int, values: Sequence[tuple[str, ...]]
) -> tuple[csr_array, FloatArray, FloatArray]:
    """One row for each quota, and the size."""
    place_of = {feature: place for place, feature in enumerate(pool.features)}
    has = [np.array([cell[place_of[quota.feature]] == quota.value for cell in values], dtype=float) for quota in quotas]
    rows = csr_array(np.array([*has, np.ones(len(values))]).reshape(len(quotas) + 1, len(values)))
    low = np.array([*(quota.low for quota in quotas), size], dtype=float)
    high = np.array([*(quota.high for quota in quotas), size], dtype=float)
    return rows, low, high


def _shared(kinds: IntArray, most: FloatArray) -> tuple[csr_array, FloatArray]:
    """A row for each kind of household that lies in more than one cell, and how many households there are."""
    counts = np.bincount(kinds, minlength=1)
    many = np.flatnonzero(counts > 1)
    number = np.full(len(counts), -1)
    number[many] = np.arange(len(many))
    inside = np.flatnonzero(number[kinds] >= 0)
    rows = csr_array(
        (np.ones(len(inside)), (number[kinds[inside]], inside)), shape=(len(many), len(kinds)), dtype=float
    )
    capacity = np.zeros(len(many))
    capacity[number[kinds[inside]]] = most[inside]
    return rows, capacity
