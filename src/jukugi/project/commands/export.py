"""Everything open in one folder: tables, what they mean, figures and hashes."""

import argparse
from pathlib import Path

from jukugi.project.table_files import Refused, told

help = "公開しているデータを、表と意味と指紋の付いたフォルダーに書き出す"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="書き出すフォルダー。なければつくる")
    parser.add_argument("--parquet", action="store_true", help="表を、列の型を持つParquetでも書く")


def run(options: argparse.Namespace) -> int:
    from jukugi.project.cli import open_database

    open_database()
    return told(lambda: _export(options.folder, parquet=options.parquet))


def _export(folder: Path, *, parquet: bool) -> int:
    """Raises Refused, OSError."""
    from django.conf import settings
    from django.utils import timezone

    from jukugi import __version__
    from jukugi.kit.open_export import SUMS, write_export

    if folder.exists() and any(folder.iterdir()) and not (folder / SUMS).is_file():
        raise Refused(f"{folder} には、書き出したものでないファイルがあります。空のフォルダーを選んでください。")
    rows = tables = 0
    _read_sparingly()
    city, now = settings.CITY_NAME, timezone.now()
    for name, count in write_export(folder, city=city, version=__version__, now=now, parquet=parquet):
        print(f"○ {name}：{count:,}行")
        tables, rows = tables + 1, rows + count
    print(f"○ {folder} に{tables}の表、あわせて{rows:,}行を書きました。確かめるには jukugi verify {folder}")
    return 0


def _read_sparingly() -> None:
    """The whole database is read, once: what a server keeps of it in memory would only make this process large."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for setting in ("mmap_size=0", "cache_size=-2000", "temp_store=FILE"):
                cursor.execute(f"PRAGMA {setting}")
