"""What changed between two editions of a document, clause by clause and word by word."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jukugi.apps.drafts import tree
from jukugi.apps.drafts.models import Clause, ClauseDescent, ClauseText, Edition
from jukugi.apps.drafts.tree import Spot
from jukugi.core.text import Piece, compare_texts


class ChangeKind(StrEnum):
    """What became of a clause from one edition to another."""

    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True)
class Change:
    """A clause in two editions. ``before`` and ``after`` are its places, "" where it does not stand.

    ``heading`` and ``text`` are its words with what is gone and what is new. ``kin``: clauses from which it came, or
    into which it went. ``reason``: why it is gone.
    """

    kind: ChangeKind
    clause: Clause
    before: str
    after: str
    heading: tuple[Piece, ...]
    text: tuple[Piece, ...]
    has_moved: bool = False
    kin: tuple[Clause, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Compared:
    """All clauses of two editions in the order of the newer one; what is gone stands where it was."""

    old: Edition
    new: Edition
    changes: tuple[Change, ...]

    def of_kind(self, *kinds: ChangeKind) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.kind in kinds)

    @property
    def same(self) -> int:
        """How many clauses did not change."""
        return len(self.of_kind(ChangeKind.SAME))

    @property
    def counts(self) -> dict[str, int]:
        """How many clauses there are of each kind."""
        return {kind.value: len(self.of_kind(kind)) for kind in ChangeKind}


def compare_editions(old: Edition, new: Edition) -> Compared:
    """Lay two editions of a document side by side. Three queries."""
    before, after = _rows(old), _rows(new)
    old_spots, new_spots = tree.spots(before.values()), tree.spots(after.values())
    kin = _kin(old, new)
    moved = _moved(old_spots, new_spots)
    places = {spot.clause_id: spot.place for spot in old_spots}
    waiting = _gone_after(old_spots, after.keys())
    changes = [_gone(before[pk], places[pk], kin) for pk in waiting.get(None, [])]
    for spot in new_spots:
        row = after[spot.clause_id]
        changes.append(_change(row, before.get(spot.clause_id), spot, places, kin, spot.clause_id in moved))
        changes += [_gone(before[pk], places[pk], kin) for pk in waiting.get(spot.clause_id, [])]
    return Compared(old, new, tuple(changes))


def _rows(edition: Edition) -> dict[int, ClauseText]:
    return {row.clause_id: row for row in edition.texts.select_related("clause")}


def _kin(old: Edition, new: Edition) -> dict[int, list[ClauseDescent]]:
    """By clause its splits and mergers between the editions."""
    found: dict[int, list[ClauseDescent]] = {}
    between = ClauseDescent.objects.filter(
        edition__document=new.document_id, edition__number__gt=old.number, edition__number__lte=new.number
    )
    for descent in between.select_related("source", "result"):
        found.setdefault(descent.source_id, []).append(descent)
        found.setdefault(descent.result_id, []).append(descent)
    return found


def _moved(old: Sequence[Spot], new: Sequence[Spot]) -> set[int]:
    """Clauses under another parent, or out of the longest order that they have in common with their siblings."""
    parents = {spot.clause_id: spot.parent_id for spot in old}
    order = {spot.clause_id: place for place, spot in enumerate(old)}
    moved: set[int] = set()
    siblings: dict[int | None, list[int]] = {}
    for spot in new:
        if spot.clause_id not in parents:
            continue
        if parents[spot.clause_id] != spot.parent_id:
            moved.add(spot.clause_id)
        else:
            siblings.setdefault(spot.parent_id, []).append(spot.clause_id)
    for clauses in siblings.values():
        moved |= set(clauses) - _in_order(clauses, order)
    return moved


def _in_order(clauses: Sequence[int], order: dict[int, int]) -> set[int]:
    """The longest of them that stand in the old order (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before: dict[int, int | None] = {}
    for clause in clauses:
        place = bisect_left(tops, order[clause])
        before[clause] = piles[place - 1] if place else None
        if place == len(tops):
            tops.append(order[clause])
            piles.append(clause)
        else:
            tops[place], piles[place] = order[clause], clause
    kept: set[int] = set()
    one = piles[-1] if piles else None
    while one is not None:
        kept.add(one)
        one = before[one]
    return kept


def _gone_after(old: Sequence[Spot], standing: Collection[int]) -> dict[int | None, list[int]]:
    """What stands no more, by the last clause before it that still does."""
    waiting: dict[int | None, list[int]] = {}
    last: int | None = None
    for spot in old:
        if spot.clause_id in standing:
            last = spot.clause_id
        else:
            waiting.setdefault(last, []).append(spot.clause_id)
    return waiting


def _change(
    row: ClauseText,
    before: ClauseText | None,
    spot: Spot,
    places: dict[int, str],
    kin: dict[int, list[ClauseDescent]],
    has_moved: bool,
) -> Change:
    heading = compare_texts(before.heading if before else "", row.heading)
    text = compare_texts(before.text if before else "", row.text)
    if before is None:
        kind = ChangeKind.ADDED
    elif (before.heading, before.text) != (row.heading, row.text):
        kind = ChangeKind.CHANGED
    else:
        kind = ChangeKind.MOVED if has_moved else ChangeKind.SAME
    others = tuple(_other(descent, row.clause_id) for descent in kin.get(row.clause_id, []))
    return Change(kind, row.clause, places.get(row.clause_id, ""), spot.place, heading, text, has_moved, others)


def _gone(row: ClauseText, place: str, kin: dict[int, list[ClauseDescent]]) -> Change:
    others = tuple(_other(descent, row.clause_id) for descent in kin.get(row.clause_id, []))
    return Change(
        ChangeKind.GONE,
        row.clause,
        place,
        "",
        compare_texts(row.heading, ""),
        compare_texts(row.text, ""),
        kin=others,
        reason=row.clause.ended_reason,
    )


def _other(descent: ClauseDescent, clause_id: int) -> Clause:
    return descent.result if descent.source_id == clause_id else descent.source
