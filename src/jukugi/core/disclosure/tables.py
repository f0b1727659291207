"""A table of people with both margins published: groups by the way they took part."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, combinations

Cell = tuple[int, int]


def shown_table(
    table: Sequence[Sequence[int]], *, minimum: int, kept_back: Collection[int] = ()
) -> tuple[tuple[bool, ...], ...]:
    """Say which cells of a table may be published beside the totals of its rows and of its columns.

    Small cells are hidden first. Then, as long as a small sum of hidden cells follows from the margins, one more cell
    of those that can mend it is hidden: one whose row and column have hidden cells already, before others; then the
    smallest, empty ones last, the first of equals. When everything is hidden only sums of margins follow, so the search
    ends. Not the fewest possible cells: that is a hard problem, and the tables here are small.

    Which sums follow: take some columns J, and the rows I with a hidden cell in them. The totals of I without those of
    J, and without what is shown, are the hidden cells of I outside J. All other sums that follow are sums of such ones,
    and of the hidden cells of single rows (J empty). Cost: cells² · 2^columns; meant for up to about ten columns.

    Parameters
    ----------
    table : people, rows × columns, none negative. Margins that are small must not be published: fold those columns
        into one beforehand, and leave those rows out together with their part of the column totals.
    minimum : fewest people that may be told of, above 0.
    kept_back : columns that are never shown, a folded one say.

    Returns
    -------
    One bool per cell; with a small margin all of them are False.
    """
    n_columns = len(table[0]) if table else 0
    hidden = {
        (i, j) for i, row in enumerate(table) for j, people in enumerate(row) if 0 < people < minimum or j in kept_back
    }
    margins = [sum(row) for row in table] + [sum(column) for column in zip(*table, strict=True)]
    if any(0 < people < minimum for people in margins):
        return tuple((False,) * n_columns for _ in table)
    while (more := _next_to_hide(table, hidden, minimum)) is not None:
        hidden.add(more)
    return tuple(tuple((i, j) not in hidden for j in range(n_columns)) for i in range(len(table)))


def _next_to_hide(table: Sequence[Sequence[int]], hidden: set[Cell], minimum: int) -> Cell | None:
    """The cell to hide next; None when no small sum follows."""
    everything = [(i, j) for i, row in enumerate(table) for j in range(len(row))]
    with_hidden_row, with_hidden_column = {i for i, _ in hidden}, {j for _, j in hidden}

    def cost(cell: Cell) -> tuple[int, bool, int, Cell]:
        i, j = cell
        new_lines = (i not in with_hidden_row) + (j not in with_hidden_column)
        return new_lines, table[i][j] == 0, table[i][j], cell

    for rows, columns in _cuts(len(table[0]) if table else 0, len(table), hidden):
        small = sum(table[i][j] for i, j in hidden if i in rows and j not in columns)
        if 0 < small < minimum:
            return min((c for c in everything if (c[0] in rows) != (c[1] in columns) and c not in hidden), key=cost)
    return None


def _cuts(n_columns: int, n_rows: int, hidden: set[Cell]) -> Iterator[tuple[set[int], set[int]]]:
    """The rows and columns whose totals, subtracted, leave hidden cells of those rows only; smallest first."""
    for row in range(n_rows):
        yield {row}, set()
    for chosen in chain.from_iterable(combinations(range(n_columns), size) for size in range(1, n_columns)):
        columns = set(chosen)
        yield {i for i, j in hidden if j in columns}, columns
