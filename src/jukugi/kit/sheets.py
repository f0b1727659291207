"""Tables that people bring: workbooks, or text in the encodings of Japanese offices; all faults at once."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from jukugi.kit import workbooks

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
    """``header`` as it stands; ``rows`` with the number of the line each begins on, values by column.

    ``faults`` are the rows that cannot be laid under the header (``wrong_width``, ``cell_error``), one for each.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]
    faults: tuple[SheetFault, ...] = ()


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
    """Read a table with a heading, in which every row is as it must be.

    Parameters
    ----------
    content : bytes of the file, as ``open_sheet`` takes them.
    wanted : columns that must be there; others are kept too.
    key : of these the one whose values must be there, each once.

    Raises
    ------
    FaultySheet : what ``open_sheet`` raises and finds; missing_column, empty, repeated.
    """
    sheet = open_sheet(content)
    missing = [SheetFault("missing_column", 1, name) for name in wanted if name not in sheet.header]
    if missing:
        raise FaultySheet(missing)
    faults = [*sheet.faults, *(_key_faults(sheet.rows, key) if key else [])]
    if faults:
        raise FaultySheet(sorted(faults, key=lambda fault: fault.row or 0))
    return sheet


def open_sheet(content: bytes, *, rows_at_most: int | None = None) -> Sheet:
    """Read a table with a heading: the rows that fit under it, and of the others their faults.

    Parameters
    ----------
    content : bytes of the file. A workbook (XLSX: its first visible sheet), or text: UTF-8 with or without mark, UTF-16
        with mark, or cp932; commas or tabs. Empty rows, and empty cells beyond the last heading, do not count; a
        heading without a name is called by its place.

    Raises
    ------
    FaultySheet : empty_file, undecodable, broken_csv, repeated_column, too_many_rows; and of workbooks old_workbook
        (XLS), locked_workbook, broken_workbook, huge_workbook, too_wide.
    """
    header: tuple[str, ...] = ()
    rows: list[tuple[int, dict[str, str]]] = []
    faults: list[SheetFault] = []
    for line, values in _filled_lines(content):
        if not header:
            header = _header(values)
        elif rows_at_most is not None and len(rows) + len(faults) >= rows_at_most:
            raise FaultySheet([SheetFault("too_many_rows", line, value=str(rows_at_most))])
        elif workbooks.FAILED in values:
            faults.append(SheetFault("cell_error", line, header[min(values.index(workbooks.FAILED), len(header) - 1)]))
        elif len(fitting := _without_blanks(values, len(header))) == len(header):
            rows.append((line, dict(zip(header, fitting, strict=True))))
        else:
            faults.append(SheetFault("wrong_width", line, value=str(len(values))))
    if not header:
        raise FaultySheet([SheetFault("empty_file")])
    return Sheet(header, tuple(rows), tuple(faults))


def safe_cell(text: str) -> str:
    """A cell of a table that we give out: office software must not read a person's words as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")) else text


def safe_row(cells: Iterable[object]) -> list[object]:
    """A row of a table that we give out; numbers stay numbers."""
    return [safe_cell(cell) if isinstance(cell, str) else cell for cell in cells]


def file_fault_words(fault: SheetFault, *, rows_at_most: int) -> str:
    """Why a file cannot be read as a table, and what to do."""
    told: dict[str, Callable[[], str]] = {
        "empty_file": lambda: _("ファイルに表がありません。"),
        "undecodable": lambda: _("文字の形が読めません。UTF-8 か Shift_JIS で保存し直してください。"),
        "broken_csv": lambda: _("%(row)d行目の引用符が閉じていません。") % {"row": fault.row or 0},
        "repeated_column": lambda: _("「%(name)s」の列が二つあります。") % {"name": fault.column or ""},
        "too_many_rows": lambda: _("行が多すぎます。%(rows)s行までに分けてください。") % {"rows": f"{rows_at_most:,}"},
        "old_workbook": lambda: _("古い形のExcel（XLS）です。XLSXかCSVで保存し直してください。"),
        "locked_workbook": lambda: _("パスワードが付いています。外して保存し直してください。"),
    }
    return told.get(
        fault.code, lambda: _("ファイルが壊れているか、読めない形です。CSVかXLSXで保存し直してください。")
    )()


def row_fault_words(fault: SheetFault) -> str:
    """Why a row cannot be laid under the heading."""
    if fault.code == "cell_error":
        return _("「%(name)s」の式の結果が誤りになっています。") % {"name": fault.column or ""}
    return _("列の数が見出しと違います。")


def _header(values: Sequence[str]) -> tuple[str, ...]:
    names = _without_blanks(["" if value == workbooks.FAILED else value.strip() for value in values], 0)
    header = tuple(name or _name_of_place(place) for place, name in enumerate(names, start=1))
    repeated = [name for name in dict.fromkeys(header) if header.count(name) > 1]
    if repeated:
        raise FaultySheet([SheetFault("repeated_column", 1, name) for name in repeated])
    return header


def _name_of_place(place: int) -> str:
    """What a column without a heading is called; commands read tables without settings, so without other languages."""
    return _("%(place)d列目") % {"place": place} if settings.configured else f"{place}列目"


def _without_blanks(values: Sequence[str], width: int) -> Sequence[str]:
    """The values without blank ones at the end, beyond this width."""
    end = len(values)
    while end > width and not values[end - 1].strip():
        end -= 1
    return values[:end]


def _filled_lines(content: bytes) -> Iterable[tuple[int, list[str]]]:
    """Rows that are not empty, with the line of the file they begin on. Raises FaultySheet."""
    if not workbooks.is_workbook(content):
        return _lines(decoded(content).replace("\x00", "\ufffd"))
    try:
        return workbooks.filled_lines(content)
    except workbooks.UnreadableWorkbook as unreadable:
        raise FaultySheet([SheetFault(unreadable.code, unreadable.row, value=unreadable.value)]) from None


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
