"""Check the sealed logs, and what must agree with them."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jukugi.kit.audit.sealing import Verdict
    from jukugi.kit.audit.streams import Check

help = "封印された記録（操作、票、意見文とその確認）が、あとから変えられていないかを確かめる"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seal", action="store_true", help="確かめる前に、まだ封印していない分を封印する")


def run(options: argparse.Namespace) -> int:
    from jukugi.project.cli import open_database

    open_database()
    from django.utils import timezone

    from jukugi.kit.audit.sealing import seal_all

    if options.seal:
        seal_all(now=timezone.now())
    told = told_of_all()
    for is_good, sentence in told:
        print(f"○ {sentence}" if is_good else f"× {sentence}", file=sys.stdout if is_good else sys.stderr)
    return 0 if all(is_good for is_good, _sentence in told) else 1


def told_of_all() -> list[tuple[bool, str]]:
    """Each sealed stream and each check: whether it is as it was, and a sentence."""
    from jukugi.kit.audit.sealing import verify_all
    from jukugi.kit.audit.streams import checks

    told = [_told_of_stream(verdict) for verdict in verify_all()]
    return told + [_told_of_check(name, check) for name, check in checks.items()]


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
