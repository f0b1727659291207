"""Bring the data to a new version: backup, migrate, verify; on any failure back to what was there before."""

import argparse
import sys
from pathlib import Path
from typing import Any

help = "新しい版にする：控えをとり、データベースを直し、確かめる。うまくいかなければ元に戻す"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--backup",
        metavar="FILE",
        type=Path,
        help="はじめにとる控え（書かなければ JUKUGI_VAR の backups/ に日時の名前で）",
    )


def run(options: argparse.Namespace) -> int:
    from jukugi.project.cli import set_up_django, told_when_unreachable

    set_up_django()
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone

    from jukugi.kit.backups.errors import BackupFault
    from jukugi.kit.backups.making import write_backup
    from jukugi.kit.backups.room import check_room_for_locks

    now = timezone.now()
    file = options.backup or settings.VAR_DIR / "backups" / f"before-{settings.VERSION}-{now:%Y%m%dT%H%M%SZ}.jukugi"
    with told_when_unreachable():
        connection.ensure_connection()
    try:
        check_room_for_locks(connection)
        file.parent.mkdir(parents=True, exist_ok=True)
        rows = sum(count for _name, count in write_backup(file, connection=connection, now=now))
    except (BackupFault, OSError) as fault:
        print(f"× 始めません。{fault}", file=sys.stderr)
        return 1
    print(f"1. 控えをとりました：{file}（行{rows:,}）")
    try:
        faults = _forward()
    except Exception as error:  # whatever a migration raises, the city's data go back
        faults = [f"{type(error).__name__}：{error}"]
    if not faults:
        print("4. 新しい版になりました。動かしてください。")
        return 0
    for sentence in faults:
        print(f"× {sentence}", file=sys.stderr)
    return _back(file)


def _forward() -> list[str]:
    """Migrate and verify; what is wrong then."""
    from django.core.management import call_command

    from jukugi.project.commands.verify_audit import told_of_all

    before = {sentence for is_good, sentence in _told_if_readable() if not is_good}
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    print("2. データベースを新しい形に直しました。")
    told = told_of_all()
    print(f"3. 封印された記録と、合うはずのものを確かめました（{len(told)}）。")
    return [sentence for is_good, sentence in told if not is_good and sentence not in before]


def _told_if_readable() -> list[tuple[bool, str]]:
    """What did not hold before cannot be blamed on the new version; an older form may not be readable at all."""
    from django.db import DatabaseError

    from jukugi.project.commands.verify_audit import told_of_all

    try:
        return told_of_all()
    except DatabaseError:
        return []


def _back(file: Path) -> int:
    from django.db import connection

    from jukugi.kit.backups.errors import BackupFault
    from jukugi.kit.backups.upgrading import go_back

    told: Any = ""
    try:
        is_same = go_back(file, connection=connection)
    except (BackupFault, OSError) as fault:
        is_same, told = False, fault
    if is_same:
        print(
            "元に戻しました。データは始める前と同じです。"
            "プログラムを前の版に戻し（git checkout 前の版、make run-environment）、"
            "jukugi migrate を行ってから動かしてください。",
            file=sys.stderr,
        )
    else:
        print(
            f"× 元に戻せませんでした。{told}動かさずに、jukugi restore {file} --into 空の場所 で戻してください。",
            file=sys.stderr,
        )
    return 1
