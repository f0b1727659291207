"""Tables to which rows are only ever added: how far they can be read as one snapshot."""

from django.db import connection, models, transaction
from django.db.models import Max


def settled_key(model: type[models.Model]) -> int:
    """The largest key at or below which no open transaction can still add a row; 0 in an empty table.

    On PostgreSQL a row whose transaction is still open can have a smaller key than one that is already visible. A
    SHARE lock, held for one look at an index, waits for open writers; an INSERT takes its key only after its own lock.
    SQLite has one writer at a time. Inside a larger transaction, which would hold the lock to its end, none is taken:
    the caller must then read only what that transaction itself has added.
    """
    is_alone = connection.vendor == "postgresql" and not connection.in_atomic_block
    with transaction.atomic():
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {connection.ops.quote_name(model._meta.db_table)} IN SHARE MODE")
        return model._default_manager.aggregate(last=Max("pk"))["last"] or 0
