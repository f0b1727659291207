"""One linear programme for one figure: which others must be empty so that it can go a given way."""

from collections.abc import Collection

import highspy
import numpy as np

from jukugi.core.disclosure.attack import WITHIN, model_of_sums
from jukugi.core.disclosure.linked import LinkedTables


def figures_to_move(
    tables: LinkedTables, hidden: Collection[int], figure: int, *, up: int = 0, down: int = 0
) -> frozenset[int]:
    """Figures that go along when one goes up or down by so much, those that hold few people before others.

    A figure that is hidden moves for nothing, another for its people (and one) per unit; those that hold nobody stay.
    Such a way always exists: with all margins up to the whole empty, any figure can grow.
    """
    counts = np.array(tables.counts, dtype=np.float64)
    size = len(counts)
    costs = np.where([place in hidden for place in range(size)], 0.0, counts + 1)
    both_ways = model_of_sums(tables, copies=(1.0, -1.0))
    both_ways.col_cost_ = np.concatenate([costs, costs])
    most = np.concatenate([np.where(counts > 0, highspy.kHighsInf, 0.0), counts])
    least = np.zeros(2 * size)
    for place, amount in ((figure, up), (figure + size, down)):
        least[place] = most[place] = amount
    both_ways.col_lower_, both_ways.col_upper_ = least, most
    solver = highspy._Highs()  # type: ignore[attr-defined]
    for name, value in {"output_flag": False, "threads": 1, "random_seed": 0}.items():
        solver.setOptionValue(name, value)
    solver.passModel(both_ways)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise ArithmeticError(f"figure {figure} cannot move: {solver.getModelStatus()}")
    found = np.array(solver.getSolution().col_value)
    return frozenset(np.flatnonzero(np.abs(found[:size] - found[size:]) > WITHIN).tolist())
