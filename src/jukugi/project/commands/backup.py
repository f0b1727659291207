"""Write a backup of everything while the service goes on."""

import argparse
import sys
from pathlib import Path

help = "動かしたまま、すべての表の控え（バックアップ）を一つのファイルにとる"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="つくるファイル（まだないもの）")
    parser.add_argument(
        "--key-file", metavar="FILE", type=Path, help="このファイルの中の鍵で暗号化する（20文字以上。控えとは別に保管）"
    )


def run(options: argparse.Namespace) -> int:
    from jukugi.project.cli import set_up_django, told_when_unreachable

    set_up_django()
    from django.db import connection
    from django.utils import timezone

    from jukugi.kit.backups.errors import BackupFault
    from jukugi.kit.backups.locking import secret_of
    from jukugi.kit.backups.making import write_backup
    from jukugi.project.metrics import stamp_backup

    with told_when_unreachable():
        connection.ensure_connection()
    tables = total = 0
    try:
        secret = secret_of(options.key_file) if options.key_file else None
        for name, rows in write_backup(options.file, connection=connection, now=timezone.now(), secret=secret):
            tables, total = tables + 1, total + rows
            if sys.stderr.isatty():
                print(f"\r\x1b[K{name} {rows:,}", end="", file=sys.stderr, flush=True)
    except (BackupFault, OSError) as fault:
        print(f"× 控えをとれませんでした。{fault}", file=sys.stderr)
        return 1
    finally:
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr)
    stamp_backup(timezone.now())
    print(f"控えをとりました：{options.file}（表{tables}、行{total:,}、{options.file.stat().st_size:,}バイト）")
    if secret is None:
        print("暗号化していません。鍵のかかる所に置いてください（暗号化するには --key-file）。")
    print("JUKUGI_SECRET_KEY は入っていません。控えとは別の所に保管してください。")
    return 0
