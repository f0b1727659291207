"""Counts of one way to take part as figures by name, and the sums among them. Plain Python.

A name is a kind and labels: ``total``; ``w|141364`` a ward, ``b|30`` a band of age, ``s|male`` a sex; ``wb|…`` and
``wbs|…`` together; ``known|pair`` those who told ward and age, ``known|cell`` those who told sex too; ``ch|web`` a
channel; ``f|first`` whether it was the first time, ``cf|web|first`` both. Those who did not say it stand under ``-``.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from jukugi.apps.processes.enums import ALL_PEOPLE, Group, PublishedGroup, PublishedGroups
from jukugi.apps.reach.enums import BANDS, UNSAID
from jukugi.core.disclosure.linked import LinkedTables

TOTAL, PAIR, CELL = "total", "known|pair", "known|cell"
COUNTED_SEXES = frozenset({"male", "female"})
KNOWN_BANDS = frozenset(code for code, *_ages in BANDS)
Cells = dict[str, dict[str, int]]
"""The finest counts: of ``people`` (ward, band, sex), and of ``ways`` (channel, first time)."""
Sums = dict[str, list[str]]


@dataclass(frozen=True)
class Figures:
    """``counts`` by name, 0 left out; ``sums``: each a total and its parts."""

    counts: Mapping[str, int]
    sums: tuple[tuple[str, tuple[str, ...]], ...]


def cells_of(groups: Mapping[Group, int], wards: Mapping[int, str]) -> Cells:
    """The counts of a way to take part, by codes of wards."""
    cells: dict[str, dict[str, int]] = {part: defaultdict(int) for part in ("people", "ways")}
    for (ward, band, sex, channel, is_first), number in groups.items():
        code = wards.get(ward, UNSAID) if ward is not None else UNSAID
        cells["people"]["|".join((code, band if band in KNOWN_BANDS else UNSAID, sex or UNSAID))] += number
        first = UNSAID if is_first is None else "first" if is_first else "again"
        cells["ways"][f"{channel}|{first}"] += number
    return {part: dict(sorted(counts.items())) for part, counts in cells.items()}


def figures_of(cells: Cells, told: frozenset[str]) -> list[Figures]:
    """Two sets of figures that have only the total in common: of people, and of the ways on which they came."""
    return [_people(cells.get("people", {}), has_sex="sex" in told), _ways(cells.get("ways", {}))]


def _ways(cells: Mapping[str, int]) -> Figures:
    """Channels and first times. They are one table: whether it was the first time is known on some channels only, so
    that those of whom it is not known tell how many came on the others."""
    counts: dict[str, int] = defaultdict(int)
    parts: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    counts[TOTAL] = 0
    for cell, number in cells.items():
        if not number:
            continue
        channel, _mark, first = cell.partition("|")
        of_channel, of_first, both = f"ch|{channel}", f"f|{first}", f"cf|{cell}"
        for name in (TOTAL, of_channel, of_first, both):
            counts[name] += number
        for total, part in ((TOTAL, of_channel), (TOTAL, of_first), (of_channel, both), (of_first, both)):
            parts[total, part.partition("|")[0]][part] = None
    return Figures(dict(counts), tuple((total, tuple(own)) for (total, _kind), own in parts.items()))


def _people(cells: Mapping[str, int], *, has_sex: bool) -> Figures:
    """Each total with its parts: over wards, bands and sexes, one by one and together."""
    counts: dict[str, int] = defaultdict(int)
    parts: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    counts[TOTAL] = 0
    for cell, number in cells.items():
        if not number:
            continue
        ward, band, sex = cell.split("|")
        both, finest = f"wb|{ward}|{band}", f"wbs|{ward}|{band}|{sex}"
        of_ward, of_band, of_sex, of_two = f"w|{ward}", f"b|{band}", f"s|{sex}", f"bs|{band}|{sex}"
        links = [(TOTAL, of_ward), (TOTAL, of_band), (of_ward, both), (of_band, both)]
        names = [TOTAL, of_ward, of_band, both]
        if has_sex:
            links += [(both, finest), (of_two, finest), (of_band, of_two), (of_sex, of_two), (TOTAL, of_sex)]
            names += [finest, of_two, of_sex]
        if UNSAID not in (ward, band):
            links.append((PAIR, both))
            names.append(PAIR)
            if has_sex and sex in COUNTED_SEXES:
                links.append((CELL, finest))
                names.append(CELL)
        for name in names:
            counts[name] += number
        for total, part in links:
            parts[total, part.partition("|")[0]][part] = None
    return Figures(dict(counts), tuple((total, tuple(own)) for (total, _kind), own in parts.items()))


def published_figures(published: PublishedGroups) -> tuple[dict[str, int], tuple[str, ...]]:
    """What a room has published, by our names, and the names of what it keeps empty."""
    counts = {_name_of(group): number for group, number in published.counts.items()}
    pair = counts.get(TOTAL)
    for name in (f"w|{UNSAID}", f"b|{UNSAID}"):
        pair = None if pair is None or counts.get(name, 0) is None else pair - (counts.get(name) or 0)
    neither = counts.get(f"wb|{UNSAID}|{UNSAID}", 0)
    counts[PAIR] = None if pair is None or neither is None else pair + neither
    figures = {name: number for name, number in counts.items() if number is not None}
    return figures, tuple(sorted(name for name, number in counts.items() if number is None))


def _name_of(group: PublishedGroup) -> str:
    told = [
        (kind, code or UNSAID) for kind, code in zip(("w", "b", "s", "ch"), group, strict=True) if code != ALL_PEOPLE
    ]
    return "|".join(("".join(kind for kind, _code in told), *(code for _kind, code in told))) if told else TOTAL


def linked(figures: Figures) -> tuple[LinkedTables, list[str]]:
    """As the core reads it, and the name of each figure. All of them are shown."""
    names = list(figures.counts)
    place = {name: number for number, name in enumerate(names)}
    sums = dict.fromkeys((place[total], tuple(place[part] for part in parts)) for total, parts in figures.sums)
    shown = tuple(((0, (name, None)),) for name in names)
    tables = LinkedTables(
        tuple(figures.counts[name] for name in names),
        tuple(sums),
        shown,
        ({(name, None): number for name, number in place.items()},),
    )
    return tables, names
