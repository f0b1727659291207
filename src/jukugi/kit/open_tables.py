"""Tables that anybody may take along: a room registers its own, with what every column means.

What a table gives is public already, row by row. A count of people of fewer than five is never in one of its own:
rooms give those through what they have published (``core/disclosure``), and say so in ``rule``.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from jukugi.kit.registry import Registry
from jukugi.kit.sheets import safe_cell

Cell = str | int | float | bool | Decimal | date | datetime | None
BOM = "\ufeff"


class Kind(StrEnum):
    """What the cells of a column are; in CSV: a flag is 1 or 0, a day as 2026-04-01, a moment in UTC to the second."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    FLAG = "flag"
    DAY = "day"
    MOMENT = "moment"


class Theme(StrEnum):
    """Under which heading of the catalogue something stands."""

    TOWN = "town"
    COURSE = "course"
    VOICES = "voices"
    MONEY = "money"


@dataclass(frozen=True)
class Column:
    """One column: its name in files (ASCII), its heading, what it means, its unit, what its codes stand for, and what
    its cells are.
    """

    name: str
    title: Any
    meaning: Any = ""
    unit: Any = ""
    codes: Mapping[str, Any] = field(default_factory=dict)
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class OpenTable:
    """A table: what it holds, its columns, and its rows in the order of the columns, one after the other.

    ``rows`` takes a number of queries that does not grow with the rows, and reads them as they are asked for. ``key``:
    columns that name a row. ``rule`` says what is left out or hidden, and why. ``path``: where a page tells the same.
    ``is_live``: the rows are those of the moment; else they are published editions, which stay.
    """

    title: Any
    about: Any
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[tuple[Cell, ...]]]
    key: tuple[str, ...]
    rule: Any = ""
    path: str = ""
    theme: Theme = Theme.TOWN
    is_live: bool = True

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


@dataclass(frozen=True)
class OpenFigure:
    """A figure that a page shows, and how it follows from an open table: the number of rows, or the sum of a column, of
    those whose cells are as in ``where`` (as text). ``ask`` is the query of the page itself.
    """

    title: Any
    table: str
    ask: Callable[[], int]
    where: Mapping[str, str] = field(default_factory=dict)
    total: str = ""


open_tables: Registry[OpenTable] = Registry("open tables")
open_figures: Registry[OpenFigure] = Registry("open figures")


def as_csv(
    table: OpenTable, *, bom: bool = True, safe: bool = True, rows: Iterable[tuple[Cell, ...]] | None = None
) -> Iterator[str]:
    """A CSV file in pieces. ``bom``: office software knows the letters. ``safe``: no cell is taken for a formula.
    ``rows``: those of the table, where somebody else reads along.
    """
    out = io.StringIO(BOM if bom else "")
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.names)
    for row in table.rows() if rows is None else rows:
        writer.writerow(safe_cell(cell) if safe and isinstance(cell, str) else _text(cell) for cell in row)
        if out.tell() > 30_000:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def as_json(table: OpenTable) -> Iterator[str]:
    """The same as a JSON list of objects, in pieces."""
    names, is_first = table.names, True
    yield "["
    for row in table.rows():
        told = dict(zip(names, map(plain_cell, row), strict=True))
        yield ("" if is_first else ",") + "\n" + json.dumps(told, ensure_ascii=False)
        is_first = False
    yield "\n]\n"


def dictionary(name: str, table: OpenTable) -> dict[str, Any]:
    """What the table and its columns mean, as JSON has it."""
    return {
        "name": name,
        "title": str(table.title),
        "about": str(table.about),
        "key": list(table.key),
        "rule": str(table.rule),
        "theme": table.theme.value,
        "is_live": table.is_live,
        "columns": [
            {
                "name": column.name,
                "title": str(column.title),
                "meaning": str(column.meaning),
                "kind": column.kind.value,
                "unit": str(column.unit),
                "codes": {code: str(words) for code, words in column.codes.items()},
            }
            for column in table.columns
        ],
    }


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    plain = plain_cell(cell)
    return plain if isinstance(plain, str) else str(plain)


def plain_cell(cell: Cell) -> str | int | float | bool | None:
    """A moment in UTC to the second, a day, a figure without an exponent."""
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return cell
