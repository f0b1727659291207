"""Check the sealed logs, and what must agree with them."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jukugi.kit.audit.sealing import Verdict
    from jukugi.kit.audit.streams import Check

help = "封印された記録（操作、票、意見文とその確認）が、あとから変えられていないかを確かめる"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--digest", action="append", default=[], metavar="日:数字", help="控えておいた印（例：2026-11-28:0123 4567 …）"
    )
    parser.add_argument(
        "--digests",
        type=Path,
        metavar="ファイル",
        help="控えておいた印を、一行に一つ書いたファイル（#で始まる行は読まない）",
    )
    parser.add_argument("--seal", action="store_true", help="確かめる前に、まだ封印していない分を封印する")


def run(options: argparse.Namespace) -> int:
    from jukugi.project.cli import open_database

    open_database()
    try:
        written = [*options.digest, *_lines_of(options.digests)]
    except (OSError, UnicodeError) as error:
        print(f"{options.digests} を読めません（{error}）。", file=sys.stderr)
        return 2
    from django.utils import timezone

    from jukugi.kit.audit.sealing import seal_all

    if options.seal:
        seal_all(now=timezone.now())
    told = told_of_all() + [told_of_noted(words) for words in written]
    for is_good, sentence in told:
        print(f"○ {sentence}" if is_good else f"× {sentence}", file=sys.stdout if is_good else sys.stderr)
    return 0 if all(is_good for is_good, _sentence in told) else 1


def told_of_all() -> list[tuple[bool, str]]:
    """Each sealed stream and each check: whether it is as it was, and a sentence."""
    from jukugi.kit.audit.sealing import verify_all
    from jukugi.kit.audit.streams import checks

    told = [_told_of_stream(verdict) for verdict in verify_all()]
    return told + [_told_of_check(name, check) for name, check in checks.items()]


def told_of_noted(written: str) -> tuple[bool, str]:
    """Whether a digest that somebody noted is that of its day, and a sentence."""
    from jukugi.kit.audit.days import Compared, compare, noted_from

    noted = noted_from(written)
    found = compare(noted)
    sentences = {
        Compared.SAME: f"{noted.day}：控えた印と同じです。その日までの記録は、上の封印が合えば、元のままです。",
        Compared.DIFFERENT: f"{noted.day}：控えた印と違います。封印をはじめから計算し直した人がいるおそれがあります。"
        "控え（バックアップ）と比べてください。",
        Compared.MISSING: f"{noted.day}：この日の印がありません。"
        "消されたか、まだ閉じていない日です（日が変わって10分で閉じます）。",
        Compared.UNREADABLE: f"「{noted.written}」は、印として読めません。"
        "「2026-11-28:」のあとに、48けたの数字を書いてください。",
    }
    return found == Compared.SAME, sentences[found]


def _lines_of(path: Path | None) -> list[str]:
    if path is None:
        return []
    lines = [line.strip() for line in path.read_text("utf-8-sig").splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


def _told_of_stream(verdict: "Verdict") -> tuple[bool, str]:
    broken = verdict.broken
    if broken is not None:
        sentence = (
            f"{verdict.stream}：{broken.number}番目の封印が合いません"
            f"（行の番号{broken.first_pk}〜{broken.last_pk}、封印したとき{broken.expected_rows}行、いま{broken.found_rows}行）。"
            "この範囲を控え（バックアップ）と比べてください。"
        )
    elif verdict.outside:
        sentence = (
            f"{verdict.stream}：番号が1より小さい行が{verdict.outside}行あります。熟議はこの番号を使いません。"
            "だれかがデータベースに直接入れたものです。控え（バックアップ）と比べてください。"
        )
    else:
        sentence = (
            f"{verdict.stream}：封印{verdict.seals}個（{verdict.sealed_rows}行）は元のままです。"
            f"まだ封印していない行は{verdict.unsealed_rows}。末尾の印 {verdict.head}"
        )
    return verdict.is_whole, sentence


def _told_of_check(name: str, check: "Check") -> tuple[bool, str]:
    found = check.find()
    if not found.count:
        return True, f"{name}：{check.what}は、同じです。"
    return False, (
        f"{name}：{check.what}が、{found.count}組で違います（はじめは{found.first}）。"
        "データベースを直接変えた人がいないか調べ、控え（バックアップ）と比べてください。"
    )
