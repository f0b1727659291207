"""Whether figures may be published after those of the edition before. Plain Python."""

from collections.abc import Sequence
from typing import Any

from jukugi.apps.surveys.counted.figures import K
from jukugi.core.disclosure.flows import may_follow

Entry = dict[str, Any]
Cells = list[list[int | None]]


def follows(old: Entry, new: Entry) -> bool:
    """Whether figures, and what follows of those that are empty, differ; each by nobody or by enough people."""
    if new.get("few"):
        return False
    before, after = _figures(old, new), _figures(new, new)
    return before != after and len(before) == len(after) and may_follow(before, after, minimum=K)


def _figures(entry: Entry, shown: Entry) -> list[int]:
    """The figures of ``entry`` where ``shown`` shows them, with what is left of their total."""
    found = [entry.get("asked") or 0, entry.get("answered") or 0]
    for name in ("counts", "first", "points"):
        if entry.get(name) and shown.get(name):
            own = [
                each
                for each, other in zip(entry[name], shown[name], strict=True)
                if other is not None and each is not None
            ]
            found += own
            if name != "points":
                found.append((entry.get("answered") or 0) - sum(own))
    for row, other in zip(entry.get("rows", []), shown.get("rows", []), strict=True):
        found += _figures(row, other)
    return found


def empty_before(old: Entry, row: int, codes: list[str]) -> set[tuple[int, int]]:
    if row >= len(old["cells"]):
        return set()
    return {
        (i, codes.index(code))
        for i, line in enumerate(old["cells"][row])
        for code, each in zip(old["groups"], line, strict=True)
        if each is None and code in codes
    }


def row_sums(entry: Entry, question: Entry, row: int, end: int) -> list[int | None]:
    """Of each option how many chose it, as published; and how many of all sheets told nothing."""
    own = entry["rows"][row] if question["kind"] == "matrix" else entry
    counts = own.get("first") if question["kind"] == "ranking" else own.get("counts")
    if counts is None:
        return [None] * (len(question["options"]) + 1)
    return [*counts, end - own["answered"]]


Sums = tuple[Sequence[int | None], Sequence[int | None]]


def cells_follow(old: Sequence[Sequence[int | None]], new: Cells, rows: Sums, columns: Sums) -> bool:
    """Cells that both editions show, the margins, and what is left of these. ``rows``, ``columns``: before, after."""
    across = [list(line) for line in zip(*old, strict=True)], [list(line) for line in zip(*new, strict=True)]
    for (lines, others), (sums, other_sums) in (((old, new), rows), (across, columns)):
        for was, now, whole, other_whole in zip(lines, others, sums, other_sums, strict=True):
            both = [(a, b) for a, b in zip(was, now, strict=True) if a is not None and b is not None]
            before, after = [a for a, _ in both], [b for _, b in both]
            if whole is not None and other_whole is not None:
                before, after = [*before, whole, whole - sum(before)], [*after, other_whole, other_whole - sum(after)]
            if not may_follow(before, after, minimum=K):
                return False
    return True
