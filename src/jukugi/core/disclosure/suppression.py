"""Which figures of published tables must stay empty, so that no small number of people can be told from the others.

The fewest people's worth of figures is a whole-number programme: one yes or no for each figure, and for each way in
which an attacker could still come too near to one a row that forbids it. The rows are found one after another, by
letting the attacker try (Benders' decomposition, as in Fischetti and Salazar).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from jukugi.core.disclosure.attack import WITHIN, Attack, Bound
from jukugi.core.disclosure.linked import LinkedTables
from jukugi.core.disclosure.moving import figures_to_move
from jukugi.core.disclosure.rows import is_small
from jukugi.core.planning.solving import Programme, solve

NOT_SHOWN = 100
"""A margin that no table shows costs so many times its people: it is counted on as unknown in need only."""


@dataclass(frozen=True)
class Suppression:
    """``hidden`` figures of ``LinkedTables``; ``small`` are those among them that had to be.

    ``is_proven``: no set of figures with fewer people in it protects as much.
    """

    hidden: frozenset[int]
    small: frozenset[int]
    is_proven: bool


@dataclass(frozen=True)
class Need:
    """How far one hidden figure must be able to go: by ``up`` and by ``down``, or by ``width`` in both together."""

    up: int = 0
    down: int = 0
    width: int = 0


@dataclass(frozen=True)
class Cut:
    """The ``weights`` of what is hidden must sum to ``least``; where ``asking`` is a figure, only if it is hidden."""

    weights: tuple[tuple[int, float], ...]
    least: int
    asking: int | None


def suppress(tables: LinkedTables, *, minimum: int, seconds: float = 60.0) -> Suppression:
    """Choose the figures that stay empty: the small ones, and of the others as few people's worth as protect them.

    A figure is small when it is above 0 and below ``minimum``. Somebody who knows all other published figures, solves
    for the empty ones and knows that numbers of people are whole and not negative, can say of no empty figure more than
    a range wider than twice the minimum: however they guess, they may be off by more than the minimum. And every small
    figure may be nobody at all for all they know. Empty figures that were not small are held to the same width, or one
    could be published. A 0 is always published: nobody at all is no secret, and an empty cell that must be 0 protects
    nothing.

    Where the best is not proven in time, what is found by one linear programme for each figure, pruned, is taken.

    Parameters
    ----------
    minimum : fewest people that may be told of, above 0. seconds : for the search of the best.

    References
    ----------
    M. Fischetti, J. J. Salazar, "Models and algorithms for optimizing cell suppression in tabular data with linear
    constraints", JASA 95, 2000. J. P. Kelly, B. L. Golden, A. A. Assad, "Cell suppression: disclosure protection for
    sensitive tabular data", Networks 22, 1992 (one programme for each figure). A. Hundepool et al., "Statistical
    Disclosure Control", 2012, chapter 4.
    """
    small = frozenset(figure for figure, count in enumerate(tables.counts) if is_small(count, minimum=minimum))
    if not small:
        return Suppression(small, small, is_proven=True)
    search = Search(tables, small, minimum)
    found = search.best(seconds)
    return found or Suppression(search.some(), small, is_proven=False)


def withstands(tables: LinkedTables, hidden: Collection[int], *, minimum: int, loose: Collection[int] = ()) -> bool:
    """Whether nobody can say too much, where these figures are empty: the rule of ``suppress``, without a search.

    No clock: the same answer on every machine. Figures of nobody are taken to be known. ``loose``: figures that are
    empty for another reason, and that may be told however well where they are not small.
    """
    small = frozenset(figure for figure, count in enumerate(tables.counts) if is_small(count, minimum=minimum))
    empty = frozenset(figure for figure in hidden if tables.counts[figure])
    return small <= empty and (not empty or Search(tables, small, minimum, frozenset(loose)).withstands(empty))


class Search:
    def __init__(
        self, tables: LinkedTables, small: frozenset[int], minimum: int, loose: frozenset[int] = frozenset()
    ) -> None:
        self.tables, self.small, self.loose = tables, small, loose
        self.counts = tables.counts
        self.width = 2 * minimum + 1
        self.needs = {figure: self._need(figure) for figure, count in enumerate(self.counts) if count}
        self.attack, self.whole = Attack(tables), Attack(tables, is_whole=True)

    def _need(self, figure: int) -> Need:
        count = self.counts[figure]
        if figure in self.small:
            return Need(up=self.width - count, down=count)
        return Need() if figure in self.loose else Need(width=self.width)

    def best(self, seconds: float) -> Suppression | None:
        """The cheapest set that withstands; None where time runs out."""
        programme = Programme()
        column = {figure: programme.variable(float(self._price(figure))) for figure in self.needs}
        for figure in self.small:
            programme.exactly({column[figure]: 1.0}, 1.0)
        seen: set[Cut] = set()
        new = list(self._first_cuts())
        while True:
            if not seen.isdisjoint(new):
                return None
            seen.update(new)
            for cut in new:
                _add(programme, cut, column)
            answer = solve(programme, seconds=seconds)
            seconds -= answer.seconds
            if answer.values is None or not answer.is_proven or seconds <= 0:
                return None
            hidden = frozenset(figure for figure, place in column.items() if answer.values[place])
            new = self._cuts_against(hidden)
            if not new:
                return Suppression(hidden, self.small, is_proven=True)

    def _price(self, figure: int) -> int:
        """Its people, and one, so that of equals the fewest figures go."""
        return (self.counts[figure] + 1) * (1 if self.tables.shown_by[figure] else NOT_SHOWN)

    def _first_cuts(self) -> Iterator[Cut]:
        """What each sum alone asks for: a hidden figure moves only if others of the sum do."""
        for total, parts in self.tables.sums:
            own = [each for each in (total, *parts) if each in self.needs]
            for figure in own:
                others = [each for each in own if each != figure]
                if figure not in self.small:
                    yield Cut(tuple((each, 1.0) for each in others), 1, figure)
                    continue
                for is_up, amount in ((True, self.needs[figure].up), (False, self.needs[figure].down)):
                    weights = []
                    for each in others:
                        goes_up = is_up if total in (figure, each) else not is_up
                        weights.append((each, float(amount if goes_up else min(amount, self.counts[each]))))
                    yield Cut(tuple(weights), amount, None)

    def _cuts_against(self, hidden: frozenset[int]) -> list[Cut]:
        """Rows that this set breaks; none where it withstands."""
        while True:
            cuts = [cut for _, cut in self.too_near(hidden)]
            if cuts or not self._raise_needs(hidden):
                return cuts

    def too_near(self, hidden: frozenset[int]) -> Iterator[tuple[int, Cut]]:
        """Figures of which an attacker knows too much, with what would have prevented it."""
        self.attack.hide(hidden)
        seen = _Seen(self.counts)
        for figure in sorted(hidden):
            need, count = self.needs[figure], self.counts[figure]
            prices: list[Bound] = []
            for is_up, amount in ((True, need.up or need.width), (False, need.down or need.width)):
                if seen.meets(figure, need):
                    break
                if not seen.has_moved(figure, amount, is_up=is_up):
                    reach = count + amount if is_up else 0
                    prices.append(seen.add(self.attack.furthest(figure, is_up=is_up, reach=reach)))
                    if not need.width and not seen.has_moved(figure, amount, is_up=is_up):
                        yield figure, self._cut(prices[-1:], amount, None)
            if need.width and not seen.meets(figure, need):
                yield figure, self._cut(prices, need.width, figure)

    def _cut(self, bounds: list[Bound], amount: int, asking: int | None) -> Cut:
        weights: dict[int, float] = {}
        for bound in bounds:
            up, down = bound.prices
            for each in self.needs:
                if up[each] > WITHIN or down[each] > WITHIN:
                    price = float(amount) if up[each] > WITHIN else float(down[each]) * self.counts[each]
                    weights[each] = min(float(amount), weights.get(each, 0.0) + price)
        return Cut(tuple(sorted((each, round(weight, 9)) for each, weight in weights.items())), amount, asking)

    def _raise_needs(self, hidden: frozenset[int]) -> bool:
        """Whole numbers may reach less far than fractions: where they do, more is asked for from now on."""
        self.whole.hide(hidden)
        seen, is_raised = _Seen(self.counts), False
        for figure in sorted(hidden):
            need, count = self.needs[figure], self.counts[figure]
            first = self._need(figure)
            for is_up, amount in ((True, first.up or first.width), (False, first.down or first.width)):
                if not seen.meets(figure, first) and not seen.has_moved(figure, amount, is_up=is_up):
                    seen.add(self.whole.furthest(figure, is_up=is_up, reach=count + amount if is_up else 0))
            if not seen.meets(figure, first):
                self.needs[figure] = replace(need, up=need.up and need.up + 1, width=need.width and need.width + 1)
                is_raised = True
        return is_raised

    def some(self) -> frozenset[int]:
        """A set that withstands, found figure by figure; what can then be shown after all is shown, largest first."""
        self.needs = {figure: self._need(figure) for figure in self.needs}
        hidden = self.small
        while (near := self._near(hidden)) is not None:
            need = self.needs[near]
            hidden |= figures_to_move(self.tables, hidden, near, up=need.up or need.width)
            if need.down:
                hidden |= figures_to_move(self.tables, hidden, near, down=need.down)
        for figure in sorted(hidden - self.small, key=lambda each: (-self.counts[each], each)):
            if self._near(hidden - {figure}) is None:
                hidden -= {figure}
        return hidden

    def withstands(self, hidden: frozenset[int]) -> bool:
        """Whether every empty figure is far enough."""
        return self._near(hidden) is None

    def _near(self, hidden: frozenset[int]) -> int | None:
        """The first figure of which an attacker knows too much; None where there is none."""
        while True:
            near = next((figure for figure, _ in self.too_near(hidden)), None)
            if near is not None or not self._raise_needs(hidden):
                return near


class _Seen:
    """The least and the most at which each figure was seen, in answers that fit what is published."""

    def __init__(self, counts: Sequence[int]) -> None:
        self.counts = np.array(counts, dtype=np.float64)
        self.low, self.high = self.counts.copy(), self.counts.copy()

    def add(self, bound: Bound) -> Bound:
        self.low, self.high = np.minimum(self.low, bound.figures), np.maximum(self.high, bound.figures)
        return bound

    def has_moved(self, figure: int, amount: float, *, is_up: bool) -> bool:
        moved = self.high[figure] - self.counts[figure] if is_up else self.counts[figure] - self.low[figure]
        return bool(moved >= amount - WITHIN)

    def meets(self, figure: int, need: Need) -> bool:
        if need.width:
            return bool(self.high[figure] - self.low[figure] >= need.width - WITHIN)
        return self.has_moved(figure, need.up, is_up=True) and self.has_moved(figure, need.down, is_up=False)


def _add(programme: Programme, cut: Cut, column: Mapping[int, int]) -> None:
    row = {column[each]: -weight for each, weight in cut.weights}
    if cut.asking is None:
        programme.at_most(row, -float(cut.least))
    else:
        programme.at_most(row | {column[cut.asking]: row.get(column[cut.asking], 0.0) + cut.least}, 0.0)
