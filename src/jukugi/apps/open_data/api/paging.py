"""One page of a table's rows: from a key on, by what cells hold, without reading what stands before."""

import base64
import binascii
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from jukugi.apps.open_data.api.problems import Problem
from jukugi.kit.open_rows import QueryRows
from jukugi.kit.open_tables import Cell, Column, Kind, OpenTable, plain_cell

USUAL, MOST = 100, 1_000
POSITION_AT_MOST = 10_000
"""Of a table that cannot begin after a key: how many of its rows are read at most, from its first."""
LARGEST = 2**63 - 1
LONGEST_TEXT, LONGEST_CURSOR = 200, 600
TEXT = re.compile(r"[^\x00-\x1f\x7f-\x9f]{1,200}")


@dataclass(frozen=True)
class Page:
    """Rows as JSON objects, and the mark from which the next page goes on; "" where there is none."""

    rows: list[dict[str, Any]]
    next: str


def asked_by(table: OpenTable) -> list[Column]:
    """The columns by whose cells one may ask: those of the key, those with codes, and those the table names."""
    named = {*table.key, *(table.rows.by if isinstance(table.rows, QueryRows) else ())}
    read = len(table.rows.fields) if isinstance(table.rows, QueryRows) else len(table.columns)
    return [column for column in table.columns[:read] if column.codes or column.name in named]


def page_of(table: OpenTable, *, where: Mapping[str, Any], cursor: str, limit: int) -> Page:
    """Raises Problem where the mark is none of this table, or leads too far into one that is read by position."""
    if not isinstance(table.rows, QueryRows):
        return _by_position(table, where, cursor, limit)
    kinds = [table.columns[table.names.index(name)].kind for name in table.key]
    last = _read_key(cursor, kinds) if cursor else ()
    found = table.rows.after(table.names, table.key, last=last, where=where, limit=limit + 1)
    rows = [_as_object(table, row) for row in found[:limit]]
    is_more = len(found) > limit
    return Page(rows, _mark([rows[-1][name] for name in table.key]) if is_more else "")


def _by_position(table: OpenTable, where: Mapping[str, Any], cursor: str, limit: int) -> Page:
    start = _read_key(cursor, [Kind.WHOLE])[0] if cursor else 0
    if start < 0:
        raise _unreadable()
    if start >= POSITION_AT_MOST:
        words = _(
            "この表は、はじめの%(count)s行までしか分けて読めません。残りはCSVかJSONのファイルで受け取ってください。"
        )
        raise Problem(400, words % {"count": f"{POSITION_AT_MOST:,}"})
    wanted = {table.names.index(name): plain_cell(cell) for name, cell in where.items()}
    rows: list[dict[str, Any]] = []
    for place, row in enumerate(table.rows()):
        if place < start:
            continue
        if place >= POSITION_AT_MOST or len(rows) == limit:
            return Page(rows, _mark([place]))
        if all(plain_cell(row[at]) == cell for at, cell in wanted.items()):
            rows.append(_as_object(table, row))
    return Page(rows, "")


def _as_object(table: OpenTable, row: Sequence[Cell]) -> dict[str, Any]:
    cells = (float(cell) if isinstance(cell, Decimal) else plain_cell(cell) for cell in row)
    return dict(zip(table.names, cells, strict=True))


def _mark(key: list[Any]) -> str:
    told = json.dumps(key, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(told).rstrip(b"=").decode()


def _read_key(cursor: str, kinds: Sequence[Kind]) -> tuple[Any, ...]:
    try:
        told = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(told, list) or len(told) != len(kinds):
            raise ValueError
        return tuple(_read_cell(cell, kind) for cell, kind in zip(told, kinds, strict=True))
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise _unreadable() from error


def _read_cell(cell: Any, kind: Kind) -> Any:
    """Raises ValueError, TypeError."""
    match kind:
        case Kind.WHOLE:
            if type(cell) is not int or abs(cell) > LARGEST:
                raise ValueError
            return cell
        case Kind.DAY:
            return date.fromisoformat(cell)
        case Kind.MOMENT:
            return datetime.fromisoformat(cell)
        case Kind.FLAG:
            return bool(cell)
        case _:
            cell.encode()  # half of a pair is no letter
            if not TEXT.fullmatch(cell):
                raise ValueError
            return cell


def _unreadable() -> Problem:
    return Problem(400, _("続きの印（cursor）が、この表のものではありません。はじめから読み直してください。"))
