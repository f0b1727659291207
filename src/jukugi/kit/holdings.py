"""What each room holds of one participant: shown to them, moved to them from another device, erased as they ask.

A room that keeps rows of a participant, by a foreign key or by their opaque key, registers a ``Holding`` at start-up. A
test goes through all models and fails where a relation to a participant is in none. ``kit`` knows no person: the
participant is the ``Participant`` of ``accounts``, handed through.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jukugi.kit.registry import Registry

ERASED_WORDS = "（本人の求めで消しました）"
"""What stands where a rule of the database wants words."""


@dataclass(frozen=True)
class HeldRow:
    """One thing that is held: cells in the order of the columns, where it is shown, and the number it is found by."""

    cells: tuple[str, ...]
    path: str = ""
    receipt: str = ""


@dataclass(frozen=True)
class Held:
    """Things of one kind that are held of a person, as they read them."""

    heading: str
    columns: tuple[str, ...]
    rows: Sequence[HeldRow]

    def table(self) -> list[tuple[list[tuple[str, str]], HeldRow]]:
        """Each row with its cells beside the names of their columns."""
        return [(list(zip(self.columns, row.cells, strict=True)), row) for row in self.rows]


@dataclass(frozen=True)
class Holding:
    """What a room holds.

    ``fields``: as ``app.Model.field``, each relation to a participant, and each column with a participant's key.
    ``held``: what there is of a participant; a number of queries that does not grow with the rows.
    ``merge``: called with the participant who goes and the one who stays, and the moment. It loses nothing and doubles
    nothing: sealed rows stay as they are, current views move, and of two that say the same the later one stands.
    ``erase``: called with a participant and the moment; takes the content away and returns how many rows it emptied.
    Counts that were published and sealed columns stay. ``keeps``: what may not be erased, and why, in sentences.
    """

    fields: frozenset[str]
    held: Callable[[Any], list[Held]]
    merge: Callable[[Any, Any, datetime], None]
    erase: Callable[[Any, datetime], int]
    keeps: tuple[Any, ...] = ()


holdings: Registry[Holding] = Registry("holdings of participants")
