"""The tree of an edition: its order, depth and numbers, from where each clause says that it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from jukugi.apps.drafts.enums import DEEPEST

KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ"


class Placed(Protocol):
    """Where a clause stands: the key of its parent, and a position among its siblings."""

    clause_id: int
    parent_id: int | None
    position: int
    heading: str


@dataclass(frozen=True)
class Spot:
    """A clause in reading order. ``depth`` 1 is outermost; ``number`` is that of a heading (第1章, 1, (1), ア), ""
    for a clause without one. ``place`` says where it stands in words (3章 2 第4文).
    """

    clause_id: int
    parent_id: int | None
    depth: int
    number: str
    place: str


def spots(rows: Iterable[Placed]) -> list[Spot]:
    """All clauses in reading order, each once. A row whose parent is not among the rows stands outermost."""
    rows = list(rows)
    known = {row.clause_id for row in rows}
    children: dict[int | None, list[Placed]] = {}
    for one in rows:
        children.setdefault(one.parent_id if one.parent_id in known else None, []).append(one)
    found: list[Spot] = []
    # Each: the siblings still to come, their depth, and the place of what they are part of. Headings and texts count
    # each for themselves.
    stack = [(iter(_in_order(children.get(None, []))), 1, "", [0, 0])]
    while stack:
        siblings, depth, above, counts = stack[-1]
        row: Placed | None = next(siblings, None)
        if row is None:
            stack.pop()
            continue
        number, place = _named(row, depth, above, counts)
        found.append(Spot(row.clause_id, row.parent_id if row.parent_id in known else None, depth, number, place))
        stack.append((iter(_in_order(children.get(row.clause_id, []))), depth + 1, place, [0, 0]))
    return found


def heading_number(depth: int, count: int) -> str:
    """第1章, 1, (1), ア: as official papers number them."""
    if depth == 1:
        return f"第{count}章"
    if depth == 2:
        return f"{count}"
    if depth == 3:
        return f"({count})"
    return KANA[(count - 1) % len(KANA)]


def inside(rows: Sequence[Placed], clause_id: int) -> set[int]:
    """The keys of all that is part of a clause, itself left out."""
    children: dict[int | None, list[int]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row.clause_id)
    found: set[int] = set()
    waiting = list(children.get(clause_id, []))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += children.get(one, [])
    return found


def depth_of(rows: Sequence[Placed], clause_id: int | None) -> int:
    """How deep a clause stands; 0 for the edition itself."""
    parents = {row.clause_id: row.parent_id for row in rows}
    depth = 0
    while clause_id is not None and depth <= len(parents):
        depth += 1
        clause_id = parents.get(clause_id)
    return depth


def height_of(rows: Sequence[Placed], clause_id: int) -> int:
    """How many levels a clause and its parts take; 1 for one without parts."""
    children: dict[int | None, list[int]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row.clause_id)
    height, level = 0, [clause_id]
    while level and height <= DEEPEST + 1:
        height += 1
        level = [part for one in level for part in children.get(one, [])]
    return height


def _in_order(rows: list[Placed]) -> list[Placed]:
    return sorted(rows, key=lambda row: (row.position, row.clause_id))


def _named(row: Placed, depth: int, above: str, counts: list[int]) -> tuple[str, str]:
    if row.heading:
        counts[0] += 1
        number = heading_number(depth, counts[0])
        return number, f"{above} {number}".strip()
    counts[1] += 1
    return "", f"{above} 第{counts[1]}文".strip()
