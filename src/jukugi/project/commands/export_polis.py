"""Write a conversation as a Polis export."""

import argparse
import sys
from pathlib import Path

help = "会話を、Polisの書き出しと同じ形のファイルにする"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("topic", type=int, help="熟議のテーマの番号（/topics/番号/）")
    parser.add_argument(
        "folder", type=Path, help="書き出す先のフォルダー（なければつくる。同じ名前のファイルは上書きしない）"
    )
    parser.add_argument(
        "--row-level",
        action="store_true",
        help="一人ひとりの答えも書く。だれの答えか推し量れることがあるので、決めた人が理由を添えて行う",
    )
    parser.add_argument("--reason", default="", help="--row-level のとき：書き出す理由（記録に残る）")


def run(options: argparse.Namespace) -> int:
    """Write all files or none; an answer of a single person only with a reason."""
    from jukugi.project.cli import open_database

    open_database()
    from django.utils import timezone

    from jukugi.apps.opinion_map.actions import export_rows, exported_sums
    from jukugi.apps.opinion_map.errors import NoReasonForRows
    from jukugi.apps.opinion_map.models import Topic

    topic = Topic.objects.filter(pk=options.topic).select_related("live_map").first()
    if topic is None:
        return _refuse(f"{options.topic} 番のテーマはありません。画面の番地 /topics/番号/ の番号を指定してください。")
    live_map = getattr(topic, "live_map", None)
    if live_map is None or not live_map.is_readable:
        return _refuse("意見の地図がまだありません。jukugi refresh-maps を行ってから、もう一度行ってください。")
    try:
        if options.row_level:
            files = export_rows(topic=topic, live_map=live_map, reason=options.reason, now=timezone.now())
        else:
            files = exported_sums(topic, live_map)
        _write(options.folder, files)
    except NoReasonForRows:
        return _refuse("一人ひとりの答えを書き出すには、--reason で理由を添えてください。理由は記録に残ります。")
    except FileExistsError as error:
        return _refuse(f"{error.filename} がすでにあります。ほかのフォルダーを指定してください。")
    except OSError as error:
        return _refuse(f"{error.filename} に書けません。場所と権限を確かめてください。")
    print(f"「{topic.title}」を {options.folder} に書きました（{'、'.join(files)}）。")
    return 0


def _write(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in files:
        if (folder / name).exists():
            raise FileExistsError(0, "", str(folder / name))
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _refuse(words: str) -> int:
    print(words, file=sys.stderr)
    return 1
