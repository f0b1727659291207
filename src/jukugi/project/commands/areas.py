"""Put the city and its wards in place from a table."""

import argparse
import sys
from pathlib import Path

from jukugi.kit.files import words_for_file_error

help = "市と区を、表（CSV、XLSX）から載せる"

FAULT_WORDS = {
    "missing_column": "この列がありません。見出しの行に足してください",
    "empty": "空です。書いてください",
    "repeated": "同じコードが前の行にもあります。どちらかを直してください",
    "too_long": "12字までにしてください",
    "unknown_level": "city（市）か ward（区）にしてください",
    "no_number": "0以上の整数を書くか、空にしてください",
    "no_day": "人口には、いつの数かが要ります。2026-04-01 のように書いてください",
    "one_city": "市（city）の行は、ちょうど一つにしてください",
    "wrong_width": "列の数が見出しと違います。コンマや引用符の過不足を直してください",
    "empty_file": "中身がありません。見出しの行から書いてください",
    "undecodable": "文字コードが分かりません。UTF-8、UTF-16、cp932（Shift_JIS）のどれかで保存し直してください",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="すること", metavar="ACTION", dest="areas_action", required=True)
    taking = actions.add_parser("import", help="市と区を加える。同じコードのものは、表のとおりに直す")
    taking.add_argument("table", type=Path, metavar="CSV", help="code,name,level（city か ward）と、任意の列")


def run(options: argparse.Namespace) -> int:
    """Everything that is wrong is told at once, and then nothing is taken."""
    from jukugi.kit.sheets import FaultySheet
    from jukugi.project.cli import open_database

    try:
        content = options.table.read_bytes()
    except OSError as error:
        print(
            f"{options.table} を読めません：{words_for_file_error(error)}。場所と名前を確かめてください。",
            file=sys.stderr,
        )
        return 1
    open_database()
    from jukugi.apps.areas.actions import import_areas

    try:
        new, known = import_areas(content)
    except FaultySheet as faulty:
        print(
            f"表 {options.table} に、直すところが{faulty.count}か所あります。まだ何も載せていません。", file=sys.stderr
        )
        for fault in faulty.faults:
            where = "・".join(
                text
                for text in (f"{fault.row}行目" if fault.row else "", f"「{fault.column}」" if fault.column else "")
                if text
            )
            value = f"（{fault.value[:40]}）" if fault.value else ""
            words = FAULT_WORDS.get(fault.code, "この表は読めません。CSVかXLSXで保存し直してください")
            print(f"- {where}{value}：{words}", file=sys.stderr)
        return 1
    print(f"市と区：新しく{new}件、直したもの{known}件")
    return 0
