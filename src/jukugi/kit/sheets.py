"""Tables that people bring: comma or tab separated text in the encodings of Japanese offices, all faults at once."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
MOST_FAULTS = 200


@dataclass(frozen=True)
class SheetFault:
    """``code`` with the row of the file (the heading is 1) and the column it concerns, and what stood there."""

    code: str
    row: int | None = None
    column: str | None = None
    value: str = ""


class FaultySheet(Exception):
    """A table that cannot be taken; ``faults`` are its first 200, ``count`` all of them."""

    def __init__(self, faults: Sequence[SheetFault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults[:MOST_FAULTS])
        self.count = len(faults)


@dataclass(frozen=True)
class Sheet:
    """``header`` as it stands; ``rows`` with the number of the line each begins on, values by column."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def decoded(content: bytes) -> str:
    """The text of a file: by its mark, else UTF-8, else cp932. Raises FaultySheet (``undecodable``)."""
    names = [name for mark, name in _MARKS if content.startswith(mark)] or ["utf-8", "cp932"]
    for name in names:
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise FaultySheet([SheetFault("undecodable")])


def read_sheet(content: bytes, *, wanted: Sequence[str], key: str | None = None) -> Sheet:
    """Read a table with a heading.

    Parameters
    ----------
    content : bytes of the file; UTF-8 with or without mark, UTF-16 with mark, or cp932; commas or tabs.
    wanted : columns that must be there; others are kept too.
    key : of these the one whose values must be there, each once.

    Raises
    ------
    FaultySheet : empty_file, undecodable, broken_csv, missing_column, repeated_column, wrong_width, empty, repeated.
    """
    text = decoded(content).replace("\x00", "\ufffd")
    lines = list(_lines(text))
    if not lines:
        raise FaultySheet([SheetFault("empty_file")])
    header = tuple(name.strip() for name in lines[0][1])
    faults = [SheetFault("missing_column", 1, name) for name in wanted if name not in header]
    faults += [SheetFault("repeated_column", 1, name) for name in dict.fromkeys(header) if header.count(name) > 1]
    if faults:
        raise FaultySheet(faults)
    faults = [
        SheetFault("wrong_width", line, value=str(len(row))) for line, row in lines[1:] if len(row) != len(header)
    ]
    rows = tuple((line, dict(zip(header, row, strict=True))) for line, row in lines[1:] if len(row) == len(header))
    faults += _key_faults(rows, key) if key else []
    if faults:
        raise FaultySheet(sorted(faults, key=lambda fault: fault.row or 0))
    return Sheet(header, rows)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, with the line of the file they begin on. Raises FaultySheet (``broken_csv``)."""
    heading = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in heading else ",", strict=True)
    begins = 1
    try:
        for row in reader:
            if any(value.strip() for value in row):
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error:
        raise FaultySheet([SheetFault("broken_csv", begins)]) from None


def _key_faults(rows: Sequence[tuple[int, dict[str, str]]], key: str) -> list[SheetFault]:
    first: dict[str, int] = {}
    faults = []
    for line, row in rows:
        value = row[key]
        if not value.strip():
            faults.append(SheetFault("empty", line, key))
        elif first.setdefault(value, line) != line:
            faults.append(SheetFault("repeated", line, key, value))
    return faults
