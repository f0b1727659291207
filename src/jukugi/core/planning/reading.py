"""Rows of the two tables that people bring, as what planning takes; all faults at once."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jukugi.core.planning.burden import AdminRequestLoad, AssociationSize, Basis
from jukugi.core.planning.choices import ChangeKind

REQUEST_COLUMNS = ("id", "times_per_year", "months", "people_per_time", "hours_per_person")
"""Columns that a table of requests must have. It may have more: see docs/reference/commands.md."""
ASSOCIATION_COLUMNS = ("id",)

BASES = {
    **dict.fromkeys(("法令", "法律", "政令", "省令", "law"), Basis.LAW),
    **dict.fromkeys(("条例", "規則", "ordinance"), Basis.ORDINANCE),
    **dict.fromkeys(("要綱", "要領", "guideline"), Basis.GUIDELINE),
    **dict.fromkeys(("慣行", "慣例", "custom"), Basis.CUSTOM),
    **dict.fromkeys(("不明", "", "unknown"), Basis.UNKNOWN),
}
KINDS = {
    **dict.fromkeys(("移す", "move"), ChangeKind.MOVE),
    **dict.fromkeys(("束ねる", "bundle"), ChangeKind.BUNDLE),
    **dict.fromkeys(("やめる", "drop"), ChangeKind.DROP),
}
NOTHING = ("なし", "none")
IS_ASSOCIATION = frozenset({"町内会・自治会", "町内会", "自治会", "町会", "association"})

_NUMBER = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(?:/(\d{1,4}))?")
_BETWEEN = re.compile(r"[;、,・|\s]+")

Row = Mapping[str, str]


@dataclass(frozen=True)
class RowFault:
    """``code`` with the row of the file and the column it concerns, and what stood there."""

    code: str
    row: int
    column: str
    value: str = ""


@dataclass(frozen=True)
class RequestRow:
    """A request with its words. ``assumed`` are columns that were empty, with what was taken instead."""

    load: AdminRequestLoad
    title: str
    department: str
    targets: frozenset[str] = frozenset()
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True)
class AssociationRow:
    """An association with its words. ``is_association`` is false for other bodies of the same table."""

    size: AssociationSize
    name: str
    ward: str
    is_association: bool


class _Cells:
    """The cells of one row; what is wrong with them is gathered."""

    def __init__(self, line: int, row: Row, faults: list[RowFault]) -> None:
        self.line, self.row, self.faults = line, row, faults

    def text(self, column: str) -> str:
        return unicodedata.normalize("NFKC", self.row.get(column) or "").strip()

    def fault(self, code: str, column: str) -> None:
        self.faults.append(RowFault(code, self.line, column, (self.row.get(column) or "").strip()))

    def number(self, column: str, *, is_zero_fine: bool = True) -> Fraction | None:
        """A decimal or a fraction such as 1/3; None, with a fault, for what is none. Empty is none."""
        typed = self.text(column)
        found = _NUMBER.fullmatch(typed)
        if not typed:
            self.fault("empty", column)
        elif not found or (found[2] is not None and not int(found[2])):
            self.fault("not_a_number", column)
        elif not is_zero_fine and not Fraction(found[1]):
            self.fault("not_above_zero", column)
        else:
            return Fraction(found[1]) / int(found[2] or 1)
        return None

    def optional(self, column: str) -> Fraction | None:
        return self.number(column) if self.text(column) else None

    def count(self, column: str) -> int | None:
        """A whole number above 0; None where the cell is empty or, with a fault, holds something else."""
        number = self.number(column, is_zero_fine=False) if self.text(column) else None
        if number is not None and number.denominator != 1:
            self.fault("not_whole", column)
            return None
        return None if number is None else int(number)

    def words(self, column: str) -> list[str]:
        return [word for word in _BETWEEN.split(self.text(column)) if word]


def read_request_rows(rows: Sequence[tuple[int, Row]]) -> tuple[list[RequestRow], list[RowFault]]:
    """The rows that are whole, and what is wrong with the others: line, column and what stood there."""
    return _read(rows, _request)


def read_association_rows(rows: Sequence[tuple[int, Row]]) -> tuple[list[AssociationRow], list[RowFault]]:
    """The rows that are whole, other bodies among them, and what is wrong with the others."""
    return _read(rows, _association)


def _read(rows: Sequence[tuple[int, Row]], read: Callable[["_Cells"], Any]) -> tuple[list[Any], list[RowFault]]:
    taken, faults, seen = [], [], set()
    for line, row in rows:
        own: list[RowFault] = []
        cells = _Cells(line, row, own)
        key = (row.get("id") or "").strip()
        if not key:
            cells.fault("empty", "id")
        elif key in seen:
            cells.fault("repeated", "id")
        seen.add(key)
        found = read(cells)
        faults += own
        if not own:
            taken.append(found)
    return taken, faults


def _request(cells: _Cells) -> RequestRow:
    months = _months(cells)
    times, assumed = _times(cells, months)
    people, hours = cells.number("people_per_time"), cells.number("hours_per_person")
    basis = BASES.get(cells.text("legal_basis"))
    if basis is None:
        cells.fault("unknown_basis", "legal_basis")
    load = AdminRequestLoad(
        key=(cells.row.get("id") or "").strip(),
        times_per_year=times or Fraction(1),
        months=months,
        people=people or Fraction(0),
        hours=hours or Fraction(0),
        basis=basis or Basis.UNKNOWN,
        who=cells.text("who"),
        channel=cells.text("channel"),
        category=cells.text("category"),
        hours_range=_range(cells, hours),
        per_households=cells.count("per_households"),
        allowed=_allowed(cells),
    )
    return RequestRow(
        load=load,
        title=(cells.row.get("title") or "").strip(),
        department=(cells.row.get("department") or "").strip(),
        targets=frozenset(cells.words("targets")),
        assumed=assumed if months else (*assumed, "months"),
    )


def _months(cells: _Cells) -> tuple[int, ...]:
    """4;5;6, 4、5 or 4月・5月: each once, in the order of the year."""
    months = []
    for word in cells.words("months"):
        digits = word.removesuffix("月")
        if not re.fullmatch(r"\d{1,2}", digits) or not 1 <= int(digits) <= 12:
            cells.fault("not_a_month", "months")
            return ()
        months.append(int(digits))
    if len(set(months)) != len(months):
        cells.fault("repeated_month", "months")
    return tuple(sorted(set(months)))


def _times(cells: _Cells, months: tuple[int, ...]) -> tuple[Fraction | None, tuple[str, ...]]:
    """Times a year; where the cell is empty, once in each month named."""
    if not cells.text("times_per_year") and months:
        return Fraction(len(months)), ("times_per_year",)
    return cells.number("times_per_year", is_zero_fine=False), ()


def _range(cells: _Cells, hours: Fraction | None) -> tuple[Fraction, Fraction] | None:
    """Least and most hours of one person; both or neither, around the one figure."""
    low, high = cells.optional("hours_low"), cells.optional("hours_high")
    if low is None and high is None:
        return None
    if low is None or high is None:
        cells.fault("half_a_range", "hours_low" if low is None else "hours_high")
        return None
    if hours is not None and not low <= hours <= high:
        cells.fault("outside_its_range", "hours_per_person")
    return low, high


def _allowed(cells: _Cells) -> frozenset[str] | None:
    words = cells.words("allowed")
    if not words:
        return None
    if len(words) == 1 and words[0] in NOTHING:
        return frozenset()
    if any(word not in KINDS for word in words):
        cells.fault("unknown_kind", "allowed")
        return None
    return frozenset(KINDS[word].value for word in words)


def _association(cells: _Cells) -> AssociationRow:
    kind = cells.text("kind")
    return AssociationRow(
        size=AssociationSize((cells.row.get("id") or "").strip(), cells.count("member_households")),
        name=(cells.row.get("name") or "").strip(),
        ward=cells.text("ward_code"),
        is_association="kind" not in cells.row or kind in IS_ASSOCIATION,
    )
