"""Lists of public facilities (公共施設一覧): read as cities write them, written as the standard wants them."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from jukugi.core.geo import facility_cells as cells
from jukugi.core.geo.facility_cells import Cell
from jukugi.core.geo.facility_codes import nearer_prefecture, possible_codes, prefecture_named
from jukugi.core.geo.facility_columns import (
    BARRIER_WORDS,
    FLAGS,
    LABELLED,
    REQUIRED,
    STANDARDS,
    fields_of,
    plain_heading,
    standard_of,
)
from jukugi.core.geo.facility_positions import position

FAR_DEGREES = 1.0
"""A place so far from the middle of the others is told: some 100 km."""

Facility = dict[str, str]


@dataclass(frozen=True)
class Repair:
    row: int
    column: str
    code: str
    before: str
    after: str


@dataclass(frozen=True)
class Problem:
    """What is empty, or stands as it was, because it could not be put right. ``row`` is refused where it says so."""

    row: int
    column: str
    code: str
    value: str


@dataclass
class Imported:
    """``rows`` are in the order of ``STANDARDS[standard]``. ``refused`` rows are not among them."""

    standard_read: str | None
    standard: str
    columns: dict[str, str]
    left_out: list[str]
    rows: list[list[str]] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    missing: dict[str, list[int]] = field(default_factory=dict)


_ALONE: Mapping[str, Callable[[str], Cell]] = {
    "kana": cells.kana,
    "phone": cells.phone,
    "postcode": cells.postcode,
    "url": cells.web_address,
    "form_url": cells.web_address,
    "image": cells.web_address,
    "mail": cells.mail_address,
    "opens": cells.clock,
    "closes": cells.clock,
    "extension": cells.digits_of,
    "id": cells.narrowed,
    "corporate": lambda text: cells.padded(text, length=13, at_least=13),
    "town_id": lambda text: cells.padded(text, length=7, at_least=5),
    "poi": lambda text: cells.padded(text, length=4, at_least=3),
    "english": cells.narrowed,
    "height": cells.narrowed,
    **dict.fromkeys(FLAGS, cells.flag),
}


def read_facilities(
    header: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], *, standard: str | None = None
) -> Imported:
    """Put a list right as far as that is certain; say what was done to each cell and what could not be.

    Nothing is invented: a cell that cannot be read is empty in the result, and told. A row is refused where it has no
    name, or repeats another.

    Parameters
    ----------
    header : as it stands. rows : each with its number in the file, as long as the header.
    standard : ``old`` or ``new``; by default that of the header, or ``new``.
    """
    found = standard_of(header)
    known = fields_of(header)
    target = standard or found or "new"
    result = Imported(
        standard_read=found,
        standard=target,
        columns={name: each for name, each in zip(header, known, strict=True) if each},
        left_out=[name for name, each in zip(header, known, strict=True) if not each],
    )
    reading = _Reading(header, known, result)
    facilities = [(row, reading.facility(row, values)) for row, values in rows]
    reading.check_together(facilities)
    seen: set[tuple[str, ...]] = set()
    for row, facility in facilities:
        key = tuple(facility.get(name, "") for name in ("id", "name", "address", "lat", "lon"))
        if not facility.get("name"):
            result.refused.append(Problem(row, reading.heading("name"), "no_name", ""))
        elif key in seen:
            result.refused.append(Problem(row, reading.heading("name"), "repeated_row", facility["name"]))
        else:
            seen.add(key)
            result.rows.append(_written(facility, target))
            for name, value in zip(STANDARDS[target].values(), result.rows[-1], strict=True):
                if name in REQUIRED[target] and not value:
                    result.missing.setdefault(_column(name, target), []).append(row)
    return result


def _column(name: str, standard: str) -> str:
    return next(column for column, own in STANDARDS[standard].items() if own == name)


class _Reading:
    """What is known of the whole table while its cells are read."""

    def __init__(self, header: Sequence[str], known: Sequence[str | None], result: Imported) -> None:
        self.header, self.known, self.result = header, known, result

    def heading(self, name: str) -> str:
        """The name of a field's column in the file; of the standard, where the file has none."""
        for heading, own in zip(self.header, self.known, strict=True):
            if own == name:
                return heading
        return next((c for columns in STANDARDS.values() for c, own in columns.items() if own == name), name)

    def facility(self, row: int, values: Sequence[str]) -> Facility:
        """The fields of one row; of several columns for one field the first that is filled."""
        typed: Facility = {}
        for name, value in zip(self.known, values, strict=True):
            if name and not typed.get(name, "").strip():
                typed[name] = value
        done = {name: _ALONE.get(name, cells.tidied)(value) for name, value in typed.items() if name not in _TOGETHER}
        done["lat"], done["lon"] = position(typed.get("lat", ""), typed.get("lon", ""))
        self._hours(typed, done)
        self._days(row, typed, done)
        for name, cell in done.items():
            self._tell(row, name, cell, typed.get(name, ""))
        facility = {name: cell.value for name, cell in done.items()}
        for name in ("code", "place_code"):
            if name in typed:
                cell = self._code(typed[name], facility)
                self._tell(row, name, cell, typed[name])
                facility[name] = cell.value
        return facility

    def _tell(self, row: int, name: str, cell: Cell, typed: str) -> None:
        if cell.problem:
            self.result.problems.append(Problem(row, self.heading(name), cell.problem, typed.strip()))
        else:
            self.result.repairs += [Repair(row, self.heading(name), s.code, s.before, s.after) for s in cell.steps]

    def _hours(self, typed: Facility, done: dict[str, Cell]) -> None:
        """9:00〜17:00 in one cell is two times."""
        words = cells.narrowed(typed.get("opens", "")).value.replace("〜", "~").replace("から", "~").replace("まで", "")
        parts = [part.strip() for part in words.replace("-", "~").split("~")]
        if typed.get("closes", "").strip() or len(parts) != 2:
            return
        opens, closes = (cells.clock(part) for part in parts)
        if opens.value and closes.value:
            done["opens"], done["closes"] = Cell(typed["opens"]), Cell("")
            done["opens"].become("split", opens.value)
            done["closes"].become("split", closes.value)

    def _days(self, row: int, typed: Facility, done: dict[str, Cell]) -> None:
        """What the days of the week cannot tell goes into the note on times."""
        if "days" not in typed:
            return
        done["days"], rest = cells.days(typed["days"])
        note = done.setdefault("time_note", Cell(""))
        if rest and rest not in note.value:
            note.become("moved", f"{note.value};{rest}" if note.value else rest)

    def _code(self, typed: str, facility: Facility) -> Cell:
        """A code of a government, which may have lost its first 0 or its check digit."""
        cell = cells.digits_of(typed)
        if not cell.value:
            return cell
        possible = possible_codes(cell.value)
        named = prefecture_named(*(facility.get(name, "") for name in ("prefecture", "address", "government", "city")))
        numbers = {int(code[:2]) for code in possible}
        if len(numbers) > 1 and named not in numbers and facility["lat"]:
            named = nearer_prefecture(numbers, float(facility["lat"]), float(facility["lon"]))
        if len(possible) > 1:
            possible = [code for code in possible if int(code[:2]) == named]
        if len(possible) == 1:
            cell.become("zeros" if possible[0].startswith("0") else "check_digit", possible[0])
        else:
            cell.fail("not_a_code")
        return cell

    def check_together(self, facilities: Sequence[tuple[int, Facility]]) -> None:
        """What shows only beside the other rows: ids that lost zeros, ids given twice, a place far from the others."""
        self._pad_ids(facilities)
        first: dict[str, tuple[int, Facility]] = {}
        for row, facility in facilities:
            key = facility.get("id", "")
            if not key:
                continue
            _, other = first.setdefault(key, (row, facility))
            if other is not facility and other.get("name") != facility.get("name"):
                self.result.problems.append(Problem(row, self.heading("id"), "repeated_id", key))
                facility["id"] = ""
        placed = [(row, float(one["lat"]), float(one["lon"])) for row, one in facilities if one["lat"]]
        if len(placed) >= 3:
            middle = median(lat for _, lat, _ in placed), median(lon for _, _, lon in placed)
            for row, lat, lon in placed:
                if max(abs(lat - middle[0]), abs(lon - middle[1])) > FAR_DEGREES:
                    self.result.problems.append(Problem(row, self.heading("lat"), "far_away", f"{lat}, {lon}"))

    def _pad_ids(self, facilities: Sequence[tuple[int, Facility]]) -> None:
        ids = [facility.get("id", "") for _, facility in facilities]
        lengths = Counter(len(key) for key in ids if key.isdigit() and key.startswith("0"))
        if not lengths:
            return
        length = lengths.most_common(1)[0][0]
        for row, facility in facilities:
            key = facility.get("id", "")
            if key.isdigit() and len(key) < length:
                facility["id"] = key.zfill(length)
                self.result.repairs.append(Repair(row, self.heading("id"), "zeros", key, facility["id"]))


_TOGETHER = frozenset({"lat", "lon", "days", "code", "place_code"})


def _written(facility: Facility, standard: str) -> list[str]:
    """The cells of a row, in the order of the standard; what has no column of its own stands in another."""
    own = dict(facility)
    parts = [own.get(name, "") for name in ("prefecture", "city", "town", "block")]
    own["address"] = own.get("address") or ("".join(parts) if parts[2] else "")
    own["government"] = own.get("government") or (
        own.get("prefecture", "") + own.get("city", "") if "place_code" not in own and "town" not in own else ""
    )
    if own.get("toilet") == "多目的" and not own.get("wide_toilet"):
        own["wide_toilet"] = "有"
        del own["toilet"]
    words = [f"{label}：{own[name]}" for name, label in LABELLED.items() if own.get(name)]
    if standard == "old":
        own["code"] = own.get("code") or own.get("place_code", "")
        told = [name for flag, name in FLAGS.items() if own.get(flag) == "有"]
        own["barrier_free"] = own.get("barrier_free") or ";".join(told)
    else:
        words += _flags_of(own)
    own["note"] = ";".join([*([own["note"]] if own.get("note") else []), *words])
    return [own.get(name, "") for name in STANDARDS[standard].values()]


def _flags_of(own: Facility) -> list[str]:
    """What バリアフリー情報 of the old version says, as flags of the new one; what is none of them, in words."""
    by_name = {plain_heading(column): flag for flag, column in FLAGS.items()}
    by_name |= {plain_heading(word): flag for flag, words in BARRIER_WORDS.items() for word in words.split()}
    rest = []
    for word in re.split("[;；、,，/・\\s]+", own.get("barrier_free", "")):
        flag = by_name.get(plain_heading(word))
        if flag:
            own[flag] = own.get(flag) or "有"
        elif word:
            rest.append(word)
    return [f"バリアフリー情報：{'、'.join(rest)}"] if rest else []
