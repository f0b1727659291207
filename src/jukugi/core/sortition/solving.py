"""Linear and whole-number programmes for HiGHS: one thread, one seed, no gap, never a start from an earlier answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

INFINITE = highspy.kHighsInf
# Rows hold to this; a whole number is nearer than WHOLE to one.
WITHIN = 1e-9
WHOLE = 1e-6
OPTIONS: dict[str, object] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "primal_feasibility_tolerance": WITHIN,
    "dual_feasibility_tolerance": WITHIN,
    "mip_feasibility_tolerance": 1e-7,
}


class Patience:
    """How long may still be searched.

    ``clock`` gives seconds that only grow (a command passes the processor's, a page the wall's).
    """

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._clock, self._ends = clock, clock() + seconds

    def left(self) -> float:
        """Seconds, below 0 when time is up."""
        return self._ends - self._clock()

    def part(self, share: float) -> "Patience":
        """The same clock for a share of what is left."""
        return Patience(self.left() * share, self._clock)

    def at_most(self, seconds: float) -> "Patience":
        """The same clock, with no more than so many seconds."""
        return Patience(min(self.left(), seconds), self._clock)

    def at_least(self, seconds: float) -> "Patience":
        """The same clock, with at least so many seconds."""
        return Patience(max(self.left(), seconds), self._clock)


@dataclass(frozen=True)
class Solved:
    """``values`` is None where nothing was found; ``is_proven``: the best there is, or proven that there is none.

    ``objective`` and ``bound`` are for the objective as it was given: nothing lies above ``bound``. ``reduced`` and
    ``duals`` are of a linear programme, in the solver's signs for a maximum turned into a minimum.
    """

    values: FloatArray | None
    is_proven: bool
    objective: float = -np.inf
    bound: float = np.inf
    reduced: FloatArray | None = None
    duals: FloatArray | None = None


class Programme:
    """Maximise ``gain · x`` with ``low ≤ x ≤ high`` and ``row_low ≤ A x ≤ row_high``; ``A`` is a sparse matrix.

    It keeps its basis from one ``solve`` to the next, so that a changed gain or bound costs little; whole numbers
    (``solve_whole``) begin from nothing each time: given an answer, HiGHS 1.16 called that the best where it was not.
    """

    def __init__(self, matrix: Any, row_low: FloatArray, row_high: FloatArray) -> None:
        self.columns = matrix.shape[1]
        self._matrix = matrix.tocsc()
        self._model = highspy.HighsLp()
        self._model.num_col_, self._model.num_row_ = self.columns, matrix.shape[0]
        self._model.col_cost_ = np.zeros(self.columns)
        self._model.col_lower_, self._model.col_upper_ = np.zeros(self.columns), np.full(self.columns, INFINITE)
        self._model.row_lower_, self._model.row_upper_ = row_low.astype(float), row_high.astype(float)
        self._model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        self._model.a_matrix_.start_ = self._matrix.indptr.astype(np.int32)
        self._model.a_matrix_.index_ = self._matrix.indices.astype(np.int32)
        self._model.a_matrix_.value_ = self._matrix.data.astype(float)
        self._solver = _quiet(self._model)
        self._places = np.arange(self.columns, dtype=np.int32)
        self.low, self.high = np.zeros(self.columns), np.full(self.columns, INFINITE)
        self.row_low, self.row_high = row_low.astype(float), row_high.astype(float)

    def bound(self, low: FloatArray, high: FloatArray) -> None:
        """Set the bounds of all variables."""
        self.low, self.high = low.astype(float), high.astype(float)
        self._solver.changeColsBounds(self.columns, self._places, self.low, self.high)

    def bound_rows(self, low: FloatArray, high: FloatArray) -> None:
        """Set the bounds of all rows."""
        for row in np.flatnonzero((low != self.row_low) | (high != self.row_high)):
            self._solver.changeRowBounds(int(row), float(low[row]), float(high[row]))
        self.row_low, self.row_high = low.astype(float), high.astype(float)

    def add_column(self, gain: float, rows: IntArray, values: FloatArray) -> None:
        """A further variable, not below 0, at the end. Only for programmes that are not whole."""
        self._solver.addCol(-gain, 0.0, INFINITE, len(rows), rows.astype(np.int32), values.astype(float))
        self.columns += 1

    def solve(self, gain: FloatArray | None = None, *, seconds: float) -> Solved:
        """The best of the linear programme; with the gain of last time where none is given."""
        solver = self._solver
        if gain is not None:
            solver.changeColsCost(self.columns, np.arange(self.columns, dtype=np.int32), -gain)
        return _run(solver, seconds)

    def solve_whole(self, gain: FloatArray, *, seconds: float, within: float = 0.0) -> Solved:
        """The best in whole numbers, or one that proves to be within this share of the best."""
        model = self._model
        model.col_cost_, model.col_lower_, model.col_upper_ = -gain.astype(float), self.low, self.high
        model.row_lower_, model.row_upper_ = self.row_low, self.row_high
        model.integrality_ = [highspy.HighsVarType.kInteger] * self.columns
        solver = _quiet(model, mip_rel_gap=within, mip_abs_gap=1e-9)
        model.integrality_ = []
        return _run(solver, seconds)


def _quiet(model: highspy.HighsLp, **more: object) -> Any:
    solver = highspy._Highs()  # type: ignore[attr-defined]  # the wrapper of this class prints a heading before it can be told not to
    for name, value in (OPTIONS | more).items():
        solver.setOptionValue(name, value)
    solver.passModel(model)
    return solver


def _run(solver: Any, seconds: float) -> Solved:
    solver.setOptionValue("time_limit", solver.getRunTime() + max(seconds, 0.05))
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Solved(None, is_proven=True, bound=-np.inf)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Solved(None, is_proven=False)
    solution = solver.getSolution()
    is_best = status == highspy.HighsModelStatus.kOptimal
    is_whole = bool(solver.getLp().integrality_)
    objective = -info.objective_function_value
    return Solved(
        values=np.array(solution.col_value),
        is_proven=is_best,
        objective=objective,
        bound=-info.mip_dual_bound if is_whole else (objective if is_best else np.inf),
        reduced=None if is_whole else np.array(solution.col_dual),
        duals=None if is_whole else np.array(solution.row_dual),
    )
