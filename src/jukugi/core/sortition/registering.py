"""An extract of the register of residents, read for a draw of letters: strata and households; names are left alone.

Nothing of a person is kept here but their row: what is drawn are rows. Faults name a row and a column, never a value
that could be a name.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

KEY = ("整理番号", "宛名番号", "住民番号", "id", "resident_id")
WARD = ("区", "行政区", "区名", "ward")
BIRTH = ("生年月日", "birth", "birth_date", "date_of_birth")
AGE = ("年齢", "age")
SEX = ("性別", "sex", "gender")
NAME = ("氏名", "名前", "宛名", "name")
ADDRESS = ("住所", "address")
POSTCODE = ("郵便番号", "postcode", "zip")
HOUSEHOLD = ("世帯番号", "世帯コード", "household", "household_id")
_BEGAN = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERAS = _BEGAN | dict(zip("MTSHR", _BEGAN.values(), strict=True))
_ERA_DAY = re.compile(r"(明治|大正|昭和|平成|令和|[MTSHR])\.?(元|[0-9]{1,2})[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})日?")
_DAY = re.compile(r"([0-9]{4})[年./-]?([0-9]{1,2})[月./-]?([0-9]{1,2})日?")
_SEXES = {"男": "male", "男性": "male", "m": "male", "male": "male", "1": "male",
          "女": "female", "女性": "female", "f": "female", "female": "female", "2": "female"}  # fmt: skip


@dataclass(frozen=True)
class RegisterFault:
    """``code`` with the row of the file (the heading is 1) and the column it concerns."""

    code: str
    row: int | None
    column: str
    value: str = ""


@dataclass(frozen=True)
class RegisterColumns:
    """Places of the columns; ``birth`` or ``age``, one of them."""

    key: int
    name: int
    address: int
    birth: int | None
    age: int | None
    ward: int | None
    sex: int | None
    postcode: int | None
    household: tuple[int, ...]


@dataclass
class Register:
    """People of the bands and wards that are asked for: lists of one length, in the order of the file.

    ``rows`` are their rows in the file; ``outside`` counts those of other ages and wards.
    """

    keys: list[str] = field(default_factory=list)
    strata: list[str] = field(default_factory=list)
    sexes: list[str] = field(default_factory=list)
    households: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    outside: int = 0


def register_columns(
    header: Sequence[str], *, key: str | None = None, household: Sequence[str] = ()
) -> tuple[RegisterColumns | None, list[RegisterFault]]:
    """Which column is which, by the names that cities use; what is missing, where something is."""
    names = [unicodedata.normalize("NFKC", name).strip() for name in header]
    lower = [name.lower() for name in names]

    def find(*known: str) -> int | None:
        return next((lower.index(name.lower()) for name in known if name.lower() in lower), None)

    found = {"key": find(key) if key else find(*KEY), "name": find(*NAME), "address": find(*ADDRESS)}
    birth, age = find(*BIRTH), find(*AGE)
    homes = [find(name) for name in household] if household else [find(*HOUSEHOLD)]
    missing = [
        RegisterFault("missing_column", 1, column)
        for column, place in (
            (key or KEY[0], found["key"]),
            (NAME[0], found["name"]),
            (ADDRESS[0], found["address"]),
            (f"{BIRTH[0]}／{AGE[0]}", birth if birth is not None else age),
            *(zip(household, homes, strict=True) if household else ()),
        )
        if place is None
    ]
    if missing or found["key"] is None or found["name"] is None or found["address"] is None:
        return None, missing
    together = tuple(place for place in homes if place is not None) or (found["address"],)
    return RegisterColumns(
        found["key"], found["name"], found["address"], birth, age, find(*WARD), find(*SEX), find(*POSTCODE), together
    ), []


def read_register(
    rows: Iterable[Sequence[str]],
    columns: RegisterColumns,
    *,
    bands: Sequence[tuple[str, int, int | None]],
    wards: Sequence[str],
    on: date,
    most_faults: int = 200,
) -> tuple[Register, list[RegisterFault], int]:
    """Everybody of these bands of age (code, youngest, oldest) on a day, and of these wards (none: of all).

    Returns also what is wrong, up to ``most_faults``, and how many rows are. 1.3 million rows take some ten seconds.
    """
    people, faults, wrong = Register(), list[RegisterFault](), 0
    width = max(place for place in vars(columns).values() if isinstance(place, int)) + 1
    width = max(width, *(place + 1 for place in columns.household))
    seen: set[str] = set()
    band_of = _bands_by_age(bands)
    birthdays: dict[str, int | None] = {}
    for number, row in enumerate(rows, start=2):
        if not any(row):
            continue
        fault = _fault(row, number, columns, width, seen)
        years = None if fault else _years(row, columns, on, birthdays)
        if fault is None and years is None:
            fault = RegisterFault("no_age", number, BIRTH[0] if columns.birth is not None else AGE[0])
        if fault is not None:
            wrong += 1
            if len(faults) < most_faults:
                faults.append(fault)
            continue
        seen.add(row[columns.key])
        ward = row[columns.ward].strip() if columns.ward is not None else ""
        band = band_of.get(years or 0)
        if band is None or (wards and columns.ward is not None and ward not in wards):
            people.outside += 1
            continue
        people.keys.append(row[columns.key])
        people.strata.append(f"{ward}/{band}")
        people.sexes.append(_SEXES.get(row[columns.sex].strip().lower(), "") if columns.sex is not None else "")
        people.households.append("\x1f".join(row[place].strip() for place in columns.household))
        people.rows.append(number)
    return people, faults, wrong


def _fault(
    row: Sequence[str], number: int, columns: RegisterColumns, width: int, seen: set[str]
) -> RegisterFault | None:
    if len(row) < width:
        return RegisterFault("wrong_width", number, "")
    if not row[columns.key].strip():
        return RegisterFault("empty", number, KEY[0])
    if row[columns.key] in seen:
        return RegisterFault("repeated", number, KEY[0], row[columns.key])
    if not row[columns.name].strip():
        return RegisterFault("empty", number, NAME[0])
    if not row[columns.address].strip():
        return RegisterFault("empty", number, ADDRESS[0])
    return None


def _bands_by_age(bands: Sequence[tuple[str, int, int | None]]) -> Mapping[int, str]:
    return {years: code for code, low, high in bands for years in range(low, (high if high is not None else 150) + 1)}


def _years(row: Sequence[str], columns: RegisterColumns, on: date, known: dict[str, int | None]) -> int | None:
    """How old somebody is on a day; None where nobody can tell."""
    if columns.birth is not None:
        typed = row[columns.birth]
        if typed not in known:
            born = birthday(typed)
            known[typed] = None if born is None or born > on else years_on(born, on)
        return known[typed]
    typed = unicodedata.normalize("NFKC", row[columns.age or 0]).strip().removesuffix("歳")
    return int(typed) if typed.isdecimal() and len(typed) <= 3 else None


def birthday(typed: str) -> date | None:
    """1984-05-06, 1984/5/6, 19840506, 昭和59年5月6日, S59.5.6; None where it is none of these."""
    plain = unicodedata.normalize("NFKC", typed).strip().replace(" ", "")
    era = _ERA_DAY.fullmatch(plain)
    try:
        if era is not None:
            year = _ERAS[era[1]] + (1 if era[2] == "元" else int(era[2]))
            return date(year, int(era[3]), int(era[4]))
        day = _DAY.fullmatch(plain)
        return date(int(day[1]), int(day[2]), int(day[3])) if day is not None else None
    except ValueError:
        return None


def years_on(born: date, on: date) -> int:
    """Whole years; who was born on 29 February is older on 1 March of other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
