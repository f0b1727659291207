"""One CSV file of a Polis export, read into columns; every fault is noted with its row and column."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from jukugi.core.opinion_map.arrays import IntArray
from jukugi.core.opinion_map.polis_faults import FaultCode, FaultList

INT64_LIMIT = 2**63
ID_LIMIT = 2**31 - 1
"""Ids are below this: whoever stores them numbers from 1, in 32 bits with a sign."""
END_OF_TIME_MS = 253_370_764_800_000
"""The beginning of the year 9999: the last year of calendars has moments whose local time lies beyond it."""
SECONDS_END_MS = 10**11
"""Polis began in 2012. A moment before 1973 is one in seconds."""


@dataclass(frozen=True, eq=False)
class CsvTable:
    """Rows of one file, each as wide as the header.

    Attributes
    ----------
    lines : line of the file where each row starts.
    """

    file: str
    header: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]

    def column(self, name: str) -> list[str]:
        """All values of one column."""
        at = self.header.index(name)
        return [row[at] for row in self.rows]


def decoded(file: str, content: bytes, faults: FaultList) -> str | None:
    """Decode UTF-8 with or without byte order mark; ``None`` after noting a fault."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        faults.add(file, line, None, "undecodable", repr(content[error.start : error.start + 8]))
        return None


def read_rows(file: str, content: bytes, faults: FaultList) -> tuple[list[list[str]], list[int]] | None:
    """Read the rows that are not blank, and the line each starts on; ``None`` after noting a fault."""
    text = decoded(file, content, faults)
    if text is None:
        return None
    rows, lines, start = [], [], 1
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            if row:
                rows.append(row)
                lines.append(start)
            start = reader.line_num + 1
    except csv.Error as error:
        faults.add(file, start, None, "broken_csv", str(error))
        return None
    return rows, lines


def read_table(file: str, content: bytes, required: tuple[str, ...], faults: FaultList) -> CsvTable | None:
    """Read a file with a header that has the ``required`` columns; ``None`` after noting why it cannot be used."""
    read = read_rows(file, content, faults)
    if read is None:
        return None
    rows, lines = read
    if not rows:
        faults.add(file, None, None, "empty_file")
        return None
    header = tuple(name.strip() for name in rows[0])
    missing = [name for name in required if name not in header]
    for name in missing:
        faults.add(file, lines[0], name, "missing_column")
    repeated = sorted({name for name in header if header.count(name) > 1}) if len(set(header)) < len(header) else []
    for name in repeated:
        faults.add(file, lines[0], name, "repeated_column")
    if missing or repeated:
        return None
    return _of_equal_width(file, header, rows[1:], lines[1:], faults)


def _of_equal_width(
    file: str, header: tuple[str, ...], rows: list[list[str]], lines: list[int], faults: FaultList
) -> CsvTable:
    width = len(header)
    if all(len(row) == width for row in rows):
        return CsvTable(file, header, rows, lines)
    for row, line in zip(rows, lines, strict=True):
        if len(row) != width:
            faults.add(file, line, None, "wrong_width", str(len(row)))
    kept = [(row, line) for row, line in zip(rows, lines, strict=True) if len(row) == width]
    return CsvTable(file, header, [row for row, _ in kept], [line for _, line in kept])


def integers(table: CsvTable, name: str, faults: FaultList) -> IntArray:
    """One column as int64; a faulty value is noted and becomes 0."""
    values = table.column(name)
    try:
        return np.fromiter(map(int, values), dtype=np.int64, count=len(values))
    except (ValueError, OverflowError):
        return np.array(_parsed(table, name, values, _integer, faults), dtype=np.int64)


def ids(table: CsvTable, name: str, faults: FaultList) -> IntArray:
    """One column of ids, 0 ≤ id < ``ID_LIMIT``."""
    values = integers(table, name, faults)
    for row in np.flatnonzero((values < 0) | (values >= ID_LIMIT)).tolist():
        faults.add(table.file, table.lines[row], name, "id_out_of_range", str(values[row]))
    return values


def id_in_heading(heading: str) -> int | FaultCode | None:
    """The id that a heading of digits names; ``None`` for another heading."""
    if not heading.isdecimal():
        return None
    if len(heading) > len(str(ID_LIMIT)) or int(heading) >= ID_LIMIT:
        return "id_out_of_range"
    return int(heading)


def moments(table: CsvTable, name: str, latest_ms: int | None, faults: FaultList) -> IntArray:
    """One column of milliseconds since 1970, before the year 9999 and not after ``latest_ms``.

    0 stands for a moment that is not known. A column that looks like seconds is one fault of the whole file.
    """
    values = integers(table, name, faults)
    for row in np.flatnonzero((values < 0) | (values >= END_OF_TIME_MS)).tolist():
        faults.add(table.file, table.lines[row], name, "not_a_moment", str(values[row]))
    largest = int(values.max(initial=0))
    if 0 < largest < SECONDS_END_MS:
        faults.add(table.file, None, name, "seconds", str(largest))
    if latest_ms is not None:
        for row in np.flatnonzero((values > latest_ms) & (values < END_OF_TIME_MS)).tolist():
            faults.add(table.file, table.lines[row], name, "in_the_future", str(values[row]))
    return values


def texts(table: CsvTable, name: str, faults: FaultList) -> list[str]:
    """One column of text; a NUL in it, which no database keeps, is a fault."""
    values = table.column(name)
    for value, line in zip(values, table.lines, strict=True):
        if "\0" in value:
            faults.add(table.file, line, name, "null_character", value.replace("\0", "␀"))
    return values


def one_of(table: CsvTable, name: str, known: dict[str, int], code: FaultCode, faults: FaultList) -> list[int]:
    """One column whose values must be keys of ``known``; others that are no integers at all are noted as such."""
    values = table.column(name)
    if known.keys() >= set(values):
        return [known[value] for value in values]
    is_number = set(known) <= {"-1", "0", "1"}

    def parse(value: str) -> int | FaultCode:
        if value.strip() in known:
            return known[value.strip()]
        return code if not is_number or isinstance(_integer(value), int) else "not_an_integer"

    return _parsed(table, name, values, parse, faults)


def _integer(value: str) -> int | FaultCode:
    try:
        number = int(value)
    except ValueError:
        return "not_an_integer"
    return number if -INT64_LIMIT <= number < INT64_LIMIT else "too_large"


def _parsed(
    table: CsvTable, name: str, values: list[str], parse: Callable[[str], int | FaultCode], faults: FaultList
) -> list[int]:
    parsed = []
    for value, line in zip(values, table.lines, strict=True):
        result = parse(value)
        if isinstance(result, str):
            faults.add(table.file, line, name, result, value)
            result = 0
        parsed.append(result)
    return parsed
