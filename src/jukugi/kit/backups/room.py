"""Room for locks on PostgreSQL: a transaction over all tables keeps one on each table, index and sequence."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError

from jukugi.kit.backups.errors import BackupFault

OUT_OF_MEMORY = "53200"  # PostgreSQL's SQLSTATE
TOO_FEW = (
    "PostgreSQL の設定 max_locks_per_transaction が小さくて、すべての表を一度に扱えません。"
    "設定ファイルで max_locks_per_transaction = 256 にし、PostgreSQL を起動し直してから、もう一度行ってください。"
)


@contextmanager
def told_when_out_of_locks() -> Iterator[None]:
    """Raises BackupFault where the server has no lock left."""
    try:
        yield
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) == OUT_OF_MEMORY:
            raise BackupFault(TOO_FEW) from error
        raise


def check_room_for_locks(connection: Any) -> None:
    """Whether all that the database holds can come back in one transaction. Raises BackupFault.

    A restore held about as many locks as there are tables, indexes and sequences (2,364 for 2,437, looked at twenty
    times a second); half more than their number is asked for.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_locks_per_transaction')::bigint"
            " * (current_setting('max_connections')::bigint + current_setting('max_prepared_transactions')::bigint),"
            " (SELECT count(*) FROM pg_class"
            " WHERE relkind IN ('r', 'i', 'S', 't') AND relnamespace <> 'pg_catalog'::regnamespace)"
        )
        room, there = cursor.fetchone()
    if room < there * 3 / 2:
        raise BackupFault(TOO_FEW)
