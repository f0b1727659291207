"""The chances that no lottery can beat: leximin over the quotas without asking for whole people.

Every lottery over panels has chances that lie in this relaxation, so its leximin is at least as good as any lottery's;
where some lottery reaches it, that lottery is leximin.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, hstack, vstack

from jukugi.core.sortition.cells import Cells
from jukugi.core.sortition.errors import NoPanel, OutOfTime
from jukugi.core.sortition.solving import FloatArray, IntArray, Patience, Programme

# A cell is held down where its share of what the smallest chance costs is more than this.
BINDING = 1e-7
OVER = 1e-9


@dataclass(frozen=True)
class Relaxed:
    """``chances`` by cell, leximin in the relaxation; ``smallest`` is what the smallest chance cannot exceed."""

    chances: FloatArray
    smallest: float


def relaxed_leximin(cells: Cells, patience: Patience) -> Relaxed:
    """Raise the smallest chance as far as it goes, fix those that hold it down, and go on with the others.

    Raises
    ------
    NoPanel : not even parts of people keep the quotas.
    OutOfTime : time ended first.

    Cost: as many linear programmes as there are different chances (6 to 13 for a city), each over all cells.
    """
    fixed = np.full(cells.count, np.nan)
    caps = np.zeros(0, dtype=np.int64)
    smallest = None
    while np.isnan(fixed).any():
        level, share, caps = _level(cells, fixed, caps, patience)
        smallest = level if smallest is None else smallest
        is_open = np.isnan(fixed)
        binding = is_open & (share > BINDING)
        if not binding.any():
            binding = is_open & (share >= share[is_open].max())
        fixed[binding] = level
    return Relaxed(np.clip(fixed, 0.0, 1.0), float(smallest or 0.0))


def _level(cells: Cells, fixed: FloatArray, caps: IntArray, patience: Patience) -> tuple[float, FloatArray, IntArray]:
    """The most that all open cells can have together, what each of them costs, and the cells whose size matters.

    Of each cell it asks only what is above its floor, so that the programme has a row for each quota and not for each
    cell; that nobody is drawn more often than always is added where the answer breaks it.
    """
    is_open = np.isnan(fixed)
    floor = np.where(is_open, 0.0, np.nan_to_num(fixed)) * cells.people
    rising = np.where(is_open, cells.people, 0.0)
    scale = cells.size / cells.people.sum()
    while True:
        selected = csr_array(
            (np.ones(len(caps)), (np.arange(len(caps)), caps)), shape=(len(caps), cells.count), dtype=float
        )
        rows = csr_array(vstack([cells.rows, selected]))
        low = np.concatenate([cells.row_low, np.full(len(caps), -np.inf)]) - rows @ floor
        high = np.concatenate([cells.row_high, cells.most[caps]]) - rows @ floor
        matrix = hstack([rows, csr_array((rows @ rising * scale).reshape(-1, 1))])
        programme = Programme(matrix, low, high)
        gain = np.zeros(cells.count + 1)
        gain[-1] = 1.0
        solved = programme.solve(gain, seconds=patience.left())
        if solved.values is None or solved.reduced is None or not solved.is_proven:
            raise NoPanel if solved.is_proven else OutOfTime
        level = float(solved.values[-1]) * scale
        over = np.flatnonzero(floor + rising * level + solved.values[:-1] > cells.most * (1 + OVER) + OVER)
        new = np.setdiff1d(over, caps)
        if not len(new):
            return level, np.abs(solved.reduced[:-1]) * rising * scale, caps
        caps = np.concatenate([caps, new])
