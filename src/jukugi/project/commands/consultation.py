"""The result document of a public comment from a table of answered comments, without settings or database."""

import argparse
import csv
import json
import os
import sys
from dataclasses import replace
from errno import EACCES, ENOTDIR
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jukugi.kit.files import words_for_file_error, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jukugi.core.consultation import AnsweredComment, Category, ConsultationResult, Outline
    from jukugi.kit.sheets import Sheet

help = "パブリックコメントの結果の文書と件数を、表からつくる（設定もデータベースもいりません）"

FAULT_WORDS = {
    "empty_file": "中身がありません。見出しの行から書いてください",
    "undecodable": "文字コードが分かりません。UTF-8、UTF-16、cp932（Shift_JIS）のどれかで保存し直してください",
    "broken_csv": 'この行から先をCSVとして読めません。引用符（"）の閉じ忘れがないか確かめてください',
    "missing_column": "この列がありません。見出しの行に足してください。いまある列",
    "repeated_column": "同じ名前の列が二つあります。一つにしてください",
    "wrong_width": "列の数が見出しと違います。コンマや引用符の過不足を直してください。この行の列の数",
    "cell_error": "表計算の式がエラーになっています。値に直してください",
    "old_workbook": "古い形（XLS）の表です。XLSXかCSVで保存し直してください",
    "locked_workbook": "パスワードがかかっています。外してから渡してください",
    "broken_workbook": "表として読めません。開き直して保存してください",
    "huge_workbook": "表が大きすぎます。CSVにしてください",
    "too_wide": "列が多すぎます。要る列だけにしてください",
    "empty": "空です。値を書いてください",
    "no_answer": "市の考え方が空です。結果の文書は、どの御意見にも答えます。書いてください",
    "not_a_day": "日付として読めません。2026-11-03のように書くか、分からなければ空にしてください",
    "no_channel": "この通の提出方法が、どの行にもありません。一行に書いてください",
    "two_channels": "同じ番号の提出方法が{other}行目と違います。一通の方法は一つです。番号か方法を直してください",
    "repeated": "同じ値が前の行にもあります。どちらかを直してください",
    "unknown_item": "知らない項目です。jukugi consultation report --help にある項目から選んでください",
}
OUTLINE_ITEMS = (
    *("title", "subject", "summary", "basis", "opened_on", "closed_on", "way", "notice", "place"),
    *("published_how", "changed_summary", "issuer", "contact", "dated"),
)
_MANY = {"way": "ways", "notice": "notices", "place": "places"}
_DAYS = frozenset({"opened_on", "closed_on", "dated"})
_YES = frozenset({"1", "true", "yes", "はい", "○", "〇", "反映"})
# A letter or a whole report may stand in one cell.
LONGEST_CELL = 100_000_000
MOST_TOLD = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="すること", metavar="ACTION", dest="consultation_action", required=True)
    report = actions.add_parser("report", help="結果の文書を五つの形でつくり、通と件を数える")
    report.add_argument(
        "--in",
        type=Path,
        required=True,
        metavar="CSV",
        dest="source",
        help="number,channel,received_on,chapter,comment,category,answer（あればchange。XLSXも）。一行が一件",
    )
    report.add_argument("--out", type=Path, required=True, metavar="DIR", help="書き出すフォルダー。なければつくる")
    report.add_argument("--title", default="", metavar="TITLE", help="意見を募集した案の題名")
    report.add_argument(
        "--outline", type=Path, metavar="CSV", help=f"募集の概要 item,text。itemは{'、'.join(OUTLINE_ITEMS)}"
    )
    report.add_argument(
        "--categories", type=Path, metavar="CSV", help="対応区分 code,name,is_reflected（既定は、よく使われるA〜E）"
    )


class Refused(Exception):
    """What to tell, line by line."""

    def __init__(self, *lines: str) -> None:
        super().__init__(lines[0])
        self.lines = lines


def run(options: argparse.Namespace) -> int:
    """Read, count, write; a refusal names the file, the row and what to do now."""
    try:
        return _report(options)
    except Refused as refused:
        return _refuse(*refused.lines)
    except OSError as error:
        return _refuse(
            f"{error.filename} を開けません（{words_for_file_error(error)}）。場所と権限を確かめてください。"
        )


def _report(options: argparse.Namespace) -> int:
    _let_django_speak()
    from jukugi.apps.public_comments.papers import ResultForm, columns_csv, result_files
    from jukugi.core.consultation import totals

    csv.field_size_limit(LONGEST_CELL)
    result = _result(options)
    _check_place(options)
    files = result_files(result)
    # What cannot be made anew must not stay with the numbers of before.
    (options.out / f"result.{ResultForm.PDF}").unlink(missing_ok=True)
    for form, content in files.items():
        write_whole(options.out / f"result.{form}", content)
    write_whole(options.out / "result-columns.csv", columns_csv())
    counted = json.dumps(totals(result), ensure_ascii=False, indent=2)
    write_whole(options.out / "totals.json", f"{counted}\n".encode())
    print(_summary(result, options.out, [f"result.{form}" for form in files]))
    return 0 if ResultForm.PDF in files else _refuse(*_why_no_pdf())


def _let_django_speak() -> None:
    """The words of the papers are marked for translation; here they are spoken as they stand, without settings."""
    from django.conf import settings

    if not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
        settings.configure(USE_I18N=False)


def _result(options: argparse.Namespace) -> "ConsultationResult":
    """Everything that is read; all faults of all files at once. Raises Refused, OSError."""
    from jukugi.core.consultation import USUAL_CATEGORIES, read_comments, result_of

    told: list[str] = []
    categories = _categories(options.categories, told) if options.categories else USUAL_CATEGORIES
    outline = _outline(options, told)
    rows = _rows(options.source, told)
    comments, faults = read_comments(rows, categories)
    for fault in faults:
        code = "no_answer" if (fault.code, fault.column) == ("empty", "answer") else fault.code
        words = FAULT_WORDS[code].format(other=fault.other)
        told.append(_told(options.source, fault.row, fault.column, words, fault.value))
    if told:
        raise Refused(
            f"直すところが{len(told)}か所あります。何も書いていません。直して、もう一度行ってください。", *told
        )
    _tell_personal(comments, [line for line, _row in rows])
    return result_of(comments, outline=outline, categories=categories, no_chapter="項目の指定のないもの")


def _rows(path: Path, told: list[str]) -> "Sequence[tuple[int, Mapping[str, str]]]":
    """The rows of the comments by our names of the columns. None is fine: nobody wrote. Raises Refused, OSError."""
    from jukugi.core.consultation import COLUMNS, column_names

    sheet = _sheet(path, told)
    names = column_names(sheet.header)
    _check_columns(path, sheet, [name for name in COLUMNS if name not in names])
    return [(line, {name: row[written] for name, written in names.items()}) for line, row in sheet.rows]


def _sheet(path: Path, told: list[str]) -> "Sheet":
    """A table; rows that do not fit under its heading are told. Raises Refused, OSError."""
    from jukugi.kit.sheets import FaultySheet, open_sheet

    try:
        sheet = open_sheet(path.read_bytes())
    except FaultySheet as error:
        lines = [_told(path, each.row, each.column, FAULT_WORDS[each.code], each.value) for each in error.faults]
        raise Refused(f"{path} を読めませんでした。次を直して、もう一度行ってください。", *lines) from error
    told += [_told(path, each.row, each.column, FAULT_WORDS[each.code], each.value) for each in sheet.faults]
    return sheet


def _check_columns(path: Path, sheet: "Sheet", missing: "Sequence[str]") -> None:
    if missing:
        header = "、".join(sheet.header)
        lines = [_told(path, 1, name, FAULT_WORDS["missing_column"], header) for name in missing]
        raise Refused(f"{path} を読めませんでした。次を直して、もう一度行ってください。", *lines)


def _by_name(sheet: "Sheet", path: Path, *wanted: str) -> "list[tuple[int, dict[str, str]]]":
    """Rows of a small table by the names of its columns in small letters. Raises Refused."""
    names = {written.strip().casefold(): written for written in sheet.header}
    _check_columns(path, sheet, [name for name in wanted if name not in names])
    return [(line, {name: row[written].strip() for name, written in names.items()}) for line, row in sheet.rows]


def _categories(path: Path, told: list[str]) -> "Sequence[Category]":
    from jukugi.core.consultation import Category

    found: dict[str, Category] = {}
    for line, row in _by_name(_sheet(path, told), path, "code", "name"):
        if not row["code"]:
            told.append(_told(path, line, "code", FAULT_WORDS["empty"]))
        elif row["code"] in found:
            told.append(_told(path, line, "code", FAULT_WORDS["repeated"], row["code"]))
        found[row["code"]] = Category(row["code"], row["name"], row.get("is_reflected", "").casefold() in _YES)
    return tuple(found.values())


def _outline(options: argparse.Namespace, told: list[str]) -> "Outline":
    from jukugi.core.consultation import Outline
    from jukugi.core.fiscal_year import read_day

    outline = Outline("")
    if options.outline:
        found: dict[str, Any] = {}
        for line, row in _by_name(_sheet(options.outline, told), options.outline, "item", "text"):
            item, text = row["item"].casefold(), row["text"]
            if item not in OUTLINE_ITEMS:
                told.append(_told(options.outline, line, "item", FAULT_WORDS["unknown_item"], item))
            elif item in _MANY:
                found[_MANY[item]] = (*found.get(_MANY[item], ()), text)
            elif item in found:
                told.append(_told(options.outline, line, "item", FAULT_WORDS["repeated"], item))
            elif item in _DAYS and (day := read_day(text)) is None:
                told.append(_told(options.outline, line, "text", FAULT_WORDS["not_a_day"], text))
            else:
                found[item] = day if item in _DAYS else text
        outline = replace(outline, **found)
    return replace(outline, title=options.title) if options.title else outline


def _tell_personal(comments: "Sequence[AnsweredComment]", lines: "Sequence[int]") -> None:
    """Rows in which something looks like a way to reach a person: an officer decides, nothing is taken out."""
    from jukugi.core.text.personal import personal_pieces

    rows = [
        line
        for comment, line in zip(comments, lines, strict=True)
        if any(piece.kind for piece in personal_pieces(f"{comment.comment}\n{comment.answer}"))
    ]
    if rows:
        first = "、".join(f"{line}行目" for line in rows[:MOST_TOLD])
        more = f"ほか{len(rows) - MOST_TOLD}行" if len(rows) > MOST_TOLD else ""
        print(
            f"電話番号、メールアドレス、郵便番号のような文字が{len(rows)}行にあります（{first}{more}）。"
            "公表してよいか確かめてください。文書にはそのまま載せています。",
            file=sys.stderr,
        )


def _check_place(options: argparse.Namespace) -> None:
    """Whether the files can be written there, before the work begins. Raises OSError, Refused."""
    out = options.out
    if out.exists() and not out.is_dir():
        raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR), str(out))
    out.mkdir(parents=True, exist_ok=True)
    if not os.access(out, os.W_OK):
        raise PermissionError(EACCES, os.strerror(EACCES), str(out))
    for path in (options.source, options.outline, options.categories):
        if path and path.resolve().parent == out.resolve() and path.stem in ("result", "result-columns", "totals"):
            raise Refused(
                f"{path} と同じ場所には書き出せません。元の表を失わないよう、--out に別のフォルダーを書いてください。"
            )


def _summary(result: "ConsultationResult", out: Path, names: "Iterable[str]") -> str:
    gathered = f"（同じ内容をまとめて{len(result.rows):,}行）" if len(result.rows) < result.total_comments else ""
    return (
        f"{result.total_letters:,}通、{result.total_comments:,}件です{gathered}。\n"
        f"結果を {out} に書きました：{'、'.join((*names, 'result-columns.csv', 'totals.json'))}。"
    )


def _why_no_pdf() -> "Sequence[str]":
    from jukugi.kit.papers import NoJapaneseFont, PrintingStopped, PrintingUnavailable, check_printing

    try:
        check_printing()
    except (PrintingUnavailable, NoJapaneseFont) as refusal:
        return ["result.pdf は書けませんでした（ほかのファイルは書きました）。", str(refusal.what), str(refusal.todo)]
    return [f"result.pdf は書けませんでした（ほかのファイルは書きました）。{PrintingStopped.todo}"]


def _told(path: Path, row: int | None, column: str | None, words: str, value: str = "") -> str:
    where = f"{path.name}"
    where += f" {row}行目" if row is not None else ""
    where += f"「{column}」列" if column is not None else ""
    return f"{where}：{words}{f'（{value[:80]}）' if value else ''}。"


def _refuse(*lines: str) -> int:
    print("\n".join(lines), file=sys.stderr)
    return 1
