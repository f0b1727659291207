"""A new version's steps over a running city's data: forward if all goes well, else back to what was there before."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction

from jukugi.kit.backups.restoring import opened, restore

_DROPPED_AT_ONCE = 20


def go_back(file: Path, *, connection: Any, secret: bytes | None = None) -> bool:
    """Put a backup in place of all that the database holds; whether it is the same again.

    SQLite: into a new file, which then takes the place of the old one; what fails leaves the old one as it was.
    PostgreSQL: into the emptied database; what fails leaves it empty, and the backup is there.
    Raises BackupFault, OSError.
    """
    back = _back_on_postgresql if connection.vendor == "postgresql" else _back_on_sqlite
    return back(connection, lambda: _restored(file, connection, secret))


def _restored(file: Path, connection: Any, secret: bytes | None) -> bool:
    with opened(file, secret) as (head, members):
        compared = list(restore(head, members, connection=connection))
    return all(each.is_same for each in compared)


def _back_on_postgresql(connection: Any, put: Callable[[], bool]) -> bool:
    """Some tables at a time: each lock is kept to the end of its transaction, and a server has room for so many."""
    tables = connection.introspection.table_names()
    for start in range(0, len(tables), _DROPPED_AT_ONCE):
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for table in tables[start : start + _DROPPED_AT_ONCE]:
                cursor.execute(f'DROP TABLE IF EXISTS "{table}" CASCADE')
    return put()


def _back_on_sqlite(connection: Any, put: Callable[[], bool]) -> bool:
    place = Path(connection.settings_dict["NAME"])
    new = place.with_name(f"{place.name}.back")
    connection.close()
    _clear(new)
    connection.settings_dict["NAME"] = str(new)
    try:
        is_same = put()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        for rest in ("-wal", "-shm"):
            place.with_name(place.name + rest).unlink(missing_ok=True)
        os.replace(new, place)
        return is_same
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(place)
        _clear(new)


def _clear(place: Path) -> None:
    for rest in ("", "-wal", "-shm"):
        place.with_name(place.name + rest).unlink(missing_ok=True)
