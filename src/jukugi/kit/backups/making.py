"""Write a backup while everything goes on: one view of the database, from the first table to the last."""

import fcntl
import gzip
import io
import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.migrations.recorder import MigrationRecorder
from django.utils.crypto import salted_hmac

from jukugi.kit.backups import rows
from jukugi.kit.backups.errors import BackupFault
from jukugi.kit.backups.locking import LockingWriter
from jukugi.kit.backups.room import told_when_out_of_locks
from jukugi.kit.backups.tables import Table, all_tables

FORM = 1
README, HEAD, END = "README.txt", "head.json", "end.json"
PART = ".jukugi-part"
TOLD = """\
熟議（jukugi）の控えです。jukugi restore で戻します。

このソフトウェアがなくても読めます：head.json に表と列の意味、tables/ に行があります。
行は PostgreSQL の COPY の形（タブ区切り、\\N は空）で、gzip で縮めてあります。
    gzip -dc tables/opinions_opinion/*.gz

A backup of jukugi. Rows are text of PostgreSQL's COPY, compressed by gzip; head.json names the columns.
"""


def write_backup(
    file: Path, *, connection: Any, now: datetime, secret: bytes | None = None
) -> Iterator[tuple[str, int]]:
    """Write a backup; yields the name of each table with its rows when it is in. ``secret``: encrypted under it.

    The file is there under its name only when it is whole. Raises OSError, BackupFault.
    """
    if file.exists():
        raise BackupFault(f"{file} はもうあります。上書きはしません。別の名前にしてください。")
    _clear_broken_off(file.parent)
    part = file.with_name(f".{file.name}{PART}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out:
        if not _is_ours(out):
            raise BackupFault(f"同じ名前の控え（{file.name}）を、いまとっているところです。終わるまで待ってください。")
        out.truncate()
        yield from _written(file, part, out, connection, now, secret)


def _written(
    file: Path, part: Path, out: Any, connection: Any, now: datetime, secret: bytes | None
) -> Iterator[tuple[str, int]]:
    try:
        with ExitStack() as stack:
            inner = stack.enter_context(LockingWriter(out, secret)) if secret else out
            tar = stack.enter_context(tarfile.open(fileobj=inner, mode="w|", format=tarfile.PAX_FORMAT))
            yield from _parts(tar, connection, now)
        out.flush()
        os.fsync(out.fileno())
        part.replace(file)
        _keep_name(file.parent)
    finally:
        part.unlink(missing_ok=True)


def _keep_name(folder: Path) -> None:
    """The name itself must outlive a loss of power."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _is_ours(out: Any) -> bool:
    """Hold the file as long as it is open; the system lets go of what a killed process held."""
    try:
        fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _clear_broken_off(folder: Path) -> None:
    """Remove what killed backups left: full of people's words, and of no use."""
    for left in folder.glob(f".*{PART}"):
        with left.open("rb") as held:
            if _is_ours(held):
                left.unlink(missing_ok=True)


def key_mark(secret_key: str) -> str:
    """By which a restore sees whether it runs under the same secret key; the key cannot be found from it."""
    return salted_hmac("jukugi.kit.backups", "key", secret=secret_key, algorithm="sha256").hexdigest()[:16]


@contextmanager
def one_view(connection: Any) -> Iterator[None]:
    """All reads inside see one moment; nobody who writes waits for it."""
    connection.ensure_connection()
    begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if connection.vendor == "postgresql" else "BEGIN DEFERRED"
    connection.connection.execute(begin)
    try:
        yield
    finally:
        connection.connection.execute("ROLLBACK")


def _parts(tar: tarfile.TarFile, connection: Any, now: datetime) -> Iterator[tuple[str, int]]:
    at = int(now.timestamp())
    with told_when_out_of_locks(), one_view(connection):
        tables = all_tables(connection)
        head = {
            "form": FORM,
            "version": settings.VERSION,
            "city": settings.CITY_NAME,
            "made_at": now.astimezone(UTC).isoformat(timespec="seconds"),
            "database": connection.vendor,
            "key_mark": key_mark(settings.SECRET_KEY),
            "migrations": sorted(MigrationRecorder(connection).applied_migrations()),
            "tables": [table.as_json() for table in tables],
        }
        _add(tar, README, TOLD.encode(), at)
        _add(tar, HEAD, _json(head), at)
        told = {}
        for table in tables:
            told[table.name] = _add_table(tar, connection, table, at)
            yield table.name, told[table.name]["rows"]
        _add(tar, END, _json({"tables": told, "last_keys": last_keys(connection)}), at)


def _add_table(tar: tarfile.TarFile, connection: Any, table: Table, at: int) -> dict[str, Any]:
    total = rows.Digest(table)
    for number, part in enumerate(rows.read(connection, table), start=1):
        total.add(part)
        _add(tar, f"tables/{table.name}/{number:05}.gz", gzip.compress(part, compresslevel=1, mtime=0), at)
    return total.told()


def last_keys(connection: Any) -> dict[str, int]:
    """Table → the last number that the database gave: a number of a row that is gone is never given again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
        else:
            cursor.execute(
                "SELECT c.relname, s.last_value FROM pg_sequences s"
                " JOIN pg_class q ON q.relname = s.sequencename AND q.relnamespace = s.schemaname::regnamespace"
                " JOIN pg_depend d ON d.objid = q.oid AND d.deptype IN ('a', 'i') JOIN pg_class c ON c.oid = d.refobjid"
                " WHERE s.last_value IS NOT NULL"
            )
        return dict(sorted(cursor.fetchall()))


def _add(tar: tarfile.TarFile, name: str, content: bytes, at: int) -> None:
    told = tarfile.TarInfo(name)
    told.size, told.mtime, told.mode = len(content), at, 0o600
    tar.addfile(told, io.BytesIO(content))


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
