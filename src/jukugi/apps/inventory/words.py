"""The words that most cities decide with: there from the start, and again when a database was emptied."""

from typing import Any

from django.apps import apps as installed
from django.db import connections

from jukugi.apps.inventory.enums import DECISION_WORDS


def keep_words(*, using: str, apps: Any = installed, **_told: Any) -> None:
    """Put the words where there are none. A city changes them; what it changed stays. Three queries."""
    try:
        kinds = apps.get_model("inventory", "DecisionKind")._default_manager.using(using)
    except LookupError:
        return
    if kinds.model._meta.db_table not in connections[using].introspection.table_names() or kinds.exists():
        return
    kinds.bulk_create(
        kinds.model(
            name=name,
            meaning=meaning,
            left_low=low,
            left=left,
            left_high=high,
            deliveries_left=deliveries,
            ends_it=ends_it,
            position=place * 10,
        )
        for place, (name, meaning, low, left, high, deliveries, ends_it) in enumerate(DECISION_WORDS, start=1)
    )
