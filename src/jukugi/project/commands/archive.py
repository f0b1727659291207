"""One process with everything public of it, as files that open from a disk without a server."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from jukugi.project.table_files import Refused, told

help = "一つの検討プロセスの公開したページと表を、サーバーなしで読めるフォルダーに書き出す"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("process", metavar="PROCESS", help="検討プロセスのアドレス（/processes/ の次の名前）")
    parser.add_argument("folder", type=Path, metavar="DIR", help="書き出すフォルダー。なければつくる")
    parser.add_argument(
        "--at",
        type=_moment,
        metavar="MOMENT",
        help="どのページにも書く日時（例：2026-11-28T12:00+09:00）。既定は、いま。同じ日時と同じ中身からは、同じファイルができる",
    )


def run(options: argparse.Namespace) -> int:
    from jukugi.project.cli import open_database, set_up_django

    set_up_django()
    _name_static_files_plainly()
    open_database()
    return told(lambda: _archive(options.process, options.folder, options.at))


def _archive(slug: str, folder: Path, at: datetime | None) -> int:
    """Raises Refused, OSError."""
    from django.conf import settings
    from django.utils import timezone

    from jukugi.apps.open_data.actions.archiving import write_archive
    from jukugi.apps.processes.models import Process
    from jukugi.kit.archive.folders import BeingWritten, NotOurs
    from jukugi.kit.archive.visitor import PageFailed

    process = Process.objects.public().filter(slug=slug).first()
    if process is None:
        known = "、".join(Process.objects.public().order_by("pk").values_list("slug", flat=True)) or "まだありません"
        raise Refused(f"公開している検討プロセス「{slug}」はありません。いまあるもの：{known}")
    now = (at or timezone.now()).replace(microsecond=0)
    try:
        written = write_archive(
            process=process,
            folder=folder,
            site=settings.SITE_URL,
            now=now,
            say=lambda words: print(words, file=sys.stderr),
        )
    except NotOurs as error:
        raise Refused(
            f"{error.path} は、この記録のファイルではありません。"
            "何も書いていません。空のフォルダーか、新しい名前を選んでください。"
        ) from error
    except PageFailed as error:
        raise Refused(
            f"ページ {error.address} を読めませんでした（上の行が理由です）。何も書いていません。"
            "サイトでそのページが開けることを確かめて、もう一度行ってください。"
        ) from error
    except BeingWritten as error:
        raise Refused(
            f"{folder} には、いま別の実行が書いています。終わるのを待って、もう一度行ってください。"
        ) from error
    size = written.size / 1_000_000
    print(
        f"○ {folder} に{written.pages:,}ページ、あわせて{written.files:,}ファイル、{size:,.1f} MBを書きました。"
        f"{folder / 'index.html'} を開くと読めます。確かめるには jukugi verify {folder}"
    )
    return 0


def _name_static_files_plainly() -> None:
    """Pages name static files as they lie in the rooms: none need be collected, and names stay from one version to the
    next.
    """
    from django.conf import settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


def _moment(words: str) -> datetime:
    """Raises ArgumentTypeError."""
    try:
        moment = datetime.fromisoformat(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError("日時は 2026-11-28T12:00+09:00 のように書いてください") from error
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError("日時に時差（例：+09:00）を付けてください")
    return moment
