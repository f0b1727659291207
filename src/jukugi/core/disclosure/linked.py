"""Tables of counts that are published together: which figures they share, and which sums hold among them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Place = tuple[str | None, str | None]
"""Row and column of a figure; None is the total over them."""


@dataclass(frozen=True)
class CountTable:
    """``counts``: of each figure that the table shows, margins among them, none negative."""

    name: str
    counts: Mapping[Place, int]

    @property
    def rows(self) -> list[str]:
        return list(dict.fromkeys(row for row, _ in self.counts if row is not None))

    @property
    def columns(self) -> list[str]:
        return list(dict.fromkeys(column for _, column in self.counts if column is not None))


@dataclass(frozen=True)
class WrongSum:
    """A total of a table that is not the sum of its parts."""

    table: str
    place: Place
    count: int
    parts: int


class WrongSums(Exception):
    """``faults``: all of them."""

    def __init__(self, faults: Sequence[WrongSum]) -> None:
        super().__init__(f"{len(faults)} wrong sums")
        self.faults = tuple(faults)


@dataclass(frozen=True)
class LinkedTables:
    """Every figure once, and every sum.

    Attributes
    ----------
    counts : of each figure. sums : (total, parts), places in ``counts``.
    shown_by : for each figure the tables and places that show it; none for a margin that no table shows.
    figure : the figure of each place of each table, margins that are not shown among them.
    """

    counts: tuple[int, ...]
    sums: tuple[tuple[int, tuple[int, ...]], ...]
    shown_by: tuple[tuple[tuple[int, Place], ...], ...]
    figure: tuple[Mapping[Place, int], ...]


def link_tables(tables: Sequence[CountTable]) -> LinkedTables:
    """Put together what several tables say of the same people.

    Margins that a table does not show are reckoned, for whoever reads it may know them. A cell that it does not show
    beside its others is 0. Two figures of different tables are one where they have the same labels and the same count:
    a cell by row and column (or the other way round), a margin by its label, the whole by being the whole. To take two
    figures for one that are not protects more, never less: an attacker who believes it knows more.

    Raises
    ------
    WrongSums : totals that are not the sum of their parts, in all tables.
    """
    whole = [_with_margins(table) for table in tables]
    if faults := [fault for table, counts in zip(tables, whole, strict=True) for fault in _wrong_sums(table, counts)]:
        raise WrongSums(faults)
    known: dict[tuple[object, int], int] = {}
    counts: list[int] = []
    shown_by: list[list[tuple[int, Place]]] = []
    figure: list[dict[Place, int]] = []
    for number, (table, filled) in enumerate(zip(tables, whole, strict=True)):
        is_mixed = not set(table.rows).isdisjoint(table.columns)
        own: dict[Place, int] = {}
        for place, count in filled.items():
            key = (_name(place, is_mixed=is_mixed), count)
            if key not in known:
                known[key] = len(counts)
                counts.append(count)
                shown_by.append([])
            own[place] = known[key]
            if place in table.counts:
                shown_by[known[key]].append((number, place))
        figure.append(own)
    sums = dict.fromkeys(
        (own[total], tuple(own[part] for part in parts))
        for own, table in zip(figure, tables, strict=True)
        for total, parts in _sums(table)
    )
    return LinkedTables(tuple(counts), tuple(sums), tuple(map(tuple, shown_by)), tuple(figure))


def _name(place: Place, *, is_mixed: bool) -> object:
    """By what a figure is known in all tables. Where a label names both a row and a column, the order counts."""
    labels = frozenset(label for label in place if label is not None)
    return place if is_mixed and labels else labels


def _with_margins(table: CountTable) -> dict[Place, int]:
    """Each cell, and the margins: as the table shows them, or reckoned."""
    counts = dict(table.counts)
    if _has_cells(table):
        for row in table.rows:
            for column in table.columns:
                counts.setdefault((row, column), 0)
    for total, parts in _sums(table):
        counts.setdefault(total, sum(counts[part] for part in parts))
    return counts


def _has_cells(table: CountTable) -> bool:
    return any(row is not None and column is not None for row, column in table.counts)


def _sums(table: CountTable) -> Iterator[tuple[Place, list[Place]]]:
    """Margins of rows and columns before those of the whole, which are sums of them."""
    rows, columns = table.rows, table.columns
    if _has_cells(table):
        for row in rows:
            yield (row, None), [(row, column) for column in columns]
        for column in columns:
            yield (None, column), [(row, column) for row in rows]
    if rows:
        yield (None, None), [(row, None) for row in rows]
    if columns:
        yield (None, None), [(None, column) for column in columns]


def _wrong_sums(table: CountTable, counts: Mapping[Place, int]) -> list[WrongSum]:
    found = ((total, sum(counts[part] for part in parts)) for total, parts in _sums(table))
    return [WrongSum(table.name, total, counts[total], parts) for total, parts in found if counts[total] != parts]
