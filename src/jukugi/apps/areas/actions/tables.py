"""The city and its wards from a table: known by their codes, so that a corrected table corrects them."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from jukugi.apps.areas.enums import AreaLevel, CountedSex
from jukugi.apps.areas.models import Area, PopulationCount
from jukugi.core.fiscal_year import read_day
from jukugi.kit.sheets import FaultySheet, SheetFault, read_sheet

WANTED = ("code", "name", "level")
POPULATION_WANTED = ("ward_code", "as_of", "age_from", "age_to", "sex", "population")
LONGEST = {"code": 12, "name": 60, "name_kana": 120, "name_en": 120, "population_source": 200}
MOST_DIGITS = {"population": 9, "tile_col": 4, "tile_row": 4}
SEXES = {
    "男": CountedSex.MALE,
    "男性": CountedSex.MALE,
    "male": CountedSex.MALE,
    "女": CountedSex.FEMALE,
    "女性": CountedSex.FEMALE,
    "female": CountedSex.FEMALE,
}
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
    for name, limit in LONGEST.items():
        if len(row.get(name, "")) > limit:
            yield SheetFault("too_long", line, name, row[name])
    if row["level"] not in LEVELS:
        yield SheetFault("unknown_level", line, "level", row["level"])
    for name, digits in MOST_DIGITS.items():
        value = row.get(name, "")
        if value and not (value.isascii() and value.isdigit() and len(value) <= digits):
            yield SheetFault("no_number", line, name, value)
    if row.get("population", "") and read_day(row.get("population_as_of", "")) is None:
        yield SheetFault("no_day", line, "population_as_of", row.get("population_as_of", ""))


@transaction.atomic
def import_population(content: bytes, *, source: str, is_sample: bool = False) -> tuple[int, int]:
    """Put the population of the wards by age and sex in place of what was known; how many rows, how many people.

    Raises FaultySheet with every fault at once; then what was known stays.
    """
    sheet = read_sheet(content, wanted=POPULATION_WANTED)
    rows = [(line, {name: value.strip() for name, value in row.items()}) for line, row in sheet.rows]
    wards = {area.code: area for area in Area.objects.wards()}
    faults = [fault for line, row in rows for fault in _population_faults(line, row, wards)]
    seen: dict[tuple[str, int, str], int] = {}
    for line, row in rows if not faults else ():
        key = row["ward_code"], int(row["age_from"]), SEXES[row["sex"]].value
        if key in seen:
            faults.append(SheetFault("repeated_group", line, "age_from", row["age_from"]))
        seen[key] = line
    if not faults and not rows:
        faults.append(SheetFault("empty_file"))
    faults = faults or _gaps(rows)
    if faults:
        raise FaultySheet(faults)
    PopulationCount.objects.all().delete()
    made = PopulationCount.objects.bulk_create(
        PopulationCount(
            area=wards[row["ward_code"]],
            as_of=_day(row["as_of"]) or date.min,
            age_from=int(row["age_from"]),
            age_to=int(row["age_to"]) if row["age_to"] else None,
            sex=SEXES[row["sex"]],
            people=int(row["population"]),
            source=source[:200],
            is_sample=is_sample,
        )
        for _line, row in rows
    )
    return len(made), sum(one.people for one in made)


def _population_faults(line: int, row: dict[str, str], wards: dict[str, Area]) -> Iterable[SheetFault]:
    if row["ward_code"] not in wards:
        yield SheetFault("unknown_ward", line, "ward_code", row["ward_code"])
    if read_day(row["as_of"]) is None:
        yield SheetFault("no_day", line, "as_of", row["as_of"])
    for name in ("age_from", "age_to", "population"):
        value = row[name]
        is_open = name == "age_to" and not value
        if not is_open and not (value.isascii() and value.isdigit() and len(value) < 10):
            yield SheetFault("no_number", line, name, value)
        elif name != "population" and not is_open and int(value) > 150:
            yield SheetFault("too_old", line, name, value)
    if row["sex"] not in SEXES:
        yield SheetFault("unknown_sex", line, "sex", row["sex"])


def _gaps(rows: Iterable[tuple[int, dict[str, str]]]) -> list[SheetFault]:
    """Ages that nobody counted, or that two rows count: of each ward and sex from 0 to the open end."""
    faults: list[SheetFault] = []
    groups: dict[tuple[str, str], list[tuple[int, int | None, int]]] = {}
    for line, row in rows:
        ages = int(row["age_from"]), int(row["age_to"]) if row["age_to"] else None, line
        groups.setdefault((row["ward_code"], SEXES[row["sex"]].value), []).append(ages)
    for ages_of_group in groups.values():
        wanted: int | None = 0
        line = 0
        for age_from, age_to, line in sorted(ages_of_group, key=lambda ages: ages[0]):
            if age_from != wanted or (age_to is not None and age_to < age_from):
                faults.append(SheetFault("age_gap", line, "age_from", str(age_from)))
                break
            wanted = None if age_to is None else age_to + 1
        else:
            if wanted is not None:
                faults.append(SheetFault("no_open_end", line, "age_to"))
    return faults
