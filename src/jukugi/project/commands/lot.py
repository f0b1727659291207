"""Check a draw in public from the files that were published, without settings or database."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from jukugi.kit.files import document_in
from jukugi.project.table_files import Refused, told

if TYPE_CHECKING:
    from jukugi.core.sortition.publishing import Finding

help = "公開の抽選を確かめる：公表されたくじの表とハッシュが合うか、選ばれた人がその行の人か"

SHOWN = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="公表された四つのファイルのあるフォルダー")
    parser.add_argument("--row", type=int, metavar="N", help="引いた行の番号（0から）")
    parser.add_argument(
        "--panel", type=Path, metavar="FILE", help="選ばれたと言われた人の番号（一行に一人か、draw の結果のJSON）"
    )


def run(options: argparse.Namespace) -> int:
    """一致 and the people of the row, or 不一致 and everything that does not agree."""
    return told(lambda: _check(options))


def _check(options: argparse.Namespace) -> int:
    from jukugi.core.sortition.publishing import COMMITMENT, POOL, QUOTAS, TABLE, panel_of, verify_files

    if not options.folder.is_dir():
        raise Refused(f"{options.folder} というフォルダーがありません。場所と名前を確かめてください。")
    if options.panel is not None and options.row is None:
        raise Refused("--panel を確かめるには、--row も書いてください。")
    names = (POOL, QUOTAS, TABLE, COMMITMENT)
    files = {name: path.read_bytes() for name in names if (path := options.folder / name).is_file()}
    panel = _panel(options.panel) if options.panel is not None else []
    findings = verify_files(files, row=options.row, panel=panel)
    if findings:
        lines = [f"- {_words(finding)}" for finding in findings[:SHOWN]]
        more = [f"ほかに{len(findings) - SHOWN:,}か所あります。"] if len(findings) > SHOWN else []
        raise Refused("不一致：公表されたファイルに、合わないところがあります。", *lines, *more)
    print("一致：ハッシュ、枠、世帯、確率のすべてが合っています。")
    if options.row is not None:
        print(f"{options.row}番の行の人：{'、'.join(panel_of(files, options.row))}")
    return 0


def _panel(path: Path) -> list[str]:
    """Keys of the people who were said to be drawn."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{path} を文字として読めません。UTF-8で保存し直してください。") from None
    if text.lstrip().startswith("{"):
        try:
            return [str(key) for key in document_in(content)["panel"]]
        except (ValueError, KeyError, TypeError):
            raise Refused(
                f"{path} に panel がありません。一行に一人の番号を書いたファイルでも確かめられます。"
            ) from None
    keys = [line.strip() for line in text.splitlines() if line.strip()]
    if not keys:
        raise Refused(f"{path} に番号がありません。一行に一人の番号を書いてください。")
    return keys


def _words(finding: "Finding") -> str:
    from jukugi.kit.lots import FINDING_WORDS

    return FINDING_WORDS[finding.code].format(file=finding.file, row=finding.row, who=finding.who)
