"""Migrates an empty place and prints what came to be: ``python -m tests.migrated once|steps [SCHEMA]``.

A column's place in a table says nothing, so columns are sorted; and an index that Django named by itself keeps the name
of the model and day it was made for, so such names are left out.
"""

import json
import re
import sys

import django
from django.conf import settings

SCHEMA = """
SELECT 'column', table_name, column_name, data_type, is_nullable, column_default, is_identity, collation_name,
       character_maximum_length::text
FROM information_schema.columns WHERE table_schema = %(schema)s
UNION ALL
SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '', '', '', ''
FROM pg_constraint WHERE connamespace = %(schema)s::regnamespace
UNION ALL
SELECT 'index', tablename, indexname, indexdef, '', '', '', '', '' FROM pg_indexes WHERE schemaname = %(schema)s
UNION ALL
SELECT 'trigger', relname, tgname, pg_get_triggerdef(pg_trigger.oid), '', '', '', '', ''
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE NOT tgisinternal AND relnamespace = %(schema)s::regnamespace
"""
NAMED_BY_THEMSELVES = re.compile(r"\w+_(?:[0-9a-f]{8}(?=\W|$|_)\w*|pkey\b)")
BETWEEN_COLUMNS = re.compile(r', (?="|CONSTRAINT|UNIQUE)')


def parts(row) -> list[str]:
    text = NAMED_BY_THEMSELVES.sub("", "|".join(map(str, row)))
    return sorted(each.strip("()") for each in BETWEEN_COLUMNS.split(text))


def migrate(way: str, schema: str) -> dict:
    from django.core.management import call_command
    from django.core.management.commands.migrate import Command
    from django.db import connection

    with connection.cursor() as cursor:
        if schema:
            cursor.execute(f"CREATE SCHEMA {schema}")
        # Django's own command as long as ours, which takes its place, is not imported.
        call_command(Command() if way == "steps" else "migrate", verbosity=0)
        if schema:
            cursor.execute(SCHEMA, {"schema": schema})
        else:
            cursor.execute("SELECT type, tbl_name, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
        made = sorted(parts([str(cell).replace(schema or "\0", "") for cell in row]) for row in cursor.fetchall())
        rows = {}
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            told = [sorted(zip(names, map(str, row), strict=True)) for row in cursor.fetchall()]
            rows[table] = sorted([cell for cell in row if cell[0] not in ("id", "applied")] for row in told)
    return {"made": made, "rows": rows}


if __name__ == "__main__":
    if sys.argv[2:]:
        settings.DATABASES["default"]["OPTIONS"] = {"options": f"-c search_path={sys.argv[2]}"}
    django.setup()
    print(json.dumps(migrate(sys.argv[1], "".join(sys.argv[2:]))))
