"""Mixtures of panels: the weights that come nearest to wanted chances, and panels that would come nearer.

Column generation: the prices of the best mixture so far say which panel would help most. If even the best panel does
not help, the prices are a proof that no mixture does better.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array

from jukugi.core.sortition.cells import Cells
from jukugi.core.sortition.errors import OutOfTime
from jukugi.core.sortition.panels import Found, PanelFinder
from jukugi.core.sortition.solving import BoolArray, FloatArray, IntArray, Patience, Programme, Solved

# Chances this near to the wanted ones are the wanted ones.
REACHED = 1e-7
# A panel is worth adding if its price is this much above the present one: far below what is called reached.
WORTH = 1e-9
LIGHT = 1e-12
# Seconds for the best mixture of the panels at hand when time is up.
LAST_LOOK = 10.0
# Fixed chances may give way by this, so that rounding does not make them impossible together.
YIELD = 1e-8


@dataclass(frozen=True)
class Mixture:
    """Panels (panels × cells) and their weights, which sum to 1 unless told otherwise."""

    panels: IntArray
    weights: FloatArray

    def seats(self) -> FloatArray:
        """Expected people by cell."""
        return self.weights @ self.panels

    def whole(self) -> "Mixture":
        """The panels that have weight, which sums to 1."""
        heavy = self.weights > LIGHT
        weights = self.weights[heavy]
        return Mixture(self.panels[heavy], weights / weights.sum())


@dataclass(frozen=True)
class Step:
    """What mixing came to. ``level`` is the smallest chance of the open cells, ``bound`` what it cannot exceed.

    ``is_done``: nothing better exists. ``share`` is what each open cell costs the level, which sums to 1.
    """

    mixture: Mixture
    level: float
    bound: float
    is_done: bool
    share: FloatArray


class Mixer:
    """All panels found so far, and the search for more."""

    def __init__(self, cells: Cells, panels: Sequence[IntArray]) -> None:
        self.cells = cells
        self.finder = PanelFinder(cells)
        self.panels = list(panels)

    def reach(self, seats: FloatArray, patience: Patience) -> Mixture | None:
        """A mixture that gives every cell ``seats``; None where there is none, or none was found in time."""
        count = self.cells.count
        places = np.arange(count)
        short = csc_array((np.ones(count), (places, places)), shape=(count + 1, count))
        rows = np.concatenate([seats, [1.0]])
        master = _Master(short, rows, np.append(np.full(count, np.inf), 1.0), -1.0 / self.cells.people, self.panels)
        while True:
            solved = master.solve(patience)
            if solved.values is None:
                return None
            mixture = self._mixture(solved, count)
            if (np.abs(seats - mixture.seats()) / self.cells.people).max() <= REACHED:
                return mixture
            if not self._improve(master, solved, patience)[0]:
                return None

    def cover(self, patience: Patience) -> BoolArray:
        """Add panels until everybody who can be in one is in one. Returns the cells that no panel can have."""
        is_out = ~np.any(self.panels, axis=0)
        while is_out.any() and patience.left() > 0:
            found = self.finder.good(is_out.astype(float), patience)
            if found.panel is None or not found.panel[is_out].any():
                found = self.finder.best(is_out.astype(float), patience)
            if found.panel is None or not found.panel[is_out].any():
                return is_out if found.panel is not None and found.is_proven else np.zeros_like(is_out)
            self.panels.append(found.panel)
            is_out &= found.panel == 0
        return np.zeros_like(is_out)

    def rise(self, fixed: FloatArray, most: float, patience: Patience) -> Step:
        """Raise the smallest chance of the open cells (NaN in ``fixed``); the others keep theirs.

        It ends where ``most``, known from elsewhere, is reached. Raises OutOfTime without any mixture.
        """
        people, is_open = self.cells.people, np.isnan(fixed)
        floor = np.maximum(np.where(is_open, 0.0, np.nan_to_num(fixed) - YIELD), 0.0) * people
        rising = csc_array(np.append(-people * is_open, 0.0).reshape(-1, 1))
        rows = np.append(floor, 1.0)
        master = _Master(rising, rows, np.append(np.full(len(people), np.inf), 1.0), np.ones(1), self.panels)
        bound = most
        while True:
            solved = master.solve(patience.at_least(LAST_LOOK))
            mixture = self._mixture(solved, 1)
            found, above = self._improve(master, solved, patience) if solved.objective < bound - WORTH else (False, 0.0)
            bound = min(bound, solved.objective + max(above, 0.0))
            if not found:
                assert solved.duals is not None
                share = np.maximum(solved.duals[:-1], 0.0) * people * is_open
                level = float((mixture.seats() / people)[is_open].min())
                return Step(mixture, level, bound, bound - solved.objective <= 2 * WORTH, share)

    def _improve(self, master: "_Master", solved: Solved, patience: Patience) -> tuple[bool, float]:
        """Add a panel that helps; whether there was one, and how much the best of all panels could help."""
        assert solved.duals is not None
        price, present = np.maximum(solved.duals[:-1], 0.0), -float(solved.duals[-1])
        found = Found(None, np.inf, is_proven=False)
        for find in (self.finder.good, self.finder.best):
            if patience.left() <= 0:
                break
            found = find(price, patience)
            if found.panel is not None and price @ found.panel > present + WORTH:
                self.panels.append(found.panel)
                master.add(found.panel)
                return True, found.bound - present
        return False, found.bound - present

    def _mixture(self, solved: Solved, others: int) -> Mixture:
        if solved.values is None or solved.duals is None:
            raise OutOfTime
        return Mixture(np.array(self.panels), np.maximum(solved.values[others:], 0.0)).whole()


class _Master:
    """Maximise the gain of the first variables, with the weights of panels as further ones."""

    def __init__(
        self, first: csc_array, low: FloatArray, high: FloatArray, gain: FloatArray, panels: Sequence[IntArray]
    ) -> None:
        self.weight_row = len(low) - 1
        self.gain = [float(each) for each in gain]
        self.programme = Programme(first, low, high)
        for panel in panels:
            self.add(panel)

    def add(self, panel: IntArray) -> None:
        rows = np.flatnonzero(panel)
        self.programme.add_column(0.0, np.append(rows, self.weight_row), np.append(panel[rows].astype(float), 1.0))
        self.gain.append(0.0)

    def solve(self, patience: Patience) -> Solved:
        return self.programme.solve(np.array(self.gain), seconds=patience.left())
