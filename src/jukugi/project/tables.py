"""Tables and results as commands take and write them: read whole or refused in words, row by row."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from errno import EACCES, EISDIR, ENOENT
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jukugi.kit.files import words_for_file_error

if TYPE_CHECKING:
    from jukugi.kit.sheets import Sheet

FILE_FAULT_WORDS = {
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


class Refused(Exception):
    """What to tell, line by line."""

    def __init__(self, *lines: str) -> None:
        super().__init__(lines[0])
        self.lines = lines


def told_in_words(work: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """The exit code of this work; a refusal, or a file that cannot be opened, is told without a traceback."""
    try:
        return work(options)
    except Refused as refused:
        return refuse(*refused.lines)
    except OSError as error:
        return refuse(_words_for_place(error))


def refuse(*lines: str) -> int:
    """Tell why, and the exit code of a refusal."""
    print("\n".join(lines), file=sys.stderr)
    return 1


def _words_for_place(error: OSError) -> str:
    """Which file could not be opened, and what to do."""
    return f"{error.filename} を開けません（{words_for_file_error(error)}）。場所と権限を確かめてください。"


def check_place(out: Path, sources: Sequence[Path]) -> None:
    """Whether the result can be written there and falls on no file that is read, before the work begins.

    Raises Refused, OSError.
    """
    if any(out.exists() and path.exists() and out.samefile(path) for path in sources):
        raise Refused(f"{out} は読むファイルと同じです。--out に別の名前を書いてください。")
    if out.is_dir():
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(out))
    if not out.parent.is_dir():
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), str(out.parent))
    if not os.access(out.parent, os.W_OK):
        raise PermissionError(EACCES, os.strerror(EACCES), str(out))


def read_table(path: Path) -> "Sheet":
    """A table with a heading and at least one row below it. Raises Refused, OSError."""
    from jukugi.kit.sheets import FaultySheet, SheetFault, open_sheet

    try:
        sheet = open_sheet(path.read_bytes())
    except FaultySheet as error:
        raise unreadable(path, error.faults, count=error.count) from error
    if not sheet.rows and not sheet.faults:
        raise unreadable(path, [SheetFault("no_rows")])
    return sheet


def unreadable(path: Path, faults: Sequence[Any], *, count: int | None = None) -> Refused:
    """The refusal of a file that cannot be read at all."""
    return Refused(
        f"{path} を読めませんでした（誤り{count or len(faults)}件）。次を直して、もう一度行ってください。",
        *(fault_line(path, fault, FILE_FAULT_WORDS) for fault in faults),
    )


def fault_line(path: Path, fault: Any, words: Mapping[str, str]) -> str:
    """File, row, column, what is wrong there and what to do; ``fault`` has code, row, column and value."""
    where = f"{path.name}"
    where += f" {fault.row}行目" if fault.row is not None else ""
    where += f"「{fault.column}」列" if fault.column is not None else ""
    value = f"（{fault.value[:80]}）" if fault.value else ""
    return f"{where}：{words[fault.code]}{value}。"
