"""Compute every published result again from the sealed data, or from an exported folder, and compare."""

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from jukugi.project.table_files import Refused, told

if TYPE_CHECKING:
    from jukugi.kit.verifying import Verdict

help = "公開した結果を、封印された記録から計算し直して、同じになるかを確かめる"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="DIR",
        help="jukugi export か jukugi archive が書き出したフォルダー。設定もデータベースもいらない",
    )
    parser.add_argument("--only", metavar="NAME", help="確かめる部屋（例：opinion_map）。指定しなければ、すべて")


def run(options: argparse.Namespace) -> int:
    if options.folder is not None:
        return told(lambda: _tell(_of_folder(options.folder), "数え直して、同じになりました。"))
    from jukugi.project.cli import open_database

    open_database()
    from jukugi.kit.verifying import verifiable

    if options.only is not None and options.only not in verifiable:
        names = "、".join(verifiable.names())
        print(f"× 「{options.only}」という部屋はありません。--only に書けるのは {names} です。", file=sys.stderr)
        return 1
    wanted = (verdicts for name, verdicts in verifiable.items() if options.only in (None, name))
    return _tell((verdict for verdicts in wanted for verdict in verdicts()), "計算し直して、同じになりました。")


def _of_folder(folder: Path) -> "Iterator[Verdict]":
    """Of an archive its files, then the tables in it as those of an export. Raises Refused, OSError."""
    from jukugi.kit.archive.folders import DATA, MANIFEST, check_files
    from jukugi.kit.open_export import SUMS, check_export

    is_archive = (folder / MANIFEST).is_file()
    tables = folder / DATA if is_archive else folder
    for place in (folder, tables):
        if not (place / SUMS).is_file():
            raise Refused(
                f"{place} に {SUMS} がありません。"
                "jukugi export か jukugi archive が書き出したフォルダーを選んでください。"
            )
    try:
        if is_archive:
            yield from check_files(folder)
        yield from check_export(tables)
    except (ValueError, LookupError, TypeError, AttributeError, csv.Error) as error:
        raise Refused(f"{folder} のファイルが壊れていて、数え直せません。") from error


def _tell(verdicts: "Iterable[Verdict]", same: str) -> int:
    faults = count = 0
    for verdict in verdicts:
        count += 1
        faults += bool(verdict.fault)
        sentence = f"{verdict.what}：{verdict.fault or same}{verdict.note}"
        print(f"{'×' if verdict.fault else '○'} {sentence}", file=sys.stderr if verdict.fault else sys.stdout)
    if not count:
        print("○ 公開した結果は、まだありません。")
    return 1 if faults else 0
