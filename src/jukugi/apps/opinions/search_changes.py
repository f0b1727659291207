"""The database notes by itself which opinions the index no longer tells the truth about (``SearchChange``).

Triggers, because a voice that was hidden must be gone from what is found whichever way it was hidden. They are made
after every migration and taken away before: SQLite makes a table anew to change it, and loses its triggers then.
"""

from typing import Any, NamedTuple

from django.apps import AppConfig
from django.db import connections

NOTE = "INSERT INTO opinions_searchchange(opinion_key)"
OF_SUBMISSION = "SELECT id FROM opinions_opinion WHERE submission_id = NEW.id"
NOTE_ALL = "INSERT INTO opinions_searchchange(opinion_key) SELECT opinion_id FROM opinions_searchdoc"


class Trigger(NamedTuple):
    """When it fires: an event of a table, of an update only where one of these columns differs; what it notes."""

    table: str
    event: str
    columns: tuple[str, ...]
    note: str

    @property
    def name(self) -> str:
        return f"{self.table}_{self.event.lower()}_noted"


TRIGGERS = (
    Trigger("opinions_searchdoc", "INSERT", (), f"{NOTE} VALUES (NEW.opinion_id)"),
    Trigger("opinions_searchdoc", "DELETE", (), f"{NOTE} VALUES (OLD.opinion_id)"),
    Trigger("opinions_searchdoc", "UPDATE", ("letters", "words"), f"{NOTE} VALUES (NEW.opinion_id)"),
    Trigger("opinions_opinion", "UPDATE", ("state", "submission_id"), f"{NOTE} VALUES (NEW.id)"),
    Trigger(
        "opinions_submission",
        "UPDATE",
        ("process_id", "ward_id", "channel", "received_at"),
        f"{NOTE} {OF_SUBMISSION}",
    ),
    Trigger("opinions_issuelink", "INSERT", (), f"{NOTE} VALUES (NEW.opinion_id)"),
    Trigger("opinions_issuelink", "DELETE", (), f"{NOTE} VALUES (OLD.opinion_id)"),
    Trigger("opinions_issuelink", "UPDATE", ("issue_id", "kind", "ended_at"), f"{NOTE} VALUES (NEW.opinion_id)"),
)


def stop_noting(sender: AppConfig, using: str, **_: Any) -> None:
    """Before a migration of this room: no trigger stands in the way of a table that is made anew."""
    with connections[using].cursor() as cursor:
        for trigger in TRIGGERS:
            of_table = "" if connections[using].vendor == "sqlite" else f" ON {trigger.table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{of_table}")


def start_noting(sender: AppConfig, using: str, plan: Any = (), **_: Any) -> None:
    """After a migration of this room. What it changed is looked at one by one until the worker has read it again."""
    connection = connections[using]
    if "opinions_searchchange" not in connection.introspection.table_names():
        return
    stop_noting(sender, using)
    with connection.cursor() as cursor:
        for trigger in TRIGGERS:
            cursor.execute(_made_on_sqlite(trigger) if connection.vendor == "sqlite" else _made_on_postgresql(trigger))
        if any(migration.app_label == sender.label for migration, _is_backwards in plan):
            cursor.execute(NOTE_ALL)


def _made_on_sqlite(trigger: Trigger) -> str:
    return f"{_head(trigger, 'IS NOT')} BEGIN {trigger.note}; END"


def _made_on_postgresql(trigger: Trigger) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql"
        f" AS $$ BEGIN {trigger.note}; RETURN NULL; END $$;"
        f" {_head(trigger, 'IS DISTINCT FROM')} EXECUTE FUNCTION {trigger.name}()"
    )


def _head(trigger: Trigger, differs: str) -> str:
    changed = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in trigger.columns)
    return (
        f"CREATE TRIGGER {trigger.name} AFTER {trigger.event} ON {trigger.table} FOR EACH ROW"
        f"{f' WHEN ({changed})' if changed else ''}"
    )
