"""What somebody can compute of figures that are not shown: least and most, by linear programmes (HiGHS).

The attacker has all published figures of all tables, knows which sums hold among them, and that numbers of people are
whole and not negative. Which of the empty cells are empty because they are small, nobody tells.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from jukugi.core.disclosure.linked import LinkedTables

FloatArray = NDArray[np.float64]
WITHIN = 1e-6


@dataclass(frozen=True, eq=False)
class Bound:
    """How far one figure can go. ``figures``: of all, when it does. ``prices``: by how much the end moves per unit by
    which a figure is let up (first row) or down (second row).
    """

    end: float
    figures: FloatArray
    prices: FloatArray


class Attack:
    """Linear programmes on one set of tables. ``is_whole``: numbers of people must be whole; slower, and no prices."""

    def __init__(self, tables: LinkedTables, *, is_whole: bool = False) -> None:
        self.counts = np.array(tables.counts, dtype=np.float64)
        self.hidden: frozenset[int] = frozenset()
        # The wrapper of this class prints a heading before it can be told not to.
        self.solver = highspy._Highs()  # type: ignore[attr-defined]
        for name, value in {"output_flag": False, "threads": 1, "random_seed": 0, "mip_abs_gap": 0.5}.items():
            self.solver.setOptionValue(name, value)
        if not is_whole:
            self.solver.setOptionValue("presolve", "off")
            self.solver.setOptionValue("solver", "simplex")
        model = model_of_sums(tables)
        model.col_lower_ = model.col_upper_ = self.counts
        if is_whole:
            model.integrality_ = [highspy.HighsVarType.kInteger] * len(self.counts)
        self.solver.passModel(model)

    def hide(self, hidden: Collection[int]) -> None:
        """From now on these figures are not shown."""
        changed = self.hidden ^ frozenset(hidden)
        self.hidden = frozenset(hidden)
        for figure in changed:
            self._free(figure)

    def furthest(self, figure: int, *, is_up: bool, reach: float) -> Bound:
        """The most, or least, that a hidden figure can be, as far as it matters: up to ``reach``."""
        self.solver.changeColCost(figure, -1.0 if is_up else 1.0)
        if is_up:
            self.solver.changeColBounds(figure, 0.0, reach)
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(f"no bound for figure {figure}: {self.solver.getModelStatus()}")
        solution = self.solver.getSolution()
        figures = np.array(solution.col_value)
        duals = np.array(solution.col_dual) if len(solution.col_dual) else np.zeros(len(figures))
        self.solver.changeColCost(figure, 0.0)
        self._free(figure)
        return Bound(float(figures[figure]), figures, np.array([np.maximum(-duals, 0.0), np.maximum(duals, 0.0)]))

    def _free(self, figure: int) -> None:
        is_hidden = figure in self.hidden
        low, high = (0.0, highspy.kHighsInf) if is_hidden else (self.counts[figure],) * 2
        self.solver.changeColBounds(figure, low, high)


def feasible_range(tables: LinkedTables, hidden: Collection[int], figure: int, *, reach: int) -> tuple[int, int]:
    """The least and the most that a hidden figure can be, in whole numbers; the most up to ``reach``."""
    attack = Attack(tables, is_whole=True)
    attack.hide(hidden)
    low, high = (attack.furthest(figure, is_up=is_up, reach=reach).end for is_up in (False, True))
    return round(low), round(high)


def model_of_sums(tables: LinkedTables, *, copies: Sequence[float] = (1.0,)) -> highspy.HighsLp:
    """A row for each sum, ``parts - total = 0``; for each copy a column for each figure, with this sign."""
    size, wide = len(tables.counts), len(copies)
    entries = [
        [(place + size * copy, sign * factor) for copy, factor in enumerate(copies) for place, sign in _signed(sum_)]
        for sum_ in tables.sums
    ]
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = size * wide, len(entries)
    lp.col_cost_ = np.zeros(size * wide)
    lp.row_lower_ = lp.row_upper_ = np.zeros(len(entries))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *map(len, entries)]).astype(np.int32)
    lp.a_matrix_.index_ = np.array([place for row in entries for place, _ in row], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([value for row in entries for _, value in row], dtype=np.float64)
    return lp


def _signed(sum_: tuple[int, tuple[int, ...]]) -> list[tuple[int, float]]:
    total, parts = sum_
    return [(total, -1.0), *((part, 1.0) for part in parts)]
