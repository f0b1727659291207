from django.db import migrations

# The index follows the table by triggers. It keeps no text of its own and no places in texts: what it finds is
# compared with the letters and words of the table.
TAKE = (
    "INSERT INTO opinions_searchindex(opinions_searchindex, rowid, tokens)"
    " VALUES ('delete', old.opinion_id, old.tokens);"
)
PUT = "INSERT INTO opinions_searchindex(rowid, tokens) VALUES (new.opinion_id, new.tokens);"
TRIGGER = "CREATE TRIGGER opinions_searchdoc_%s AFTER %s ON opinions_searchdoc BEGIN %s END"
SQLITE = (
    "CREATE VIRTUAL TABLE opinions_searchindex USING fts5(tokens, content='opinions_searchdoc',"
    " content_rowid='opinion_id', tokenize='ascii', detail='none', columnsize=0)",
    TRIGGER % ("added", "INSERT", PUT),
    TRIGGER % ("removed", "DELETE", TAKE),
    TRIGGER % ("changed", "UPDATE", f"{TAKE} {PUT}"),
    "INSERT INTO opinions_searchindex(opinions_searchindex) VALUES ('rebuild')",
)
NOT_SQLITE = (
    "DROP TRIGGER opinions_searchdoc_added",
    "DROP TRIGGER opinions_searchdoc_removed",
    "DROP TRIGGER opinions_searchdoc_changed",
    "DROP TABLE opinions_searchindex",
)
# Without a list of what is pending: it would be read through with every search until it is cleared away.
# Made of an array and not by to_tsvector, whose parser takes tokens apart as the locale of the database has it.
POSTGRESQL = (
    "CREATE INDEX opinions_searchdoc_tokens ON opinions_searchdoc"
    " USING gin (array_to_tsvector(string_to_array(tokens, ' '))) WITH (fastupdate = off)",
)
NOT_POSTGRESQL = ("DROP INDEX opinions_searchdoc_tokens",)


def add_index(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def remove_index(apps, schema_editor):
    for statement in NOT_SQLITE if schema_editor.connection.vendor == "sqlite" else NOT_POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("opinions", "0001_initial")]

    operations = [migrations.RunPython(add_index, remove_index)]
