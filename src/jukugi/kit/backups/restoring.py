"""Put a backup into an empty database, and read everything again to see that it is the same."""

import gzip
import io
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db import DataError, IntegrityError, transaction

from jukugi.kit.backups import rows
from jukugi.kit.backups.errors import BackupFault
from jukugi.kit.backups.locking import NAME, UnlockingReader
from jukugi.kit.backups.making import END, FORM, HEAD
from jukugi.kit.backups.room import told_when_out_of_locks
from jukugi.kit.backups.tables import Table, replaced
from jukugi.kit.files import document_in
from jukugi.kit.first_migration import FirstMigration

BROKEN_OFF = "控えが途中で切れています。控えをとる仕事が終わる前のファイルか、写すときに切れたものです。"
CHANGED = "控えの中身が読めません。写すときに壊れたか、書き換えられたものです。別の控えで戻してください。"
NO_BACKUP = "熟議の控えではありません。jukugi backup でつくったファイルを選んでください。"


@dataclass(frozen=True)
class Head:
    """What a backup says of itself before its rows."""

    version: str
    made_at: str
    database: str
    key_mark: str
    migrations: frozenset[tuple[str, str]]
    tables: dict[str, Table]


@dataclass(frozen=True)
class Compared:
    """A table after a restore: what the backup says and what the database holds now."""

    table: str
    rows: int
    found: int
    is_same: bool


@contextmanager
def opened(file: Path, secret: bytes | None = None) -> Iterator[tuple[Head, "Members"]]:
    """A backup, its head read. Raises BackupFault, OSError."""
    with file.open("rb") as raw:
        is_locked = raw.read(len(NAME)) == NAME
        raw.seek(0)
        if is_locked and secret is None:
            raise BackupFault(
                "この控えは暗号化されています。--key-file に、つくったときの鍵のファイルを書いてください。"
            )
        inner = io.BufferedReader(UnlockingReader(raw, secret), 1 << 20) if is_locked and secret else raw
        is_tar = False
        try:
            with tarfile.open(fileobj=inner, mode="r|") as tar:
                is_tar = True
                members = Members(tar)
                yield _head(members), members
        except (tarfile.TarError, EOFError, gzip.BadGzipFile) as error:
            raise BackupFault(BROKEN_OFF if is_tar else NO_BACKUP) from error


class Members:
    """The parts of a backup in their order, each read once."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        while (told := self._tar.next()) is not None:
            file = self._tar.extractfile(told)
            if file is not None:
                yield told.name, file.read()


def restore(head: Head, members: Members, *, connection: Any) -> Iterator[Compared]:
    """Make the tables, put the rows, and compare. On PostgreSQL nothing is left of a restore that fails.

    Raises BackupFault: the database is not empty or has no room for locks, the backup is broken off, or of a newer
    version.
    """
    if set(connection.introspection.table_names()):
        raise BackupFault("戻す先が空ではありません。空のデータベースか、まだない場所を書いてください。")
    if connection.vendor == "postgresql":
        with told_when_out_of_locks(), transaction.atomic(using=connection.alias):
            make_tables(head, connection)
            with _told_when_changed(*_unfitting(connection)):
                told = _put(head, members, connection)
    else:
        make_tables(head, connection)
        changed = _told_when_changed(*_unfitting(connection))
        with changed, _unwatched(connection), transaction.atomic(using=connection.alias):
            told = _put(head, members, connection)
    for name, expected in told.items():
        found = rows.digest(connection, head.tables[name])
        yield Compared(name, expected["rows"], found["rows"], found == expected)


def _put(head: Head, members: Members, connection: Any) -> dict[str, dict[str, Any]]:
    """All rows; what the backup says of each table."""
    for table in head.tables.values():
        _run(connection, " ".join(["DELETE FROM", f'"{table.name}"']))  # rows that migrations put
    told: dict[str, Any] = {}
    for name, parts in groupby(members, key=lambda part: part[0].rpartition("/")[0] or part[0]):
        if name == END:
            told = document_in(next(parts)[1])
            continue
        if name.removeprefix("tables/") not in head.tables:
            raise BackupFault(f"控えに、知らない部分「{name}」があります。")
        table = head.tables[name.removeprefix("tables/")]
        rows.write(connection, table, (gzip.decompress(content) for _name, content in parts))
    if not told:
        raise BackupFault(BROKEN_OFF)
    _go_on_after(connection, head, told["last_keys"])
    return {name: {"rows": int(each["rows"]), **each} for name, each in told["tables"].items() if head.tables[name]}


def make_tables(head: Head, connection: Any) -> None:
    """As they were when the backup was made; ``jukugi migrate`` leads on from there. Raises BackupFault."""
    executor = FirstMigration(connection)
    unknown = sorted(head.migrations - set(executor.loader.disk_migrations) - replaced(executor))
    if unknown:
        room, name = unknown[0]
        raise BackupFault(
            f"この控えは、いまの熟議より新しいものでとられています（{room} の {name} を知りません）。"
            f"控えをとった版（{head.version}）か、それより新しい版で戻してください。"
        )
    graph = executor.loader.graph
    there = head.migrations & set(graph.nodes)
    followed = {parent.key for key in there for parent in graph.node_map[key].parents if parent.key[0] == key[0]}
    leaves = graph.leaf_nodes()
    executor.migrate(leaves if set(leaves) <= there else sorted(there - followed))


@contextmanager
def _told_when_changed(*more: type[Exception]) -> Iterator[None]:
    """Whatever reading stumbles over in parts that were changed is told as that. Raises BackupFault."""
    odd = (ValueError, LookupError, TypeError, AttributeError, OverflowError, zlib.error)
    kinds: tuple[type[Exception], ...] = (*odd, *more)
    try:
        yield
    except kinds as error:
        raise BackupFault(CHANGED) from error


def _unfitting(connection: Any) -> list[type[Exception]]:
    """What a database says of rows that it does not take; that a disk is full is something else."""
    driver = connection.Database
    return [IntegrityError, DataError, driver.IntegrityError, driver.DataError, driver.ProgrammingError]


def _head(members: Members) -> Head:
    for name, content in members:
        if name == HEAD:
            with _told_when_changed():
                return _read_head(content)
    raise BackupFault(NO_BACKUP)


def _read_head(content: bytes) -> Head:
    told = document_in(content)
    if told["form"] != FORM:
        raise BackupFault(f"この控えの形（{told['form']}）は、この版の熟議では読めません。新しい版で戻してください。")
    tables = [Table.from_json(each) for each in told["tables"]]
    return Head(
        version=told["version"],
        made_at=told["made_at"],
        database=told["database"],
        key_mark=told["key_mark"],
        migrations=frozenset((room, name) for room, name in told["migrations"]),
        tables={table.name: table for table in tables},
    )


@contextmanager
def _unwatched(connection: Any) -> Iterator[None]:
    """SQLite looks at what a row points to at once, but rows come table by table: it looks when all are in."""
    _run(connection, "PRAGMA foreign_keys = OFF")
    try:
        yield
        connection.check_constraints()
    finally:
        _run(connection, "PRAGMA foreign_keys = ON")


def _go_on_after(connection: Any, head: Head, last: dict[str, int]) -> None:
    for table in (head.tables[name] for name in last if name in head.tables):
        if connection.vendor == "sqlite":
            _run(connection, "DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
            _run(connection, "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, last[table.name]])
        else:
            sequence = "SELECT setval(pg_get_serial_sequence(%s, %s), %s)"
            _run(connection, sequence, [f'"{table.name}"', table.key, last[table.name]])


def _run(connection: Any, statement: str, parameters: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def is_newest(connection: Any) -> bool:
    """Whether nothing is left for ``jukugi migrate`` to do."""
    executor = FirstMigration(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
