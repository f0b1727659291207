"""Which tables are sealed, and which must agree with a sealed one. A room registers its own here at start-up."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from jukugi.kit.registry import Registry

START = "0" * 64


@dataclass(frozen=True)
class Stream:
    """An append-only table: its model and the columns that a seal fixes, in order (the primary key first).

    Other columns of the model may change; a row with a key below 1 never comes from the application.
    """

    model: type[models.Model]
    columns: tuple[str, ...]

    def rows(self, *, after: int, through: int) -> models.QuerySet:
        """Rows with after < pk ≤ through, oldest first, as tuples of the sealed columns."""
        manager = self.model._default_manager
        return manager.filter(pk__gt=after, pk__lte=through).order_by("pk").values_list(*self.columns)


@dataclass(frozen=True)
class Contradictions:
    """What a check found: how many there are, and the first of them, by keys."""

    count: int
    first: str


@dataclass(frozen=True)
class Check:
    """A table that says the same as a sealed log: ``what`` it is, and how to look for contradictions."""

    what: Any
    find: Callable[[], Contradictions]


streams: Registry[Stream] = Registry("sealed streams")
checks: Registry[Check] = Registry("checks against sealed streams")


def digest_of(rows: Iterable[tuple], *, previous: str) -> tuple[str, int]:
    """(SHA-256 over the previous digest and every row as one canonical JSON line, number of rows)."""
    total = hashlib.sha256(previous.encode())
    count = 0
    for row in rows:
        line = json.dumps([_plain(value) for value in row], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        total.update(line.encode() + b"\n")
        count += 1
    return total.hexdigest(), count


def _plain(value: object) -> object:
    """As JSON has it: a moment in UTC, a day, a decimal with the places of its column."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return value
