"""Workbooks of office software (XLSX) as rows of text. Read as tables alone: macros, links and pictures are not."""

import io
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

UNPACKED_AT_MOST = 200 * 1024 * 1024
PARTS_AT_MOST = 2000
COLUMNS_AT_MOST = 200
FAILED = "\x00#"
"""In place of a cell whose formula failed (#N/A, #REF!)."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


class UnreadableWorkbook(Exception):
    """``code``: old_workbook (XLS), locked_workbook, broken_workbook, huge_workbook, too_wide, empty_file."""

    def __init__(self, code: str, *, row: int | None = None, value: str = "") -> None:
        super().__init__(code)
        self.code, self.row, self.value = code, row, value


def is_workbook(content: bytes) -> bool:
    """Whether these bytes begin as a workbook does, of today's kind or the old one."""
    return content.startswith((_ZIP, _OLE))


def filled_lines(content: bytes) -> list[tuple[int, list[str]]]:
    """The rows of the first visible sheet that are not empty, with their numbers; none is shorter than the first.

    Numbers as written without ``.0``, days as 2026-11-03, formulas by their last result. Raises UnreadableWorkbook.
    """
    if content.startswith(_OLE):
        raise UnreadableWorkbook("locked_workbook" if _LOCKED in content else "old_workbook")
    try:
        _check_size(content)
        filled = [(row, values) for row, values in _lines(content) if any(value.strip() for value in values)]
    except UnreadableWorkbook:
        raise
    except Exception as error:  # a broken workbook shows itself by whatever openpyxl stumbles over first
        raise UnreadableWorkbook("broken_workbook") from error
    width = len(filled[0][1]) if filled else 0
    return [(row, values + [""] * (width - len(values))) for row, values in filled]


def _check_size(content: bytes) -> None:
    """A small file can unpack to more than a machine holds. What a part says of its size is all that is read of it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
    if len(parts) > PARTS_AT_MOST or sum(part.file_size for part in parts) > UNPACKED_AT_MOST:
        raise UnreadableWorkbook("huge_workbook")
    if any(part.flag_bits & 0x1 for part in parts):
        raise UnreadableWorkbook("locked_workbook")


def _lines(content: bytes) -> Iterable[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # 30 ms and 10 MB: only for whoever brings a workbook

    # It would tell the log what stands in cells that it finds odd; whoever brought the table is told instead.
    warnings.filterwarnings("ignore", module=r"openpyxl\.")
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
        if sheet is None:
            raise UnreadableWorkbook("empty_file")
        sheet.reset_dimensions()  # what it says of its own size is often wrong
        for number, cells in enumerate(sheet.iter_rows(max_col=COLUMNS_AT_MOST + 1), start=1):
            values = _values(cells)
            if len(values) > COLUMNS_AT_MOST:
                raise UnreadableWorkbook("too_wide", row=number, value=str(COLUMNS_AT_MOST))
            yield number, values
    finally:
        book.close()


def _values(cells: Sequence[Any]) -> list[str]:
    values = [FAILED if cell.data_type == "e" else _text(cell.value) for cell in cells]
    while values and not values[-1]:
        values.pop()
    return values


def _text(value: Any) -> str:
    """What stands in a cell, as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("_x000D_", "").replace("\x00", "\ufffd")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value)
