"""What changed between two texts, word by word, so that a person can read it: kept, taken out, put in."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from jukugi.core.text.phrases import split_phrases

SHORT_KEPT = 1
"""Pieces this short between two changes are read as part of the change: single particles would only scatter it."""
MOST_PIECES = 4000


class Kind(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Change:
    """A stretch of text of one kind."""

    kind: Kind
    text: str


def compare_texts(before: str, after: str) -> tuple[Change, ...]:
    """What changed from one text to another, phrase by phrase (文節).

    The kept and the removed stretches together are ``before``, the kept and the added ones ``after``, letter by letter.
    What was taken out stands before what was put in its place. The cost is quadratic in the phrases that differ; texts
    of more than 4,000 phrases are compared by lines.
    """
    old, new = _pieces(before), _pieces(after)
    found: list[Change] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Change(Kind.KEPT, "".join(old[i1:i2])))
            continue
        found += _narrowed("".join(old[i1:i2]), "".join(new[j1:j2]))
    return tuple(_joined(found))


def _pieces(text: str) -> Sequence[str]:
    lines = text.splitlines(keepends=True)
    pieces: list[str] = []
    for line in lines:
        body = line.rstrip("\r\n")
        pieces += split_phrases(body) if body else ()
        if ending := line[len(body) :]:
            pieces.append(ending)
    return pieces if len(pieces) <= MOST_PIECES else lines


def _narrowed(old: str, new: str) -> list[Change]:
    """A change without what both sides begin and end with, where what is left is still whole on either side."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    stop_old, stop_new = len(old) - end, len(new) - end
    parts = [
        Change(Kind.KEPT, old[:start]),
        Change(Kind.REMOVED, old[start:stop_old]),
        Change(Kind.ADDED, new[start:stop_new]),
        Change(Kind.KEPT, old[stop_old:]),
    ]
    return [part for part in parts if part.text]


def _joined(found: Sequence[Change]) -> list[Change]:
    """Neighbours of one kind as one; a kept piece of a letter between two changes goes with them."""
    calm: list[Change] = []
    for place, change in enumerate(found):
        between = 0 < place < len(found) - 1 and found[place - 1].kind != Kind.KEPT != found[place + 1].kind
        if change.kind == Kind.KEPT and between and len(change.text) <= SHORT_KEPT and change.text.strip():
            calm += [Change(Kind.REMOVED, change.text), Change(Kind.ADDED, change.text)]
        else:
            calm.append(change)
    joined: list[Change] = []
    for stretch in _stretches(calm):
        texts = {kind: "".join(change.text for change in stretch if change.kind == kind) for kind in Kind}
        joined += [Change(kind, texts[kind]) for kind in Kind if texts[kind]]
    return joined


def _stretches(changes: Sequence[Change]) -> list[list[Change]]:
    """Runs of kept pieces, and runs of pieces that were changed."""
    runs: list[list[Change]] = []
    for change in changes:
        if runs and (runs[-1][0].kind == Kind.KEPT) == (change.kind == Kind.KEPT):
            runs[-1].append(change)
        else:
            runs.append([change])
    return runs
