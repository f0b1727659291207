"""Sections of reports: a room registers what it has to tell of a process, as plain data with live figures.

Figures come from the queries of the public pages. A report freezes them as canonical JSON; pages, Word and PDF are made
of that alone. There are whole numbers only: shares follow from a number and its base when somebody reads.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from jukugi.kit.registry import Registry

FORMAT = "jukugi-report-1"
"""Named in every frozen report; a change of what its fields mean gets a new one."""


@dataclass(frozen=True)
class Number:
    """One figure. ``of`` says out of what, in words, and ``base`` how many that is where it is a count.

    ``name`` never changes: by it a figure is compared with that of another day. ``source``: the page that shows it.
    """

    name: str
    title: str
    value: int
    unit: str
    of: str
    base: int | None = None
    source: str = ""


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: what it stands for, and how long each of its parts is."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True)
class Chart:
    """Bars in one scale. ``parts`` name the pieces of each bar, none where it is one piece. ``of``: out of what."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    of: str
    parts: tuple[str, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        if any(len(bar.values) != max(len(self.parts), 1) for bar in self.bars):
            raise ValueError(f"Every bar of {self.title!r} needs a value for each of its parts")


@dataclass(frozen=True)
class Rows:
    """A table. ``numeric``: columns with figures, from 0. ``of``: out of what it was counted, or what is left out."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    of: str
    numeric: tuple[int, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.heads) for row in self.rows):
            raise ValueError(f"Every row of {self.title!r} needs {len(self.heads)} cells")


@dataclass(frozen=True)
class Content:
    """What a section tells: sentences, figures, charts and tables, in this order."""

    paragraphs: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Rows, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.paragraphs or self.numbers or self.charts or self.tables)


@dataclass(frozen=True)
class ReportSection:
    """``content`` gives what everybody may know of a process at a moment, or None where there is nothing yet.

    It takes a number of queries that does not grow with the rows. ``kinds``: reports that begin with it; none is all.
    """

    title: Any
    about: Any
    content: Callable[[Any, datetime], Content | None]
    kinds: frozenset[str] = field(default_factory=frozenset)


report_sections: Registry[ReportSection] = Registry("report sections")


def canonical(told: Mapping[str, Any]) -> str:
    """The one way in which a report is written as JSON: keys in order, no blanks, letters as they are."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def digest_of(frozen: str) -> str:
    """SHA-256 of a frozen report in UTF-8, in hexadecimal."""
    return hashlib.sha256(frozen.encode()).hexdigest()


def plain(content: Content) -> dict[str, Any]:
    """As JSON has it. Words that are translated late become words."""
    written = json.loads(json.dumps(asdict(content), ensure_ascii=False, default=str))
    assert isinstance(written, dict)
    return written


def content_from(told: Mapping[str, Any]) -> Content:
    """The content that was written by ``plain``. Raises KeyError, TypeError, ValueError for what was not."""
    return Content(
        paragraphs=tuple(told["paragraphs"]),
        numbers=tuple(Number(**one) for one in told["numbers"]),
        charts=tuple(_chart(one) for one in told["charts"]),
        tables=tuple(_rows(one) for one in told["tables"]),
    )


def _chart(told: Mapping[str, Any]) -> Chart:
    bars = tuple(Bar(one["label"], tuple(one["values"])) for one in told["bars"])
    return Chart(**{**told, "bars": bars, "parts": tuple(told["parts"])})


def _rows(told: Mapping[str, Any]) -> Rows:
    rows = tuple(tuple(row) for row in told["rows"])
    return Rows(**{**told, "heads": tuple(told["heads"]), "rows": rows, "numeric": tuple(told["numeric"])})
