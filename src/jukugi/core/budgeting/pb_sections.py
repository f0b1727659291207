"""The three tables of a .pb file, cell by cell; what is wrong with their shape is gathered."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from jukugi.core.budgeting.errors import PbFault
from jukugi.core.budgeting.numbers import plain

Section = Literal["META", "PROJECTS", "VOTES"]
SECTIONS: tuple[Section, ...] = ("META", "PROJECTS", "VOTES")
DELIMITERS = ";\t,"
LONGEST_CELL = 10_000_000
# A row of its own after the last: it is swallowed where a quotation mark was never closed.
_END = "\x1cend"


@dataclass
class Table:
    """Rows of a section below its header, with the lines they begin on."""

    header: list[str] = field(default_factory=list)
    begins: int | None = None
    lines: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def column(self, name: str) -> tuple[str, ...]:
        """The cells of a column, without blanks around."""
        place = self.header.index(name)
        return tuple([row[place].strip() for row in self.rows])


def read_sections(text: str, faults: list[PbFault]) -> dict[Section, Table]:
    """The tables of the file by their section. Faults: of the file's shape, and rows of a wrong width."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if not text.strip():
        faults.append(PbFault("empty_file"))
        return {}
    tables: dict[Section, Table] = {}
    open_at: int | None = 1
    current: Table | None = None
    is_told = False
    for line, row in _rows(text):
        section = _section(row)
        if row == [_END]:
            open_at = None
        elif section is not None:
            if section in tables:
                faults.append(PbFault("repeated_section", line, section))
            current = tables.setdefault(section, Table())
            current.begins, current.header = line, []
        elif current is None:
            if not is_told and any(cell.strip() for cell in row):
                faults.append(PbFault("before_sections", line, value=row[0][:40]))
                is_told = True
        elif not current.header:
            if any(cell.strip() for cell in row):
                current.header = _header(row)
        else:
            current.lines.append(line)
            current.rows.append(row)
            open_at = line
    swallowing = open_at if open_at is not None else _swallowing(tables, _delimiter(text))
    if swallowing is not None:
        faults.append(PbFault("open_quote", swallowing))
        return {}
    for name, table in tables.items():
        _lay_under_header(name, table, faults)
    return tables


def _swallowing(tables: dict[Section, Table], delimiter: str) -> int | None:
    """The line of a row in which a cell holds what looks like rows: its quotation mark was not closed in time."""
    for name, table in tables.items():
        # A comment in META may hold a semicolon; names of sections or whole rows it does not.
        least = len(table.header) - 1 if name != "META" else 5
        for line, row in zip(table.lines, table.rows, strict=True):
            inner = [part for cell in row if "\n" in cell for part in cell.split("\n")]
            if any(part.count(delimiter) >= least or part.strip().upper() in SECTIONS for part in inner):
                return line
    return None


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line they begin on, and a last one that marks the end."""
    csv.field_size_limit(LONGEST_CELL)
    source = text if text.endswith("\n") else text + "\n"
    reader = csv.reader(io.StringIO(source + _END + "\n", newline=""), delimiter=_delimiter(text))
    begins = 1
    for row in reader:
        if row:
            yield begins, row
        begins = reader.line_num + 1


def _delimiter(text: str) -> str:
    """What stands between key and value in the header of META; a semicolon where there is none."""
    found = re.search(r"^\W*key\s*([;\t,；，])\s*value", text[:100_000], re.IGNORECASE | re.MULTILINE)
    return found[1] if found else ";"


def _section(row: list[str]) -> Section | None:
    """The section that begins with this row; a row with something in its other cells begins none."""
    word = row[0]
    if len(word) > 20 or not word:
        return None
    name = plain(word).upper()
    for section in SECTIONS:
        if name == section and not any(cell.strip() for cell in row[1:]):
            return section
    return None


def _header(row: list[str]) -> list[str]:
    names = [plain(name).lower() for name in row]
    while names and not names[-1]:
        names.pop()
    return [name or f"column_{place}" for place, name in enumerate(names, start=1)]


# Columns without which a row says nothing; what stands behind them may be missing at the end of a row.
NEEDED: dict[Section, tuple[str, ...]] = {
    "META": ("key", "value"),
    "PROJECTS": ("project_id", "cost"),
    "VOTES": ("vote",),
}


def _lay_under_header(section: Section, table: Table, faults: list[PbFault]) -> None:
    """Give every row the width of its header, drop blank rows, and tell those that do not fit."""
    header = table.header
    repeated = [name for name in dict.fromkeys(header) if header.count(name) > 1]
    faults += [PbFault("repeated_column", table.begins, section, name) for name in repeated]
    missing = [name for name in NEEDED[section] if header and name not in header]
    faults += [PbFault("missing_column", table.begins, section, name) for name in missing]
    width = len(header)
    if all(len(row) == width and row[0] for row in table.rows):
        return
    least = max((header.index(name) for name in NEEDED[section] if name in header), default=0) + 1
    lines, rows = table.lines, table.rows
    table.lines, table.rows = [], []
    for line, row in zip(lines, rows, strict=True):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) < least or any(cell.strip() for cell in row[width:]):
            faults.append(PbFault("wrong_width", line, section, value=str(len(row))))
            continue
        table.lines.append(line)
        table.rows.append((row + [""] * width)[:width])
