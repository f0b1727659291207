"""What stays empty where many small tables are published at once, by a rule that is quick and the same everywhere.

``suppression`` finds the fewest people's worth of cells; it solves programmes for it, within a time. A result of a
survey has hundreds of tables, and must come out the same, byte for byte, on another machine. Here the empty cells of a
table are a block: some rows by some columns. All that follows of a block are the sums of its rows and columns, and how
far a cell can go between these is known without solving anything (Fréchet bounds).
"""

from collections.abc import Collection, Sequence
from itertools import product

Table = Sequence[Sequence[int]]


def wide(minimum: int) -> int:
    """How far apart the least and the most must be that a cell can be, for all that is published."""
    return 2 * minimum + 1


def hidden_parts(parts: Sequence[int], *, minimum: int, hidden: Collection[int] = ()) -> frozenset[int]:
    """Which parts of a published total are not published: small ones, ``hidden``, and as many as these need.

    As long as one could tell too much, the smallest of the others goes with them, the first of equals. Nobody at all is
    no secret: a 0 is shown, unless it is asked to be hidden. Where few made up the total, all but these are hidden.
    Linear in steps.
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


def hidden_block(
    table: Table, *, minimum: int, rows: Collection[int] = (), columns: Collection[int] = ()
) -> tuple[frozenset[int], frozenset[int]]:
    """Rows and columns whose cells in common are not published; the margins are. Both empty where all can be shown.

    A cell above 0 in the block can be off by ``wide(minimum)`` for all that follows, or, where its row or its column
    holds fewer people, be anything up to these; and a small one can be nobody. The block begins with the rows and
    columns of small cells and with ``rows`` and ``columns``; then, as long as a cell could be told too well, the row or
    column that adds the fewest people joins it, the first of equals. When the whole table is in it, only margins are
    left, and nothing more can be done. Cost: cells × lines.

    References
    ----------
    M. Fréchet, "Sur les tableaux de corrélation dont les marges sont données", Annales de l'Université de Lyon A 14,
    1951. A. Dobra, S. Fienberg, "Bounds for cell entries in contingency tables given marginal totals and decomposable
    graphs", PNAS 97, 2000. L. Cox, "Suppression methodology and statistical disclosure control", JASA 75, 1980.
    """
    height, width = len(table), len(table[0]) if table else 0
    small = [(i, j) for i, j in product(range(height), range(width)) if 0 < table[i][j] < minimum]
    down, across = {i for i, _ in small} | set(rows), {j for _, j in small} | set(columns)
    if not down or not across:
        if not (down or across):
            return frozenset(), frozenset()
        down, across = down or set(range(height)), across or set(range(width))
    row_sums = [sum(row) for row in table]
    column_sums = [sum(column) for column in zip(*table, strict=True)]
    while not _is_safe(table, down, across, row_sums, column_sums, minimum):
        more = _further(table, down, across)
        if not more:
            break
        _nobody, _people, is_column, place = min(more)
        (across if is_column else down).add(place)
    return frozenset(down), frozenset(across)


def _further(table: Table, down: Collection[int], across: Collection[int]) -> list[tuple[bool, int, int, int]]:
    """Lines that could join: (whether nobody is in it, people it adds, 1 for a column, place).

    One row alone, or one column, never holds: then it is a line of that kind that joins.
    """
    rows = [(sum(table[i][j] for j in across), 0, i) for i in range(len(table)) if i not in down]
    columns = [(sum(table[i][j] for i in down), 1, j) for j in range(len(table[0])) if j not in across]
    if len(down) == 1 < len(across):
        columns = [] if rows else columns
    elif len(across) == 1 < len(down):
        rows = [] if columns else rows
    return [(people == 0, people, kind, place) for people, kind, place in rows + columns]


def block_bounds(
    table: Table, down: Collection[int], across: Collection[int]
) -> dict[tuple[int, int], tuple[int, int]]:
    """The least and the most that each cell of a block can be, given the sums of the block."""
    row_sums = {i: sum(table[i][j] for j in across) for i in down}
    column_sums = {j: sum(table[i][j] for i in down) for j in across}
    whole = sum(row_sums.values())
    return {
        (i, j): (max(0, row_sums[i] + column_sums[j] - whole), min(row_sums[i], column_sums[j]))
        for i in down
        for j in across
    }


def _is_safe(
    table: Table,
    down: Collection[int],
    across: Collection[int],
    row_sums: Sequence[int],
    column_sums: Sequence[int],
    minimum: int,
) -> bool:
    for (i, j), (low, high) in block_bounds(table, down, across).items():
        people = table[i][j]
        if people and high - low < min(wide(minimum), row_sums[i], column_sums[j]):
            return False
        if 0 < people < minimum and low:
            return False
    return True


def may_follow(before: Sequence[int], after: Sequence[int], *, minimum: int) -> bool:
    """Whether figures may be published after earlier ones of the same thing: each is the same, or that of enough
    people more or fewer. Linear."""
    return all(not 0 < abs(new - old) < minimum for old, new in zip(before, after, strict=True))
