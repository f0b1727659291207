"""One panel from a lottery, by lots that anyone can draw again."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jukugi.core.sortition.cells import Cells, make_cells
from jukugi.core.sortition.chance import in_drawn_order, share
from jukugi.core.sortition.errors import InvalidDraw
from jukugi.core.sortition.lottery import CellLottery, Certificate, Method, find_lottery
from jukugi.core.sortition.pool import Pool, Quota
from jukugi.core.sortition.solving import IntArray, Patience


@dataclass(frozen=True)
class Lottery:
    """A lottery over panels of people: ``chances`` by key, and what it is certified for."""

    pool: Pool
    by_cells: CellLottery
    chances: dict[str, float]

    @property
    def certificate(self) -> Certificate:
        return self.by_cells.certificate


def fair_lottery(
    pool: Pool, quotas: Sequence[Quota], size: int, *, method: Method = Method.LEXIMIN, patience: Patience
) -> Lottery:
    """The fairest lottery over all panels of ``size`` people that keep the quotas, one of each household.

    Everybody of a cell has the chance of that cell: people who are alike have equal chances.

    Raises
    ------
    InvalidDraw : a size below 1.
    NoPanel : no panel keeps the quotas; ``check_quotas`` tells why.
    OutOfTime : time ended before any lottery was found.
    """
    if size < 1:
        raise InvalidDraw(setting="size", value=size)
    by_cells = find_lottery(make_cells(pool, quotas, size), method, patience)
    of_cell = by_cells.chances()
    chances = {
        pool.volunteers[place].key: float(of_cell[cell])
        for cell, households in enumerate(by_cells.cells.households)
        for members in households
        for place in members
    }
    return Lottery(pool, by_cells, {person.key: chances[person.key] for person in pool.volunteers})


def draw_panel(lottery: Lottery, seed: str) -> list[str]:
    """The keys of one panel, in order of their lots. The same lottery and seed give the same panel.

    The lot ``panel`` decides how many people of each cell there are, by the weights of the mixture; in each kind of
    household the lots ``household`` decide which households, and ``person`` who of a household.
    """
    mixture = lottery.by_cells.mixture
    ends = np.cumsum(mixture.weights)
    place = int(np.searchsorted(ends, share(seed, "panel") * ends[-1], side="right"))
    counts = mixture.panels[min(place, len(ends) - 1)]
    return in_drawn_order(seed, "seat", people_of(lottery.pool, lottery.by_cells.cells, counts, seed))


def people_of(pool: Pool, cells: Cells, counts: IntArray, seed: str) -> list[str]:
    """So many people of each cell, by lot, no two of them of one household."""
    wanted: dict[int, list[int]] = defaultdict(list)
    for cell in np.flatnonzero(counts).tolist():
        wanted[int(cells.kinds[cell])].append(cell)
    chosen = []
    for inside in wanted.values():
        homes = range(len(cells.households[inside[0]]))
        named = {_name(pool, cells, inside[0], number): number for number in homes}
        order = [named[name] for name in in_drawn_order(seed, "household", named)]
        begin = 0
        for cell in inside:
            for home in order[begin : begin + int(counts[cell])]:
                members = [pool.volunteers[place].key for place in cells.households[cell][home]]
                chosen.append(in_drawn_order(seed, "person", members)[0])
            begin += int(counts[cell])
    return chosen


def _name(pool: Pool, cells: Cells, cell: int, home: int) -> str:
    """A household is called by its first person of a cell."""
    return pool.volunteers[cells.households[cell][home][0]].key
