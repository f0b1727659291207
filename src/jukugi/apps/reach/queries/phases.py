"""Phases on the public page: how many took part in each, and what is shown of the chosen one. No query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from jukugi.apps.reach.queries.seen import Way, ways_of

Entry = dict[str, Any]


@dataclass(frozen=True)
class PhaseSeen:
    """A phase with how many took part by each way (None: not told); ``until`` is its last moment."""

    pk: int
    title: str
    since: datetime
    until: datetime
    totals: Sequence[tuple[Way, int | None]]
    editions: dict[str, int]

    def total(self, code: str) -> int | None:
        return next((number for way, number in self.totals if way.code == code), None)


@dataclass(frozen=True)
class Scope:
    """The chosen phase and way. ``is_whole``: all who took part did so in this phase, so that all figures are its."""

    phase: PhaseSeen
    total: int | None
    is_whole: bool
    edition: int


def phases_seen(document: Entry) -> list[PhaseSeen]:
    """The phases of an edition, in their order."""
    ways = ways_of(document)
    return [
        PhaseSeen(
            row["pk"],
            row["title"],
            datetime.fromisoformat(row["from"]),
            datetime.fromisoformat(row["to"]) - timedelta(seconds=1),
            [(way, row["totals"].get(way.code)) for way in ways],
            row["since"],
        )
        for row in document.get("phases", [])
    ]


def scope_of(phases: Sequence[PhaseSeen], asked: int, way: Way) -> Scope | None:
    """None where the whole is looked at."""
    phase = next((one for one in phases if one.pk == asked), None)
    if phase is None:
        return None
    total = phase.total(way.code)
    return Scope(phase, total, bool(total) and total == way.total, phase.editions.get(way.code, 0))
