"""Many rows at once, without an object for each: for imports, where an ORM's care per row would be most of the time."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

BATCH = 5000


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Append rows of plain values to a model's table, in the caller's transaction. Returns how many.

    ``columns`` are names of fields (a foreign key by its ``_id``); values are keys, numbers, text and aware datetimes.
    Every column without a default in the database must be given. The database's constraints hold as always.
    """
    fields = [next(f for f in model._meta.concrete_fields if f.attname == name) for name in columns]
    moments = [place for place, field in enumerate(fields) if isinstance(field, models.DateTimeField)]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608
    waiting, count = iter(rows), 0
    with connection.cursor() as cursor:
        while batch := [list(row) for row in islice(waiting, BATCH)]:
            for row in batch:
                for place in moments:
                    row[place] = connection.ops.adapt_datetimefield_value(row[place])
            cursor.executemany(sql, batch)
            count += len(batch)
    return count
