"""What found what: interests across wards, and what asked and found nobody, with small numbers of people protected."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from jukugi.core.disclosure import shown_cells

OTHERS = ""


@dataclass(frozen=True)
class Sought:
    """One item that its owner agreed to have matched. ``group``: its kind, or interest. ``met``
    somebody, and ``across`` wards.
    """

    owner: Hashable
    group: str
    ward: int | None
    met: bool
    across: bool


@dataclass(frozen=True)
class Line:
    """People of one group: all, who met somebody, who did so across wards, who still seek. None is hidden."""

    group: str
    people: int | None
    met: int | None
    across: int | None
    alone: int | None


def lines_of(sought: Iterable[Sought], groups: Iterable[str], *, minimum: int) -> list[Line]:
    """One line for each group, people counted once in a group.

    ``met`` and ``alone`` are the two parts of ``people``, ``across`` and the rest of it those of ``met``: where one
    part is small, so that it could be told by subtracting, both are hidden; nobody at all is no secret. Linear.
    """
    people: dict[str, dict[Hashable, tuple[bool, bool]]] = defaultdict(dict)
    for one in sought:
        met, across = people[one.group].get(one.owner, (False, False))
        people[one.group][one.owner] = met or one.met, across or one.across
    return [_line(group, list(people[group].values()), minimum) for group in groups]


def _line(group: str, rows: list[tuple[bool, bool]], minimum: int) -> Line:
    total, met = len(rows), sum(met for met, _across in rows)
    across = sum(across for _met, across in rows)
    if 0 < total < minimum:
        return Line(group, None, None, None, None)
    if not all(shown_or_empty([met, total - met], minimum)):
        return Line(group, total, None, None, None)
    if not all(shown_or_empty([across, met - across], minimum)):
        return Line(group, total, met, None, total - met)
    return Line(group, total, met, across, total - met)


Meeting = tuple[Hashable, int, Hashable, int]


def ward_pairs(meetings: Iterable[Meeting], *, minimum: int) -> dict[tuple[int, int], int | None]:
    """How many people met across each two wards: (owner, ward, owner, ward) of each meeting; None is hidden.

    A pair of wards is told where at least ``minimum`` people stand on either side: nobody reads who met whom. No total
    is published beside them. Linear.
    """
    sides: dict[tuple[int, int], tuple[set[Hashable], set[Hashable]]] = {}
    for owner, ward, other, other_ward in meetings:
        if ward == other_ward:
            continue
        if ward > other_ward:
            owner, ward, other, other_ward = other, other_ward, owner, ward
        one_side, other_side = sides.setdefault((ward, other_ward), (set(), set()))
        one_side.add(owner)
        other_side.add(other)
    return {key: len(a | b) if min(len(a), len(b)) >= minimum else None for key, (a, b) in sorted(sides.items())}


def shown_or_empty(cells: list[int], minimum: int) -> list[bool]:
    """Which of two parts of a published total may be told: all where every part is nobody or enough."""
    if all(cell == 0 or cell >= minimum for cell in cells):
        return [True] * len(cells)
    return list(shown_cells(cells, rest=0, minimum=minimum))
