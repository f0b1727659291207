"""What stays empty where many tables are published at once, by a rule that is quick and the same everywhere.

``suppression`` finds the fewest people's worth of cells over linked tables; it solves programmes for it, within a time.
A result of a survey has hundreds of tables and must come out the same, byte for byte, on another machine. Here each
table stands alone, between margins that are published, and how far an empty cell can go is the greatest flow through
the other empty ones: exact, in whole numbers, without a solver.
"""

from collections.abc import Collection, Sequence
from heapq import heappop, heappush

Table = Sequence[Sequence[int]]
Cell = tuple[int, int]
Node = int
"""Rows from 0 up; columns from -1 down."""
Way = list[tuple[Cell, bool]]
"""Cells, each with whether it grows."""


def wide(minimum: int) -> int:
    """How far apart the least and the most must be that a cell can be, for all that is published."""
    return 2 * minimum + 1


def hidden_parts(parts: Sequence[int], *, minimum: int, hidden: Collection[int] = ()) -> frozenset[int]:
    """Which parts of a published total are not published: small ones, ``hidden``, and as many as these need.

    As long as one could be told too well, the smallest of the others goes with them, the first of equals. Nobody at all
    is no secret: a 0 is shown, unless it is asked to be hidden.
    """
    gone = {place for place, people in enumerate(parts) if 0 < people < minimum} | set(hidden)
    need = min(wide(minimum), sum(parts))
    while sum(1 for place in gone if parts[place]) and not _holds(parts, gone, need):
        others = [place for place, people in enumerate(parts) if people and place not in gone]
        if not others:
            break
        gone.add(min(others, key=lambda place: (parts[place], place)))
    return frozenset(gone)


def _holds(parts: Sequence[int], gone: Collection[int], need: int) -> bool:
    """Each hidden part can be nobody, and everybody who is hidden."""
    some = [parts[place] for place in gone if parts[place]]
    return len(some) > 1 and sum(some) >= need


def hidden_cells(table: Table, *, minimum: int, hidden: Collection[Cell] = ()) -> frozenset[Cell]:
    """Which cells of a table are not published beside all its margins: small ones, ``hidden``, and what these need.

    Of an empty cell somebody who solves the table can say no more than a range of ``wide(minimum)``, or, where its row
    or its column holds fewer people, what these alone tell; and a small one can be nobody. That holds of an empty 0
    too: were it told more narrowly, who knows this rule would know it, and with it the others. As long as a cell
    could be told too well, cheap ways round it join (Kelly, Golden and Assad: one network for each cell), those
    with few people in it. A 0 is empty only where such a way leads through it. Where no way is left, the whole
    table is empty. Cost: cells² × lines.

    References
    ----------
    J. P. Kelly, B. L. Golden, A. A. Assad, "Cell suppression: disclosure protection for sensitive tabular data",
    Networks 22, 1992. L. H. Cox, "Network models for complementary cell suppression", JASA 90, 1995 (bounds in a
    two-way table as flows).
    """
    search = _Search(table, minimum)
    gone = {cell for cell, people in search.people.items() if 0 < people < minimum} | set(hidden)
    while True:
        near = search.too_near(gone)
        if near is None:
            return frozenset(gone)
        way = search.way_round(near, gone)
        if way is None or gone.issuperset(way):
            return frozenset(search.people)
        gone |= way


def holds(table: Table, gone: Collection[Cell], cells: Collection[Cell], *, minimum: int) -> bool:
    """Whether nobody who solves a table without the cells that are ``gone`` can say too much of some of them."""
    search = _Search(table, minimum)
    return search.too_near(gone, cells) is None


def cell_range(table: Table, gone: Collection[Cell], cell: Cell) -> tuple[int, int]:
    """The least and the most that an empty cell can be, given everything else and the margins."""
    search = _Search(table, 1)
    most = sum(table[cell[0]])
    return search.people[cell] - search.down(cell, gone, most), search.people[cell] + search.up(cell, gone, most)


class _Search:
    def __init__(self, table: Table, minimum: int) -> None:
        self.minimum = minimum
        self.people = {(i, j): each for i, row in enumerate(table) for j, each in enumerate(row)}
        self.rows = [sum(row) for row in table]
        self.columns = [sum(column) for column in zip(*table, strict=True)]

    def too_near(self, gone: Collection[Cell], cells: Collection[Cell] | None = None) -> Cell | None:
        """The first cell, of all that are gone or of some, of which somebody could say too much."""
        for cell in sorted(gone if cells is None else cells):
            people = self.people[cell]
            need = min(wide(self.minimum), self.rows[cell[0]], self.columns[cell[1]])
            down = self.down(cell, gone, min(need, people))
            if people < self.minimum and down < people:
                return cell
            if down < need and down + self.up(cell, gone, need - down) < need:
                return cell
        return None

    def up(self, cell: Cell, gone: Collection[Cell], enough: int) -> int:
        """By how much a cell can grow, as far as it matters."""
        return self._flow(_column(cell), cell[0], cell, gone, enough)

    def down(self, cell: Cell, gone: Collection[Cell], enough: int) -> int:
        """By how much it can shrink."""
        return self._flow(cell[0], _column(cell), cell, gone, min(enough, self.people[cell]))

    def _flow(self, start: Node, end: Node, cell: Cell, gone: Collection[Cell], enough: int) -> int:
        """The greatest flow through the other empty cells: a row gives to a column by growing, a column to a row by
        shrinking."""
        left = {other: self.people[other] for other in gone if other != cell}
        by_row: dict[Node, list[Cell]] = {}
        for other in sorted(left):
            by_row.setdefault(other[0], []).append(other)
            by_row.setdefault(_column(other), []).append(other)
        found = 0
        while found < enough:
            way = _way(start, end, by_row, left)
            if way is None:
                break
            amount = min([enough - found, *(left[other] for other, grows in way if not grows)])
            for other, grows in way:
                left[other] += amount if grows else -amount
            found += amount
        return found

    def way_round(self, cell: Cell, gone: Collection[Cell]) -> set[Cell] | None:
        """Cells with few people through which a cell can shrink and grow by enough; None where there are none."""
        need, people = min(wide(self.minimum), self.rows[cell[0]], self.columns[cell[1]]), self.people[cell]
        if people < self.minimum:
            down = self._opened(cell[0], _column(cell), cell, gone, people)
            up = self._opened(_column(cell), cell[0], cell, gone, need - people)
            return None if down is None or up is None else down | up
        down_now, up_now = self.down(cell, gone, need), self.up(cell, gone, need)
        up = self._opened(_column(cell), cell[0], cell, gone, need - down_now)
        return up if up is not None else self._opened(cell[0], _column(cell), cell, gone, min(people, need - up_now))

    def _opened(self, start: Node, end: Node, cell: Cell, gone: Collection[Cell], enough: int) -> set[Cell] | None:
        """What must be empty too so that enough can flow: cheapest ways one after the other."""
        left = {other: people for other, people in self.people.items() if other != cell}
        free, found = set(gone), 0
        while found < enough:
            way = self._cheapest(start, end, left, free)
            if way is None:
                return None
            amount = min([enough - found, *(left[other] for other, grows in way if not grows)])
            for other, grows in way:
                left[other] += amount if grows else -amount
                free.add(other)
            found += amount
        return free

    def _cheapest(self, start: Node, end: Node, left: dict[Cell, int], free: Collection[Cell]) -> Way | None:
        """A cell that is empty already costs nothing, another its people; ways of one cost by their fewest steps."""
        done: set[Node] = set()
        queue: list[tuple[int, int, Node, Way]] = [(0, 0, start, [])]
        while queue:
            cost, steps, node, way = heappop(queue)
            if node == end:
                return way
            if node in done:
                continue
            done.add(node)
            for line in range(len(self.rows) if node < 0 else len(self.columns)):
                other, further = ((line, -node - 1), line) if node < 0 else ((node, line), -line - 1)
                if other in left and further not in done and (node >= 0 or left[other] > 0):
                    price = 0 if other in free else (self.people[other] or 2 * self.minimum) + 1
                    heappush(queue, (cost + price, steps + 1, further, [*way, (other, node >= 0)]))
        return None


def _column(cell: Cell) -> Node:
    return -cell[1] - 1


def _way(start: Node, end: Node, by_line: dict[Node, list[Cell]], left: dict[Cell, int]) -> Way | None:
    """A shortest way on which something can still flow: each cell with whether it grows."""
    came: dict[Node, tuple[Node, Cell] | None] = {start: None}
    queue = [start]
    for node in queue:
        if node == end:
            break
        for cell in by_line.get(node, []):
            other = cell[0] if node < 0 else _column(cell)
            if other not in came and (node >= 0 or left[cell] > 0):
                came[other] = (node, cell)
                queue.append(other)
    if end not in came:
        return None
    way: Way = []
    node = end
    while (step := came[node]) is not None:
        node, cell = step
        way.append((cell, node >= 0))
    return way


def may_follow(before: Sequence[int], after: Sequence[int], *, minimum: int) -> bool:
    """Whether figures may be published after earlier ones of the same thing: each is the same, or that of enough
    people more or fewer. Linear."""
    return all(not 0 < abs(new - old) < minimum for old, new in zip(before, after, strict=True))
