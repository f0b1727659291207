"""Rows as lines of PostgreSQL's COPY text: the same lines from both databases, and into both.

A digest is counted over lines in which what two databases may print differently is brought to one form: JSON with
sorted keys, floating-point numbers and times as Python writes them.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import time
from decimal import Decimal
from itertools import islice
from typing import Any

from jukugi.kit.backups.tables import Column, Table

PART_BYTES = 4_000_000
AT_ONCE = 5_000
NULL = "\\N"
ESCAPED = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
ESCAPES = re.compile(r"\\([\\nrt])")
MEANT = {"\\": "\\", "n": "\n", "r": "\r", "t": "\t"}
NOT_FROM_BOTH_ALIKE = ("json", "real", "time")


def read(connection: Any, table: Table) -> Iterator[bytes]:
    """All rows in parts of whole lines, sorted by key."""
    lines = (
        _from_postgresql(connection, table) if connection.vendor == "postgresql" else _from_sqlite(connection, table)
    )
    part, size = [], 0
    for line in lines:
        part.append(line)
        size += len(line)
        if size >= PART_BYTES:
            yield b"".join(part)
            part, size = [], 0
    if part:
        yield b"".join(part)


class Digest:
    """Number and digest of a table's rows, however the parts were cut."""

    def __init__(self, table: Table) -> None:
        self.rows = 0
        self._total = hashlib.sha256()
        self._changed = [
            (place, column) for place, column in enumerate(table.columns) if column.kind in NOT_FROM_BOTH_ALIKE
        ]

    def add(self, part: bytes) -> None:
        self.rows += part.count(b"\n")
        self._total.update(self._in_one_form(part) if self._changed else part)

    def _in_one_form(self, part: bytes) -> bytes:
        lines = []
        for line in part.decode().split("\n")[:-1]:
            cells = line.split("\t")
            for place, column in self._changed:
                cell = cells[place]
                if cell != NULL:
                    cells[place] = _one_form(column.kind, _plain(cell))
            lines.append("\t".join(cells) + "\n")
        return "".join(lines).encode()

    def told(self) -> dict[str, Any]:
        return {"rows": self.rows, "sha256": self._total.hexdigest()}


def digest(connection: Any, table: Table) -> dict[str, Any]:
    """Of what the database holds now."""
    total = Digest(table)
    for part in read(connection, table):
        total.add(part)
    return total.told()


def write(connection: Any, table: Table, parts: Iterable[bytes]) -> None:
    """Put rows into an empty table."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as lines:
            for part in parts:
                lines.write(part)
        return
    places = ", ".join("?" * len(table.columns))
    into = " ".join(["INSERT INTO", f'"{table.name}"', f"({names})", "VALUES", f"({places})"])
    readers = [_reader(column) for column in table.columns]
    for part in parts:
        rows = (
            [None if cell == NULL else reader(cell) for reader, cell in zip(readers, line.split("\t"), strict=True)]
            for line in part.decode().split("\n")[:-1]
        )
        while some := list(islice(rows, AT_ONCE)):
            connection.connection.executemany(into, some)


def _from_postgresql(connection: Any, table: Table) -> Iterator[bytes]:
    cells = ", ".join(_asked_of_postgresql(column) for column in table.columns)
    order = f'"{table.key}" COLLATE "C"' if table.key_kind == "text" else f'"{table.key}"'
    asked = " ".join(["SELECT", cells, "FROM", f'"{table.name}"', "ORDER BY", order])
    with connection.cursor() as cursor, cursor.copy(f"COPY ({asked}) TO STDOUT") as lines:
        rest = b""
        for block in lines:
            *whole, rest = (rest + bytes(block)).split(b"\n")
            for line in whole:
                yield line + b"\n"


def _asked_of_postgresql(column: Column) -> str:
    name = f'"{column.name}"'
    if column.kind == "moment":
        return f"to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00'"
    return f"replace({name}::text, '-', '')" if column.kind == "uuid" else name


def _from_sqlite(connection: Any, table: Table) -> Iterator[bytes]:
    cells = ", ".join(_asked_of_sqlite(column) for column in table.columns)
    told = [_teller(column) for column in table.columns]
    # On the driver's own connection: Django's cursor would read numbers of parameters into the text.
    asked = " ".join(["SELECT", cells, "FROM", f'"{table.name}"', "ORDER BY", f'"{table.key}"'])
    for row in connection.connection.execute(asked):
        line = "\t".join([NULL if cell is None else tell(cell) for tell, cell in zip(told, row, strict=True)])
        yield f"{line}\n".encode()


def _asked_of_sqlite(column: Column) -> str:
    """A sign before a name keeps the value as it lies there: the driver reads the types of bare columns."""
    name = f'"{column.name}"'
    if column.kind == "moment":
        return f"CASE WHEN instr({name}, '.') > 0 THEN +{name} ELSE {name} || '.000000' END || '+00'"
    if column.kind == "bool":
        return f"CASE {name} WHEN 1 THEN 't' WHEN 0 THEN 'f' END"
    return (
        f"CASE WHEN {name} IS NOT NULL THEN '\\x' || lower(hex({name})) END" if column.kind == "bytes" else f"+{name}"
    )


def _teller(column: Column) -> Callable[[Any], str]:
    if column.kind == "decimal":
        smallest = Decimal(1).scaleb(-column.places)
        return lambda cell: format(Decimal(str(cell)).quantize(smallest), "f")
    if column.kind == "real":
        return lambda cell: repr(float(cell))
    if column.kind in ("moment", "bool", "day", "uuid", "int"):
        return str
    return lambda cell: cell.translate(ESCAPED)


def _reader(column: Column) -> Callable[[str], Any]:
    """From a cell's text to what Django would have written to SQLite."""
    readers: dict[str, Callable[[str], Any]] = {
        "int": int,
        "bool": lambda cell: cell == "t",
        "moment": lambda cell: cell.removesuffix("+00").removesuffix(".000000"),
        "real": float,
        "bytes": lambda cell: bytes.fromhex(_plain(cell)[2:]),
        "time": lambda cell: str(time.fromisoformat(cell)),
    }
    return readers.get(column.kind, _plain)


def _plain(cell: str) -> str:
    return ESCAPES.sub(lambda found: MEANT[found[1]], cell) if "\\" in cell else cell


def _one_form(kind: str, cell: str) -> str:
    if kind == "json":
        return json.dumps(json.loads(cell), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return repr(float(cell)) if kind == "real" else time.fromisoformat(cell).isoformat(timespec="microseconds")
