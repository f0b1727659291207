"""The sample city, as ``make demo`` shows it: loaded once by a process, and its rows copied for every further test."""

import sqlite3

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from jukugi.apps.opinions.models import SearchChange
from jukugi.kit.pages.places import samples

# Filled by the database itself while rows come into other tables: put last, in place of what came so.
BY_TRIGGERS = SearchChange._meta.db_table
# Nothing of the sample points there.
DJANGOS = {"django_content_type", "auth_permission"}

# All of the database with the sample, as SQLite copies it: 20 times as fast as row by row.
_copies: list[sqlite3.Connection] = []
# Table → what it held with the sample: rows on SQLite, the text of COPY on PostgreSQL.
_kept: dict[str, list[tuple] | bytes] = {}
# What migrations had filled before; after a test that really writes its rows are there again under other keys.
_migrated: set[str] = set()


def load_sample_city() -> None:
    """Into tables of which none that the sample fills holds a row; in the test's own transaction if it has one."""
    with transaction.atomic(), connection.cursor() as cursor:
        filled = set(filled_tables(cursor)) - {BY_TRIGGERS}
        if not _kept:
            for load in samples:
                load(timezone.now())
            _kept.update({table: _rows(cursor, table) for table in filled_tables(cursor)})
            _migrated.update(filled)
            return
        others = sorted(filled - _migrated)
        assert others == [], f"The sample city is put into an empty database only; these hold rows: {others}"
        _put(cursor)


def copy_sample_city() -> None:
    """The same in place of all that the database holds; on SQLite, where no transaction is open."""
    if _copies:
        connection.ensure_connection()
        _copies[0].backup(connection.connection)
    else:
        load_sample_city()
        _copies.append(sqlite3.connect(":memory:", check_same_thread=False))
        connection.connection.backup(_copies[0])


def filled_tables(cursor) -> list[str]:
    """The tables of rooms and of the kit that hold a row."""
    filled = []
    for table in {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - DJANGOS:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})")
        if cursor.fetchone()[0]:
            filled.append(table)
    return filled


def _rows(cursor, table: str) -> list[tuple] | bytes:
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {connection.ops.quote_name(table)} TO STDOUT") as lines:
            return b"".join(lines)
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")
    columns = [column[0] for column in cursor.description]
    # A sign before the name keeps the value as it lies there: SQLite's driver reads the types of bare columns.
    values = ", ".join(f"+{connection.ops.quote_name(column)}" for column in columns)
    return connection.connection.execute(f"SELECT {values} FROM {connection.ops.quote_name(table)}").fetchall()


def _put(cursor) -> None:
    for table in sorted(_kept, key=lambda table: table == BY_TRIGGERS):
        name = connection.ops.quote_name(table)
        if table in _migrated or table == BY_TRIGGERS:
            cursor.execute(f"DELETE FROM {name}")
        _put_rows(cursor, name, _kept[table])
    for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
        cursor.execute(statement)


def _put_rows(cursor, table: str, rows: list[tuple] | bytes) -> None:
    if isinstance(rows, bytes):
        with cursor.copy(f"COPY {table} FROM STDIN") as lines:
            lines.write(rows)
    else:
        places = ", ".join("?" * len(rows[0]))
        connection.connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
