"""What stays empty of people whom other pages tell one by one, with ward or channel but without their age.

Who reads those pages knows how many took part of each ward and on each channel, on any day. Therefore it is not enough
that the figure of a small ward is empty here: its ages must not follow from it either. The ages of a ward are a table
between margins that everybody knows, and a cell of nobody stays empty too where it would tell the others.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from jukugi.apps.reach.counted.figures import KNOWN_BANDS, PAIR
from jukugi.apps.reach.enums import UNSAID, K
from jukugi.core.disclosure.flows import Cell, hidden_cells, holds
from jukugi.core.disclosure.rows import is_small

FIRSTS = ("first", "again")
BANDS = (*sorted(KNOWN_BANDS), UNSAID)


@dataclass(frozen=True)
class _Ages:
    """Wards by ages. Ages of which not even the whole is told are one column, the last, of which only the sum follows.

    ``before``: cells of the other columns that are empty already; ``in_fold``: those of the last that are.
    """

    wards: list[str]
    columns: list[list[str]]
    folded: list[str]
    table: list[list[int]]
    before: frozenset[Cell]
    in_fold: frozenset[Cell]

    @property
    def folds(self) -> frozenset[Cell]:
        """Cells of the last column that hold somebody: what they are made of must be told nowhere."""
        last = len(self.columns) - 1
        return frozenset((row, last) for row, line in enumerate(self.table) if self.folded and line[-1])


def hidden_ages(people: Mapping[str, int], empty: Collection[str]) -> set[str]:
    """Names of wards and ages together that stay empty beside what is ``empty``, because of who knows the wards."""
    ages = _ages(people, empty)
    if not ages.table:
        return set()
    gone = hidden_cells(ages.table, minimum=K, hidden=ages.before) | ages.folds
    found = {f"wb|{ages.wards[row]}|{band}" for row, place in gone for band in ages.columns[place]}
    if f"wb|{UNSAID}|{UNSAID}" in found or UNSAID in ages.folded:
        found.add(PAIR)
    return found


def ages_hold(people: Mapping[str, int], empty: Collection[str]) -> bool:
    """Whether who knows the wards can say too much of what is ``empty``."""
    ages = _ages(people, empty)
    if not ages.table or len(ages.before) == len(ages.wards) * (len(ages.columns) - bool(ages.folded)):
        return True
    small = {
        (row, n) for row, line in enumerate(ages.table) for n, each in enumerate(line) if is_small(each, minimum=K)
    }
    gone = ages.before | ages.in_fold
    if not small | ages.folds <= gone or (f"wb|{UNSAID}|{UNSAID}" in empty and PAIR not in empty):
        return False
    return holds(ages.table, gone, ages.before | small, minimum=K)


def hidden_firsts(ways: Mapping[str, int]) -> set[str]:
    """Names of first times that stay empty, for whoever knows the channels: all of a channel that has a small one."""
    small = {cell.partition("|")[0] for cell, number in ways.items() if _is_first(cell) and is_small(number, minimum=K)}
    found = {f"cf|{channel}|{first}" for channel in small for first in FIRSTS}
    return found | ({f"f|{first}" for first in FIRSTS} if small else set())


def _is_first(cell: str) -> bool:
    return cell.partition("|")[2] in FIRSTS


def _ages(people: Mapping[str, int], empty: Collection[str]) -> _Ages:
    counts: dict[tuple[str, str], int] = {}
    for cell, number in people.items():
        ward, band, _sex = cell.split("|")
        counts[ward, band] = counts.get((ward, band), 0) + number
    wards = sorted({ward for (ward, _band), number in counts.items() if number})
    bands = [band for band in BANDS if any(counts.get((ward, band)) for ward in wards)]
    folded = [band for band in BANDS if f"b|{band}" in empty] if wards else []
    columns = [[band] for band in bands if band not in folded] + ([folded] if folded else [])
    table = [[sum(counts.get((ward, band), 0) for band in column) for column in columns] for ward in wards]
    gone = frozenset(
        (row, place)
        for row, ward in enumerate(wards)
        for place, column in enumerate(columns)
        if all(f"wb|{ward}|{band}" in empty for band in column)
    )
    in_fold = frozenset((row, place) for row, place in gone if columns[place] == folded)
    return _Ages(wards, columns, folded, table, gone - in_fold, in_fold)
