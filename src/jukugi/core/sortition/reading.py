"""Quotas and volunteers from rows of tables, in the headings that cities and other tools use; all faults at once."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jukugi.core.sortition.pool import Pool, Quota, Volunteer, features_of

Row = tuple[int, Mapping[str, str]]

# Which two columns name feature and value, nearest first: our own, OpenDLP's, the replication package's, Japanese.
NAMINGS = (
    ("feature", "value"),
    ("category", "name"),
    ("category", "value"),
    ("feature", "name"),
    ("category", "feature"),
    ("項目", "値"),
    ("項目", "区分"),
    ("属性", "値"),
    ("属性", "区分"),
)
BOUNDS = {
    "low": ("min", "minimum", "lower", "最小", "下限", "最少"),
    "high": ("max", "maximum", "upper", "最大", "上限", "最多"),
    "low_flex": ("min_flex", "minflex", "min flex", "最小の幅", "下限の幅"),
    "high_flex": ("max_flex", "maxflex", "max flex", "最大の幅", "上限の幅"),
}
KEYS = ("id", "nationbuilder_id")
WHOLE = re.compile(r"\d{1,9}(\.0+)?")


@dataclass(frozen=True)
class RowFault:
    """``code`` with the row of the table (the heading is 1), the column it concerns, and what stood there."""

    code: str
    row: int | None = None
    column: str | None = None
    value: str = ""


@dataclass(frozen=True)
class PoolColumns:
    """Which columns of the volunteers' table say what; a key of None numbers the rows from 1."""

    features: tuple[tuple[str, str], ...]
    """(feature, its column)"""
    key: str | None
    household: tuple[str, ...]


def plain(text: str) -> str:
    """The same word in one form: no difference of width, case or blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def quota_columns(header: Sequence[str]) -> tuple[dict[str, str], list[RowFault]]:
    """The columns ``feature``, ``value``, ``low``, ``high`` and perhaps the two of flex, by their heading."""
    by_word = {plain(name): name for name in reversed(header)}
    columns = {}
    for feature, value in NAMINGS:
        if feature in by_word and value in by_word:
            columns = {"feature": by_word[feature], "value": by_word[value]}
            break
    for bound, words in BOUNDS.items():
        for word in words:
            if word in by_word and bound not in columns:
                columns[bound] = by_word[word]
    told = {"feature": "feature", "value": "value", "low": "min", "high": "max"}
    missing = [name for bound, name in told.items() if bound not in columns]
    return columns, [RowFault("missing_column", 1, name, "、".join(header)) for name in missing]


def read_quotas(rows: Sequence[Row], columns: Mapping[str, str]) -> tuple[list[Quota], list[RowFault]]:
    """A quota from each row; of those that are none, the faults.

    ``rows`` are (number of the row, values by column); ``columns`` as ``quota_columns`` gives them.
    """
    quotas: list[Quota] = []
    faults: list[RowFault] = []
    seen: set[tuple[str, str]] = set()
    spelled: dict[str, str] = {}
    for line, row in rows:
        wrong: list[RowFault] = []
        feature, value = (" ".join(row[columns[name]].split()) for name in ("feature", "value"))
        feature = spelled.setdefault(plain(feature), feature)
        wrong += [
            RowFault("empty", line, columns[name])
            for name, text in (("feature", feature), ("value", value))
            if not text
        ]
        if (plain(feature), plain(value)) in seen and not wrong:
            wrong.append(RowFault("repeated_quota", line, columns["value"], value))
        numbers = {name: _number(row, line, columns, name, wrong) for name in BOUNDS if name in columns}
        if not wrong:
            quota = Quota(
                feature, value, numbers["low"] or 0, numbers["high"] or 0,
                numbers.get("low_flex"), numbers.get("high_flex"),
            )  # fmt: skip
            wrong += _flex_faults(quota, line, columns)
            seen.add((plain(feature), plain(value)))
            quotas.append(quota)
        faults += wrong
    return quotas, faults


def _number(
    row: Mapping[str, str], line: int, columns: Mapping[str, str], name: str, wrong: list[RowFault]
) -> int | None:
    """A count of people; None where there is none."""
    text = unicodedata.normalize("NFKC", row[columns[name]]).replace(",", "").strip()
    if not text and name.endswith("flex"):
        return None
    if not WHOLE.fullmatch(text):
        wrong.append(RowFault("empty" if not text else "not_a_count", line, columns[name], text))
        return None
    return int(float(text))


def _flex_faults(quota: Quota, line: int, columns: Mapping[str, str]) -> list[RowFault]:
    faults = []
    if quota.low_flex is not None and quota.low_flex > quota.low:
        faults.append(RowFault("flex_inside", line, columns["low_flex"], str(quota.low_flex)))
    if quota.high_flex is not None and quota.high_flex < quota.high:
        faults.append(RowFault("flex_inside", line, columns["high_flex"], str(quota.high_flex)))
    return faults


def pool_columns(
    header: Sequence[str], quotas: Sequence[Quota], *, key: str | None, household: Sequence[str]
) -> tuple[PoolColumns, list[RowFault]]:
    """Which columns say who a person is, in which household, and the value of each feature.

    ``key`` None looks for ``id`` or ``nationbuilder_id``, and numbers the rows where there is neither.
    """
    by_word = {plain(name): name for name in reversed(header)}
    by_word |= {plain(name): name for name in header if name in {key, *household, *features_of(quotas)}}
    missing: list[str] = []

    def column(name: str) -> str:
        found = name if name in header else by_word.get(plain(name))
        if found is None:
            missing.append(name)
        return found or name

    features = tuple((feature, column(feature)) for feature in features_of(quotas))
    homes = tuple(dict.fromkeys(column(name) for name in household))
    own = column(key) if key is not None else next((by_word[word] for word in KEYS if word in by_word), None)
    faults = [RowFault("missing_column", 1, name, "、".join(header)) for name in dict.fromkeys(missing)]
    return PoolColumns(features, own, homes), faults


def read_volunteers(rows: Sequence[Row], columns: PoolColumns, quotas: Sequence[Quota]) -> tuple[Pool, list[RowFault]]:
    """The pool from its rows; of rows that are no volunteer, the faults.

    A household is everybody with the same words in the columns of household; where all of these are empty, nobody else
    belongs to it.
    """
    known: dict[tuple[str, str], str] = {(q.feature, plain(q.value)): q.value for q in quotas}
    people: list[Volunteer] = []
    faults: list[RowFault] = []
    first: set[str] = set()
    for number, (line, row) in enumerate(rows, start=1):
        wrong: list[RowFault] = []
        key = str(number) if columns.key is None else row[columns.key].strip()
        if not key:
            wrong.append(RowFault("empty", line, columns.key))
        elif key in first:
            wrong.append(RowFault("repeated", line, columns.key, key))
        values = []
        for feature, column in columns.features:
            text = row[column].strip()
            value = known.get((feature, plain(text)))
            if value is None:
                wrong.append(RowFault("empty" if not text else "no_quota", line, column, text))
            values.append(value or "")
        first.add(key)
        faults += wrong
        if not wrong:
            people.append(Volunteer(key, tuple(values), _household(row, columns.household)))
    return Pool(tuple(feature for feature, _column in columns.features), tuple(people)), faults


def _household(row: Mapping[str, str], columns: Sequence[str]) -> str | None:
    words = [plain(row[column]).replace(" ", "") for column in columns]
    return "\x1f".join(words) if any(words) else None
