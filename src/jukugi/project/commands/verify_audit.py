"""Check the sealed logs."""

import argparse
import sys

help = "封印された記録（操作、投票）が、あとから変えられていないかを確かめる"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seal", action="store_true", help="確かめる前に、まだ封印していない分を封印する")


def run(options: argparse.Namespace) -> int:
    from jukugi.project.cli import open_database

    open_database()
    from django.utils import timezone

    from jukugi.kit.audit.sealing import seal_all, verify_all

    if options.seal:
        seal_all(now=timezone.now())
    verdicts = verify_all()
    for verdict in verdicts:
        broken = verdict.broken
        if broken is None:
            print(
                f"○ {verdict.stream}：封印{verdict.seals}個（{verdict.sealed_rows}行）は元のままです。"
                f"まだ封印していない行は{verdict.unsealed_rows}。末尾の印 {verdict.head}"
            )
        else:
            print(
                f"× {verdict.stream}：{broken.number}番目の封印が合いません"
                f"（行の番号{broken.first_pk}〜{broken.last_pk}、封印したとき{broken.expected_rows}行、いま{broken.found_rows}行）。"
                "この範囲を控え（バックアップ）と比べてください。",
                file=sys.stderr,
            )
    return 0 if all(verdict.broken is None for verdict in verdicts) else 1
