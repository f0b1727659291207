"""The city and its wards from a table: known by their codes, so that a corrected table corrects them."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.models import Area
from jukugi.core.fiscal_year import read_day
from jukugi.kit.sheets import FaultySheet, SheetFault, read_sheet

WANTED = ("code", "name", "level")
LEVELS = {
    AreaLevel.CITY.value: AreaLevel.CITY,
    AreaLevel.WARD.value: AreaLevel.WARD,
    "市": AreaLevel.CITY,
    "区": AreaLevel.WARD,
}


@transaction.atomic
def import_areas(content: bytes) -> tuple[int, int]:
    """Add or correct the city and its wards, in the order of the table; how many are new, how many were there.

    Raises FaultySheet with every fault at once; then nothing is taken.
    """
    sheet = read_sheet(content, wanted=WANTED, key="code")
    rows = [(line, {name: value.strip() for name, value in row.items()}) for line, row in sheet.rows]
    faults = [fault for line, row in rows for fault in _faults(line, row)]
    cities = [(line, row) for line, row in rows if LEVELS.get(row["level"]) == AreaLevel.CITY]
    if len(cities) != 1 and not faults:
        line = cities[1][0] if len(cities) > 1 else None
        faults.append(SheetFault("one_city", line, "level"))
    if faults:
        raise FaultySheet(faults)
    new = sum(_save(row, None, 0) for _line, row in cities)
    city = Area.objects.get(code=cities[0][1]["code"])
    wards = [row for _line, row in rows if LEVELS[row["level"]] == AreaLevel.WARD]
    new += sum(_save(row, city, order) for order, row in enumerate(wards, start=1))
    return new, len(rows) - new


def _save(row: dict[str, str], city: Area | None, order: int) -> bool:
    population, day = row.get("population", ""), row.get("population_as_of", "")
    column, place = row.get("tile_col", ""), row.get("tile_row", "")
    known: dict[str, object] = {
        "name": row["name"],
        "name_kana": row.get("name_kana", ""),
        "name_en": row.get("name_en", ""),
        "level": LEVELS[row["level"]],
        "parent": city,
        "lane_order": order,
        "population": int(population) if population else None,
        "population_as_of": _day(day) if population else None,
        "population_source": row.get("population_source", ""),
        "tile_col": int(column) if column and place else None,
        "tile_row": int(place) if column and place else None,
    }
    _area, is_new = Area.objects.update_or_create(code=row["code"], defaults=known)
    return is_new


def _day(text: str) -> date | None:
    return read_day(text)


def _faults(line: int, row: dict[str, str]) -> Iterable[SheetFault]:
    if not row["name"]:
        yield SheetFault("empty", line, "name")
    if len(row["code"]) > 12:
        yield SheetFault("too_long", line, "code", row["code"])
    if row["level"] not in LEVELS:
        yield SheetFault("unknown_level", line, "level", row["level"])
    for name in ("population", "tile_col", "tile_row"):
        if (row.get(name, "") and not row[name].isascii()) or (row.get(name, "") and not row[name].isdigit()):
            yield SheetFault("no_number", line, name, row[name])
    if row.get("population", "") and read_day(row.get("population_as_of", "")) is None:
        yield SheetFault("no_day", line, "population_as_of", row.get("population_as_of", ""))
