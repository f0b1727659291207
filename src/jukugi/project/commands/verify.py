"""Compute every published result again from the sealed data, and compare."""

import argparse
import sys

help = "公開した結果を、封印された記録から計算し直して、同じになるかを確かめる"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", metavar="NAME", help="確かめる部屋（例：opinion_map）。指定しなければ、すべて")


def run(options: argparse.Namespace) -> int:
    from jukugi.project.cli import open_database

    open_database()
    from jukugi.kit.verifying import verifiable

    if options.only is not None and options.only not in verifiable:
        names = "、".join(verifiable.names())
        print(f"× 「{options.only}」という部屋はありません。--only に書けるのは {names} です。", file=sys.stderr)
        return 1
    faults = count = 0
    for name, verdicts in verifiable.items():
        if options.only in (None, name):
            for verdict in verdicts():
                count += 1
                faults += bool(verdict.fault)
                sentence = f"{verdict.what}：{verdict.fault or '計算し直して、同じになりました。'}{verdict.note}"
                print(f"{'×' if verdict.fault else '○'} {sentence}", file=sys.stderr if verdict.fault else sys.stdout)
    if not count:
        print("○ 公開した結果は、まだありません。")
    return 1 if faults else 0
