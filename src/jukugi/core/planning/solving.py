"""Whole-number programmes for HiGHS: one thread, one seed, no gap, so that the same input gives the same answer."""

from dataclasses import dataclass, field

import highspy
import numpy as np

Row = dict[int, float]
WITHIN = 1e-7


@dataclass
class Programme:
    """Minimise Σ cost × x with x in {0, 1} and rows ``Σ coefficient × x`` between bounds."""

    costs: list[float] = field(default_factory=list)
    rows: list[tuple[float, Row, float]] = field(default_factory=list)

    def variable(self, cost: float = 0.0) -> int:
        """A new yes-or-no variable."""
        self.costs.append(cost)
        return len(self.costs) - 1

    def at_most(self, row: Row, most: float) -> None:
        self.rows.append((-highspy.kHighsInf, row, most))

    def exactly(self, row: Row, value: float) -> None:
        self.rows.append((value, row, value))


@dataclass(frozen=True)
class Answer:
    """``values`` is None where nothing was found; ``is_proven``: the best there is, or proven that there is none.

    ``seconds`` is what the solver took.
    """

    values: tuple[bool, ...] | None
    is_proven: bool
    seconds: float = 0.0


def solve(programme: Programme, *, seconds: float) -> Answer:
    """The best assignment, or the best one found in this time. Costs must be whole numbers.

    It begins from nothing: given the answer of the step before, HiGHS 1.16 has called that the best where it was not.
    """
    solver = highspy._Highs()  # type: ignore[attr-defined]  # the wrapper of this class prints a heading before it can be told not to
    for name, value in {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.5,  # costs are whole: nothing better lies nearer
        "mip_feasibility_tolerance": WITHIN,
        "primal_feasibility_tolerance": WITHIN,
        "time_limit": max(seconds, 0.05),
    }.items():
        solver.setOptionValue(name, value)
    solver.passModel(_model(programme))
    solver.run()
    status, spent = solver.getModelStatus(), solver.getRunTime()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Answer(None, is_proven=True, seconds=spent)
    found = solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = tuple(value > 0.5 for value in solver.getSolution().col_value) if found else None
    return Answer(values, is_proven=found and status == highspy.HighsModelStatus.kOptimal, seconds=spent)


def _model(programme: Programme) -> highspy.HighsLp:
    count = len(programme.costs)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = count, len(programme.rows)
    lp.col_cost_ = np.array(programme.costs, dtype=float)
    lp.col_lower_, lp.col_upper_ = np.zeros(count), np.ones(count)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * count
    lp.row_lower_ = np.array([low for low, _row, _high in programme.rows], dtype=float)
    lp.row_upper_ = np.array([high for _low, _row, high in programme.rows], dtype=float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lengths = [len(row) for _low, row, _high in programme.rows]
    lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    lp.a_matrix_.index_ = np.array([place for _low, row, _high in programme.rows for place in row], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([v for _low, row, _high in programme.rows for v in row.values()], dtype=float)
    return lp
