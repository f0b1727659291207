"""Tables that commands read from files and the words of what is wrong with them; refusals, told line by line."""

import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from jukugi.kit.files import check_writable, is_one_file, words_for_file_error

if TYPE_CHECKING:
    from jukugi.kit.sheets import Sheet

TABLE_FAULT_WORDS = {
    "empty_file": "中身がありません。見出しの行から書いてください",
    "undecodable": "文字コードが分かりません。UTF-8、UTF-16、cp932（Shift_JIS）のどれかで保存し直してください",
    "broken_csv": 'この行から先をCSVとして読めません。引用符（"）の閉じ忘れがないか確かめてください',
    "missing_column": "この列がありません。見出しの行に足してください。いまある列",
    "repeated_column": "同じ名前の列が二つあります。一つにしてください",
    "wrong_width": "列の数が見出しと違います。コンマや引用符の過不足を直してください",
    "cell_error": "表計算の式がエラーになっています。値に直してください",
    "old_workbook": "古い形（XLS）の表です。XLSXかCSVで保存し直してください",
    "locked_workbook": "パスワードがかかっています。外してから渡してください",
    "broken_workbook": "表として読めません。開き直して保存してください",
    "huge_workbook": "表が大きすぎます。要る列だけのCSVにしてください",
    "too_wide": "列が多すぎます。要る列だけにしてください",
    "no_rows": "見出しのほかに行がありません。一行以上書いてください",
}
MOST_TOLD = 200


class Refused(Exception):
    """What to tell, line by line."""

    def __init__(self, *lines: str) -> None:
        super().__init__(lines[0])
        self.lines = lines


class Fault(Protocol):
    """What is wrong in a table, wherever it was found: in the file, or in what a calculation reads from it."""

    @property
    def code(self) -> str: ...
    @property
    def row(self) -> int | None: ...
    @property
    def column(self) -> str | None: ...
    @property
    def value(self) -> str: ...


@dataclass(frozen=True)
class TableFault:
    """``code`` with the row of the file (the heading is 1) and the column it concerns, and what stood there."""

    code: str
    row: int | None = None
    column: str | None = None
    value: str = ""


@dataclass(frozen=True)
class TableFile:
    """``header`` as it stands in the file; ``rows`` with their lines, by plain names (see ``plain``).

    ``names``: for each column that was wanted its plain name in this file. ``faults``: rows that do not fit.
    """

    path: Path
    header: tuple[str, ...]
    names: Mapping[str, str]
    rows: tuple[tuple[int, dict[str, str]], ...]
    faults: tuple[TableFault, ...]


def told(work: Callable[[], int]) -> int:
    """The exit code of some work; a refusal is told in plain words on standard error, and its code is 1."""
    try:
        return work()
    except Refused as refused:
        lines: Sequence[str] = refused.lines
    except OSError as error:
        lines = [f"{error.filename} を開けません（{words_for_file_error(error)}）。場所と権限を確かめてください。"]
    print("\n".join(lines), file=sys.stderr)
    return 1


def plain(text: str) -> str:
    """Words as they are compared: full and half width, letter case, dashes of all kinds and blanks do not matter."""
    words = unicodedata.normalize("NFKC", text).casefold().replace("〜", "~").replace("–", "-").replace("−", "-")
    return " ".join(words.split())


def read_table(path: Path) -> "Sheet":
    """A table with a heading and at least one row below it. Raises Refused, OSError."""
    from jukugi.kit.sheets import FaultySheet, open_sheet

    try:
        sheet = open_sheet(path.read_bytes())
    except FaultySheet as error:
        raise refusal({path: [TableFault(f.code, f.row, f.column, f.value) for f in error.faults]}, {}) from error
    if not sheet.rows and not sheet.faults:
        raise refusal({path: [TableFault("no_rows")]}, {})
    return sheet


def open_table(path: Path, wanted: Mapping[str, Iterable[str]], *, may_be_empty: bool = False) -> TableFile:
    """A table with a heading. Raises Refused, OSError.

    ``wanted``: columns that must be there, each with other names that it may have.
    """
    from jukugi.kit.sheets import FaultySheet, open_sheet

    try:
        sheet = open_sheet(path.read_bytes())
    except FaultySheet as error:
        raise refusal({path: [TableFault(f.code, f.row, f.column, f.value) for f in error.faults]}, {}) from error
    header = [plain(name) for name in sheet.header]
    repeated = [name for place, name in enumerate(header) if name in header[:place]]
    names = {
        name: next((each for each in (name, *map(plain, others)) if each in header), "")
        for name, others in wanted.items()
    }
    faults = [TableFault("repeated_column", 1, name) for name in repeated]
    faults += [TableFault("missing_column", 1, name, "、".join(sheet.header)) for name in names if not names[name]]
    if not faults and not sheet.rows and not sheet.faults and not may_be_empty:
        faults = [TableFault("no_rows")]
    if faults:
        raise refusal({path: faults}, {})
    rows = tuple((line, dict(zip(header, row.values(), strict=True))) for line, row in sheet.rows)
    wrong = tuple(TableFault(fault.code, fault.row, fault.column, fault.value) for fault in sheet.faults)
    return TableFile(path, sheet.header, names, rows, wrong)


def refusal(faults: Mapping[Path, Sequence[Fault]], words: Mapping[str, str]) -> Refused:
    """All that is wrong in all files, in the order of rows."""
    return refusal_of(
        [
            fault_line(path, fault, words)
            for path, each in faults.items()
            for fault in sorted(each, key=lambda fault: fault.row or 0)
        ]
    )


def refusal_of(lines: Sequence[str]) -> Refused:
    head = f"直すところが{len(lines)}か所あります。次を直して、もう一度行ってください（まだ何も書いていません）。"
    more = [f"ほかに{len(lines) - MOST_TOLD}か所あります。"] if len(lines) > MOST_TOLD else []
    return Refused(head, *lines[:MOST_TOLD], *more)


def fault_line(path: Path, fault: Fault, words: Mapping[str, str]) -> str:
    where = path.name
    where += f" {fault.row}行目" if fault.row is not None else ""
    where += f"「{fault.column}」列" if fault.column is not None else ""
    value = f"（{fault.value[:80]}）" if fault.value else ""
    return f"{where}：{({**TABLE_FAULT_WORDS, **words})[fault.code]}{value}。"


def check_out(out: Path, *sources: Path, option: str = "out") -> None:
    """Whether the result can be written there, before the work begins. Raises Refused, OSError."""
    if any(is_one_file(out, path) for path in sources):
        raise Refused(f"{out} は読むファイルと同じです。--{option} に別の名前を書いてください。")
    check_writable(out)


def json_bytes(document: Mapping[str, object]) -> bytes:
    """The same document, the same bytes."""
    import json

    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def csv_bytes(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table as UTF-8 with commas."""
    import csv
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")
