"""Tables of a result with cells that stay empty. Plain Python."""

from collections.abc import Sequence
from typing import Any

from jukugi.apps.surveys.counted.figures import K
from jukugi.core.disclosure.flows import hidden_cells

Entry = dict[str, Any]
Cells = list[list[int | None]]


def parted_cells(
    table: Sequence[Sequence[int]],
    hidden_rows: set[int],
    hidden_columns: set[int],
    was: set[tuple[int, int]] = frozenset(),  # type: ignore[assignment]
) -> Cells:
    """A table with both margins, some of them not told of: these lines stand together, and are not shown.

    ``was``: cells that the edition before does not show.
    """
    height, width = len(table), len(table[0]) if table else 0
    rows, columns = _lines(height, hidden_rows), _lines(width, hidden_columns)
    folded = [[sum(table[i][j] for i in down for j in across) for across in columns] for down in rows]
    forced = {
        (n, m)
        for n, down in enumerate(rows)
        for m, across in enumerate(columns)
        if len(down) == len(across) == 1 and (down[0], across[0]) in was
    }
    gone = hidden_cells(folded, minimum=K, hidden=forced)
    cells: Cells = [[None] * width for _ in range(height)]
    for n, down in enumerate(rows):
        for m, across in enumerate(columns):
            is_told = down[0] not in hidden_rows and across[0] not in hidden_columns
            if is_told and (n, m) not in gone:
                cells[down[0]][across[0]] = table[down[0]][across[0]]
    return cells


def _lines(size: int, hidden: set[int]) -> list[list[int]]:
    """Each line alone, those that are not told of together."""
    shown = [[place] for place in range(size) if place not in hidden]
    return [*shown, sorted(hidden)] if hidden else shown


def several_cells(
    table: list[list[int]], entry: Entry, answered: list[int], hidden: set[int], was: set[tuple[int, int]]
) -> Cells:
    """Whoever chose two options stands in two lines: who answered is one table, and each option another of these."""
    width, last = len(answered), len(table) - 1
    first = parted_cells([answered, table[last]], set(), hidden, {(1, j) for i, j in was if i == last})
    hidden = hidden | {j for j in range(width) if first[1][j] is None}
    cells: Cells = []
    for place, line in enumerate(table[:last]):
        if entry["counts"][place] is None:
            cells.append([None] * width)
            continue
        others = [people - count for people, count in zip(answered, line, strict=True)]
        cells.append(parted_cells([line, others], set(), hidden, {(0, j) for i, j in was if i == place})[0])
    return [*cells, first[1]]
