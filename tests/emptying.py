"""The database after a test that really wrote, again as the migrations left it.

Django empties all 400 tables and makes 1,500 permissions anew; that took longer than most of these tests.
"""

import sqlite3

from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.core.cache import caches
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction
from django.db.models.signals import post_migrate
from django.test import TransactionTestCase

from tests.sample_city import BY_TRIGGERS, filled_tables

# What Django fills by itself, in two tables that no test changes: what makes the rows, and the name it goes by.
OF_DJANGO = {create_contenttypes: None, create_permissions: "django.contrib.auth.management.create_permissions"}

# On SQLite the whole database before the first test.
_empty: list[sqlite3.Connection] = []


def empty_quickly() -> None:
    """From now on; called with a database that nobody has written to."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        _empty.append(sqlite3.connect(":memory:", check_same_thread=False))
        connection.connection.backup(_empty[0])
    TransactionTestCase._fixture_teardown = lambda case: empty_database()


def empty_database() -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        _empty[0].backup(connection.connection)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for table in filled_tables(cursor):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        cursor.execute(f"DELETE FROM {BY_TRIGGERS}")
        caches["default"].clear()  # tries of sign-in are counted there
    for maker, name in OF_DJANGO.items():
        post_migrate.disconnect(maker, dispatch_uid=name)
    try:
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    finally:
        for maker, name in OF_DJANGO.items():
            post_migrate.connect(maker, dispatch_uid=name)
