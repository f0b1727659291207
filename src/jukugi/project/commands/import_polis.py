"""Take in a Polis export as a conversation of its own process."""

import argparse
import sys
from pathlib import Path

help = "Polisの書き出しフォルダーを、一つの検討プロセスの会話として取り込む"

API_SIGN = "票の値がPolisのAPIとデータベースの符号（-1が賛成、1が反対）のとき。書き出しのファイルは逆なので、付けません"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="votes.csv、comments.csv などのあるフォルダー")
    parser.add_argument("--attribution", default="", help="出典とライセンスの表示（既定は README.md の引用行）")
    parser.add_argument("--api-sign", action="store_true", help=API_SIGN)


def run(options: argparse.Namespace) -> int:
    """Import all or nothing. Every fault is told with file, row and column."""
    from jukugi.project.cli import open_database

    open_database()
    from django.utils import timezone

    from jukugi.apps.opinion_map.actions import import_polis
    from jukugi.core.opinion_map import PolisExportError
    from jukugi.project.commands.map import fault_lines, read_folder

    try:
        files = read_folder(options.folder)
        topic, is_new = import_polis(
            files=files,
            attribution=options.attribution or _attribution_in(options.folder),
            now=timezone.now(),
            has_api_sign=options.api_sign,
        )
    except PolisExportError as error:
        print("取り込みませんでした。フォルダーを直して、もう一度行ってください。", file=sys.stderr)
        print("\n".join(fault_lines(error)), file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename} を開けません。フォルダーの場所と読む権限を確かめてください。", file=sys.stderr)
        return 1
    told = "を取り込みました" if is_new else "は、すでに取り込んであります"
    print(f"「{topic.title}」{told}。 /topics/{topic.pk}/map/")
    return 0


def _attribution_in(folder: Path) -> str:
    """The quoted lines (``> …``) of the folder's README.md: how the source wants to be named. Empty without one."""
    readme = folder / "README.md"
    if not readme.is_file():
        return ""
    lines = readme.read_text(encoding="utf-8", errors="replace").replace("\0", "").splitlines()
    return "\n".join(line.removeprefix(">").strip() for line in lines if line.startswith(">"))
