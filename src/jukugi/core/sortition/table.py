"""The lottery as a table of equally likely panels, so that a throw of dice in public can choose a row."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jukugi.core.sortition.cells import Cells
from jukugi.core.sortition.chance import in_drawn_order
from jukugi.core.sortition.drawing import Lottery
from jukugi.core.sortition.errors import InvalidDraw
from jukugi.core.sortition.mixing import Mixture
from jukugi.core.sortition.panels import PanelFinder
from jukugi.core.sortition.solving import FloatArray, IntArray, Patience

# Rounding of chances: a share that is off by just one row is within.
OFF = 1e-6
# How often rows are filled anew to bring the last people within one row; how many at once, chosen from how many.
ATTEMPTS = 400
MOST_AT_ONCE = 3
SPREAD = 7
# What is owed counts by its cube, and by this much of itself.
TOWARDS = 0.1
# Nobody's margin counts as narrower than half a seat.
HALF = 0.5


@dataclass(frozen=True)
class LotteryTable:
    """``panels`` are rows of keys, each in the order of their lots; ``shares`` of rows by key.

    ``largest_error`` is the most by which a share differs from the chance; ``is_even``: by no more than one row.
    """

    panels: tuple[tuple[str, ...], ...]
    shares: dict[str, float]
    largest_error: float
    is_even: bool


def lottery_table(lottery: Lottery, rows: int, seed: str, patience: Patience) -> LotteryTable:
    """``rows`` panels, each of which keeps all quotas, so that everybody is in as many as their chance says.

    Each person's share of rows is within ``1 / rows`` of their chance (``is_even``; where time ended or no panels make
    it so, ``largest_error`` tells). The order of rows is drawn by ``seed`` too.

    Raises
    ------
    InvalidDraw : fewer than 1 row.

    References
    ----------
    B. Flanigan, G. Kehne, A. D. Procaccia, "Fair Sortition Made Transparent", NeurIPS 2021 (uniform lotteries).
    """
    if rows < 1:
        raise InvalidDraw(setting="rows", value=rows)
    cells = lottery.by_cells.cells
    counts = _rounded(PanelFinder(cells), lottery.by_cells.mixture, rows, patience)
    order = in_drawn_order(seed, "row", map(str, range(rows)))
    panels = _seated(lottery, counts[[int(row) for row in order]], seed)
    taken = dict.fromkeys(lottery.chances, 0)
    for panel in panels:
        for key in panel:
            taken[key] += 1
    shares = {key: count / rows for key, count in taken.items()}
    error = max(abs(shares[key] - chance) for key, chance in lottery.chances.items())
    return LotteryTable(tuple(panels), shares, error, error <= 1 / rows + OFF)


def _rounded(finder: PanelFinder, mixture: Mixture, rows: int, patience: Patience) -> IntArray:
    """Panels (rows × cells): as often as their weights say, rounded down, and then those that are most owed.

    Where these end with somebody outside the margins, a few rows are taken away and filled anew, again and again.
    """
    filler = _Filler(finder, mixture, rows)
    times = np.floor(mixture.weights * rows + OFF).astype(int)
    filler.panels = [panel for panel, count in zip(mixture.panels, times, strict=True) for _ in range(count)]
    filler.fill(patience)
    best, least = list(filler.panels), filler.outside()
    for attempt in range(ATTEMPTS):
        if least <= 0 or patience.left() <= 0:
            break
        filler.take_away(1 + attempt % MOST_AT_ONCE, attempt)
        filler.fill(patience)
        if filler.outside() < least:
            best, least = list(filler.panels), filler.outside()
    return np.array(best, dtype=np.int64)


class _Filler:
    """A table in the making: what every cell is owed, and the margins it must end in."""

    def __init__(self, finder: PanelFinder, mixture: Mixture, rows: int) -> None:
        self.finder, self.mixture, self.rows = finder, mixture, rows
        self.people = finder.cells.people
        self.wanted = mixture.seats() * rows
        self.low, self.high = _margins(self.people, self.wanted)
        self.panels: list[IntArray] = []
        # Where the chances lie at a bound, so does every panel of the lottery.
        cells, sums = finder.cells, finder.cells.rows @ mixture.seats()
        self.row_low = np.where(sums >= cells.row_high - OFF, cells.row_high, cells.row_low)
        self.row_high = np.where(sums <= cells.row_low + OFF, cells.row_low, cells.row_high)
        self.most = np.where(mixture.seats() > OFF, cells.most, 0.0)

    def total(self) -> IntArray:
        return (
            np.sum(self.panels, axis=0, dtype=np.int64) if self.panels else np.zeros(len(self.people), dtype=np.int64)
        )

    def outside(self) -> float:
        """By how many rows of each person the table is outside its margins, in total."""
        return float((self._outside(self.total()) / self.people).sum())

    def fill(self, patience: Patience) -> None:
        """Add panels until the table is full, within the margins as long as that is possible."""
        cells, total = self.finder.cells, self.total()
        for left in range(self.rows - len(self.panels) - 1, -1, -1):
            least = np.clip(np.floor((self.wanted - HALF - total) / (left + 1)), 0, cells.most)
            most = np.clip(np.ceil((self.wanted + HALF - total) / (left + 1)), least, cells.most)
            if not left:
                least, most = np.clip(self.low - total, 0, cells.most), np.clip(self.high - total, 0, cells.most)
            self.panels.append(self._panel(least, most, total, left, patience))
            total = total + self.panels[-1]

    def take_away(self, count: int, turn: int) -> None:
        """Take away panels without which least is outside the margins; of those equally good, another each turn."""
        for number in range(count):
            total = self.total()
            freed = (self._outside(total) - self._outside(total - 1)) / self.people
            worth = np.array(self.panels) @ (freed - TOWARDS * self._pull(total))
            ranked = np.argsort(-worth, kind="stable")
            del self.panels[int(ranked[(turn // MOST_AT_ONCE + number) % min(SPREAD, len(ranked))])]

    def _pull(self, total: IntArray) -> FloatArray:
        """How much a seat in each cell is worth: what is owed against what may be missed, most where that is much."""
        owed = self.wanted - total
        may_miss = np.where(owed > 0, self.wanted - self.low, self.high - self.wanted) + HALF
        debt = owed / may_miss
        return np.asarray((debt * debt + TOWARDS) * debt / may_miss)

    def _outside(self, total: IntArray | FloatArray) -> FloatArray:
        return np.maximum(np.maximum(self.low - total, total - self.high), 0.0)

    def _panel(self, least: FloatArray, most: FloatArray, total: IntArray, left: int, patience: Patience) -> IntArray:
        """The panel that is most owed: within the margins, else the one that leaves least outside them."""
        pull = self._pull(total)
        self.finder.within(np.minimum(least, self.most), np.minimum(most, self.most), self.row_low, self.row_high)
        found = self.finder.good(pull, patience).panel
        if found is None:
            expected = self.wanted * left / self.rows
            missed = (self._outside(total + expected) - self._outside(total + 1 + expected)) / self.people
            gain = missed + TOWARDS * pull
            self.finder.within(np.zeros(len(self.most)), self.most, self.row_low, self.row_high)
            found = self.finder.good(gain, patience).panel
            if found is None:
                return np.asarray(self.mixture.panels[int(np.argmax(self.mixture.panels @ gain))])
        return found


def _margins(people: FloatArray, owed: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Between which totals each person of a cell, taken in turn, is within one row of what is owed."""
    each = owed / people
    return np.ceil(each - 1 - OFF) * people, np.floor(each + 1 + OFF) * people


def _seated(lottery: Lottery, counts: IntArray, seed: str) -> list[tuple[str, ...]]:
    """People for each row: of each cell in turn, so that nobody is taken twice more often than another."""
    cells = lottery.by_cells.cells
    keys = [person.key for person in lottery.pool.volunteers]
    drawn = {key: turn for turn, key in enumerate(in_drawn_order(seed, "turn", keys))}
    members = [[place for home in same for place in home] for same in cells.households]
    home_of = np.zeros(len(keys), dtype=int)
    for same in cells.households:
        for number, home in enumerate(same):
            home_of[list(home)] = number
    taken = np.zeros(len(keys), dtype=int)
    rows: list[dict[int, list[int]]] = []
    for count in counts:
        busy: dict[int, set[int]] = defaultdict(set)
        row = {}
        for cell in np.flatnonzero(count).tolist():
            turn = sorted(members[cell], key=lambda place: (taken[place], drawn[keys[place]]))
            row[cell] = _free(turn, home_of, busy[int(cells.kinds[cell])], int(count[cell]))
            taken[row[cell]] += 1
        rows.append(row)
    for cell in range(cells.count):
        _even_out(rows, cell, members[cell], home_of, cells, taken)
    return [
        tuple(in_drawn_order(seed, f"seat {number}", [keys[place] for chosen in row.values() for place in chosen]))
        for number, row in enumerate(rows)
    ]


def _free(turn: Sequence[int], home_of: IntArray, busy: set[int], wanted: int) -> list[int]:
    """The first in turn whose households are still free; these are busy from now on."""
    chosen: list[int] = []
    for place in turn:
        if len(chosen) == wanted:
            break
        if home_of[place] not in busy:
            busy.add(int(home_of[place]))
            chosen.append(place)
    return chosen


def _even_out(
    rows: list[dict[int, list[int]]],
    cell: int,
    members: Sequence[int],
    home_of: IntArray,
    cells: Cells,
    taken: IntArray,
) -> None:
    """Where households stood in each other's way, give a seat of whoever has most to whoever has fewest."""
    kin = [int(other) for other in np.flatnonzero(cells.kinds == cells.kinds[cell])]
    while True:
        most, fewest = max(members, key=lambda place: taken[place]), min(members, key=lambda place: taken[place])
        if taken[most] - taken[fewest] < 2:
            return
        for row in rows:
            others = {home_of[place] for other in kin for place in row.get(other, ()) if place != most}
            if most in row.get(cell, ()) and home_of[fewest] not in others:
                row[cell][row[cell].index(most)] = fewest
                taken[most] -= 1
                taken[fewest] += 1
                break
        else:
            return
