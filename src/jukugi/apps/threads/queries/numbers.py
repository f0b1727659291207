"""How far voices come, and where their threads break off: the figures that the rooms offer, beside each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import wards
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.processes.models import Process
from jukugi.kit.pages.gaps import Reach, thread_gaps, thread_reaches


@dataclass(frozen=True)
class Row:
    """One ward or one level: its name, its code, and for each column its words and the figure, None where it is not
    told so finely."""

    name: Any
    code: str
    cells: tuple[tuple[Any, int | None], ...]


@dataclass(frozen=True)
class Numbers:
    """``totals`` is what every other screen shows too; ``wards`` add up to it (without a ward: the last row) where they
    are told.

    ``levels`` hold the columns of ``level_reaches`` alone, and do not add up: a voice can be on two levels.
    """

    reaches: tuple[Reach, ...]
    totals: tuple[tuple[Any, int], ...]
    wards: tuple[Row, ...]
    level_reaches: tuple[Reach, ...]
    levels: tuple[Row, ...]

    @property
    def by_ward(self) -> list[tuple[Any, int]]:
        """Totals of what is told by ward."""
        return [one for reach, one in zip(self.reaches, self.totals, strict=True) if reach.by_ward is not None]

    @property
    def whole_only(self) -> list[tuple[Any, int]]:
        """Totals of what is not."""
        return [one for reach, one in zip(self.reaches, self.totals, strict=True) if reach.by_ward is None]


@dataclass(frozen=True)
class OpenGap:
    """What lacks its thread, how many, and the page that lists them."""

    words: Any
    unit: Any
    count: int
    url: str


def thread_numbers(process: Process) -> Numbers:
    """The figures of a process. One query for the wards, and three at most for each figure that a room offers."""
    reaches = tuple(thread_reaches)
    by_ward = {reach: reach.by_ward(process) if reach.by_ward is not None else None for reach in reaches}
    by_level = {reach: counts for reach in reaches if (counts := reach.by_level(process))}
    rows = [Row(ward.name, str(ward.code), _cells(by_ward, ward.pk)) for ward in wards()]
    unknown = _cells(by_ward, None)
    if any(count for _words, count in unknown):
        rows.append(Row("", "", unknown))
    levels = tuple(Row(level.label, level.value, _cells(by_level, level.value)) for level in IssueLevel)
    return Numbers(
        reaches=reaches,
        totals=tuple((reach.words, reach.whole(process)) for reach in reaches),
        wards=tuple(rows),
        level_reaches=tuple(by_level),
        levels=levels if by_level else (),
    )


def open_gaps(process: Process, ward: Area | None = None, level: str = "") -> list[OpenGap]:
    """What lacks its thread, as the rooms count it; of one ward or level where they can tell. A few queries a gap."""
    found = []
    for gap in thread_gaps:
        told = gap.find(process, ward.pk if ward is not None else None, level)
        if told is not None:
            found.append(OpenGap(gap.words, gap.unit, *told))
    return found


def as_lines(numbers: Numbers, *, whole: str, unknown: str, kinds: tuple[str, str]) -> Iterable[list[str]]:
    """The same figures as rows of a table: what a row is, its name, and a cell for each figure, empty where untold."""
    yield [kinds[0], whole, *(str(count) for _words, count in numbers.totals)]
    for row in numbers.wards:
        told = ("" if count is None else str(count) for _words, count in row.cells)
        yield [kinds[0], str(row.name) or unknown, *told]
    for row in numbers.levels:
        on_level = {reach: str(count) for reach, (_words, count) in zip(numbers.level_reaches, row.cells, strict=True)}
        yield [kinds[1], str(row.name), *(on_level.get(reach, "") for reach in numbers.reaches)]


def _cells(counts: Mapping[Reach, Mapping[Any, int] | None], key: Any) -> tuple[tuple[Any, int | None], ...]:
    return tuple((reach.words, None if found is None else found.get(key, 0)) for reach, found in counts.items())
