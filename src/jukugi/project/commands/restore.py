"""Put a backup into an empty place, of either database, and check that it is the same."""

import argparse
import os
import sys
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

help = "控え（バックアップ）を空の場所に戻し、表、行、封印が控えと同じかを確かめる"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="jukugi backup でつくったファイル")
    parser.add_argument(
        "--into",
        metavar="DIR_OR_URL",
        required=True,
        help="戻す先：フォルダー（中に jukugi.sqlite3 をつくる）か、空のデータベースの場所（postgresql://… か sqlite:////…）",
    )
    parser.add_argument("--key-file", metavar="FILE", type=Path, help="暗号化したときの鍵のファイル")
    parser.add_argument("--check", action="store_true", help="表ごとの行の数と、封印を一つずつ確かめて示す")


def run(options: argparse.Namespace) -> int:
    from jukugi.project.cli import set_up_django, told_when_unreachable

    place = _file_of(options.into)
    if place is not None and "://" not in options.into and place.exists():
        print(f"× {place} がもうあります。空のフォルダーか、まだないフォルダーを書いてください。", file=sys.stderr)
        return 1
    half = _begun_beside(place) if place is not None and not place.exists() else None
    os.environ["JUKUGI_DATABASE_URL"] = options.into if half is None else f"sqlite:///{quote(str(half))}"
    set_up_django()
    from django.db import connection

    from jukugi.kit.backups.errors import BackupFault

    code = 1
    try:
        with told_when_unreachable():
            connection.ensure_connection()
        code = _restore(options)
    except (BackupFault, OSError) as fault:
        print(f"× 戻せませんでした。{fault}", file=sys.stderr)
    finally:
        if half is not None and place is not None:
            _end(half, place, is_kept=code == 0 or _holds_tables())
    return code


def _file_of(into: str) -> Path | None:
    """Where SQLite's file will be; None for PostgreSQL."""
    if "://" not in into:
        return Path(into).resolve() / "jukugi.sqlite3"
    return Path(unquote(urlsplit(into).path[1:])) if into.startswith("sqlite:") else None


def _begun_beside(place: Path) -> Path:
    """Rows come into a file of another name, which gets its own when all is in: half a restore is taken for none.

    What a restore that was killed left is in nobody's way.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_name(f"{place.name}.restoring")
    _clear(half)
    return half


def _end(half: Path, place: Path, *, is_kept: bool) -> None:
    from django.db import connection

    if is_kept:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    if is_kept:
        os.replace(half, place)
    _clear(half)


def _clear(half: Path) -> None:
    for left in ("", "-wal", "-shm"):
        half.with_name(half.name + left).unlink(missing_ok=True)


def _restore(options: argparse.Namespace) -> int:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from jukugi.kit.backups.locking import secret_of
    from jukugi.kit.backups.making import key_mark
    from jukugi.kit.backups.restoring import opened, restore

    secret = secret_of(options.key_file) if options.key_file else None
    differing = tables = total = 0
    with opened(options.file, secret) as (head, members):
        print(f"{head.made_at} の控え（熟議 {head.version}、{head.database}）を戻します。")
        for each in restore(head, members, connection=connection):
            tables, total, differing = tables + 1, total + each.found, differing + (not each.is_same)
            if options.check or not each.is_same:
                words = f"{each.table}：{each.found:,}行" + (
                    "" if each.is_same else f"（控えは{each.rows:,}行、中身が違います）"
                )
                print(f"○ {words}" if each.is_same else f"× {words}", file=sys.stdout if each.is_same else sys.stderr)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    print(f"戻しました：表{tables}、行{total:,}、控えと違う表{differing}")
    if head.key_mark != key_mark(settings.SECRET_KEY):
        print(
            "！ JUKUGI_SECRET_KEY が、控えをとったときと違います。"
            "職員の認証アプリ、市民の端末の続き、意見文の封印が合わなくなります。"
            "控えをとったときの鍵を書いてから動かしてください。",
            file=sys.stderr,
        )
    broken = _check_seals() if options.check else 0
    return 1 if differing or broken else 0


def _check_seals() -> int:
    """How many seals and checks do not hold, each told on a line."""
    from jukugi.project.commands.verify_audit import told_of_all

    broken = 0
    for is_good, sentence in told_of_all():
        broken += not is_good
        print(f"○ {sentence}" if is_good else f"× {sentence}", file=sys.stdout if is_good else sys.stderr)
    return broken


def _holds_tables() -> bool:
    """Whether rows came in: what was restored but differs stays for a look."""
    from django.db import connection

    if "accounts_user" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM audit_auditentry) OR EXISTS (SELECT 1 FROM accounts_user)")
        return bool(cursor.fetchone()[0])
