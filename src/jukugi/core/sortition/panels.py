"""Panels that are good for a given purpose: so much gain for each person of a cell, as much as can be in total."""

from dataclasses import dataclass, replace

import numpy as np

from jukugi.core.sortition.cells import Cells
from jukugi.core.sortition.solving import WHOLE, FloatArray, IntArray, Patience, Programme, Solved

# How near to the best a panel must be where any good one will do.
NEAR = 0.02
# So many cells may change when an answer in parts is made whole: first few, then more, then all.
FREE = (60, 240)


@dataclass(frozen=True)
class Found:
    """``panel`` is people by cell, None where none was found; no panel has a gain above ``bound``.

    ``is_proven``: there is no panel, or (of ``best``) none better.
    """

    panel: IntArray | None
    bound: float
    is_proven: bool


class PanelFinder:
    """Panels of these cells, within bounds that can be changed from one question to the next."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self._programme = Programme(cells.rows, cells.row_low, cells.row_high)
        self._programme.bound(np.zeros(cells.count), cells.most)

    def within(self, low: FloatArray, high: FloatArray, row_low: FloatArray, row_high: FloatArray) -> None:
        """From now on only panels between these bounds, by cell and by row."""
        self._programme.bound(low, high)
        self._programme.bound_rows(row_low, row_high)

    def good(self, gain: FloatArray, patience: Patience) -> Found:
        """A panel of much gain, quickly; ``bound`` holds all the same."""
        parts = self._programme.solve(gain, seconds=patience.left())
        if parts.values is None or _is_whole(parts.values):
            return self._found(parts)
        near = Solved(None, is_proven=False)
        for free in FREE:
            if near.values is None and free < self.cells.count:
                near = self._nearby(parts, gain, free, patience)
        if near.values is None:
            near = self._programme.solve_whole(gain, seconds=patience.left(), within=NEAR)
        return self._found(replace(near, bound=parts.bound, is_proven=near.values is None and near.is_proven))

    def best(self, gain: FloatArray, patience: Patience) -> Found:
        """The panel of the most gain."""
        parts = self._programme.solve(gain, seconds=patience.left())
        if parts.values is None or _is_whole(parts.values):
            return self._found(parts)
        whole = self._programme.solve_whole(gain, seconds=patience.left())
        return self._found(replace(whole, bound=min(whole.bound, parts.bound)))

    def _found(self, solved: Solved) -> Found:
        if solved.values is None:
            return Found(None, solved.bound, solved.is_proven)
        panel = np.rint(solved.values).astype(np.int64)
        if not self.cells.holds(panel):
            return Found(None, solved.bound, is_proven=False)
        return Found(panel, solved.bound, solved.is_proven)

    def _nearby(self, parts: Solved, gain: FloatArray, free: int, patience: Patience) -> Solved:
        """Whole numbers near an answer in parts: only the cells that are cheapest to change may."""
        assert parts.values is not None
        assert parts.reduced is not None
        programme = self._programme
        low, high = programme.low, programme.high
        whole = np.rint(parts.values)
        cost = np.where(np.abs(parts.values - whole) > WHOLE, -1.0, np.abs(parts.reduced))
        loose = np.argsort(cost, kind="stable")[:free]
        held_low, held_high = whole.copy(), whole.copy()
        held_low[loose], held_high[loose] = low[loose], high[loose]
        programme.bound(held_low, held_high)
        near = programme.solve_whole(gain, seconds=patience.left(), within=NEAR)
        programme.bound(low, high)
        return near


def _is_whole(values: FloatArray) -> bool:
    return bool(np.abs(values - np.rint(values)).max(initial=0.0) <= WHOLE)
