"""What changed between two texts, so that a person can read it: what is the same, what is gone, what is new."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from jukugi.core.text.calming import Change, calmed, parted, slid, snapped
from jukugi.core.text.matching import gaps, matching_blocks
from jukugi.core.text.runs import sentence_runs, word_runs

_WORDS_IN_A_LANDMARK = 4


class Kind(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one kind; never empty."""

    kind: Kind
    text: str


def compare_texts(old: str, new: str) -> tuple[Piece, ...]:
    """What changed from one text to another, in whole words as a Japanese reader sees them.

    The same and the gone pieces together are ``old``, the same and the new ones ``new``, letter by letter; neighbours
    are of different kinds, and what is gone stands before what took its place. Sentences are laid side by side first,
    then the words of those that differ (`matching_blocks`). So that nobody reads confetti, a change then moves to the
    better border, takes along the other half of its word, and swallows short words kept between two changes.
    Cost: near linear; 80,000 letters with a change in each of 400 clauses take about a tenth of a second.

    References
    ----------
    E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1, 1986.
    N. Fraser, "Diff Strategies", 2006 (the clean-up for readers).
    """
    return tuple(
        Piece(kind, text)
        for stays, gone, came in parted(calmed(snapped(_changes(old, new))))
        for kind, text in ((Kind.SAME, stays), (Kind.GONE, gone), (Kind.NEW, came))
        if text
    )


def similarity(old: str, new: str) -> float:
    """The share of letters in words that both texts have in one order: 1 only for equal texts. Symmetric; as quick."""
    if old == new:
        return 1.0
    first, second = sorted((old, new))
    return 2 * sum(len(stays) for stays, _, _ in _changes(first, second)) / (len(old) + len(new))


def _changes(old: str, new: str) -> list[Change]:
    """The changes in their order, before any clean-up but the sliding; the last one holds what stays at the end."""
    changes: list[Change] = []
    kept: list[str] = []
    ours, theirs = sentence_runs(old), sentence_runs(new)
    blocks = matching_blocks(ours, theirs)
    for (a, b, c, d), block in zip(gaps(blocks, len(ours), len(theirs)), [*blocks, None], strict=True):
        for stays, gone, came in _in_words("".join(ours[a:b]), "".join(theirs[c:d])):
            kept.append(stays)
            if gone or came:
                changes.append(("".join(kept), gone, came))
                kept = []
        if block:
            kept += ours[block.old : block.old + block.length]
    return [*changes, ("".join(kept), "", "")]


def _in_words(old: str, new: str) -> Iterator[Change]:
    """A stretch of sentences that differ, word by word; the last row may hold only what stays."""
    if not old or not new:
        yield "", old, new
        return
    ours, theirs = word_runs(old), word_runs(new)
    blocks = matching_blocks(ours, theirs, landmark=_WORDS_IN_A_LANDMARK)
    rows = []
    stays: list[str] = []
    for (a, b, c, d), block in zip(gaps(blocks, len(ours), len(theirs)), [*blocks, None], strict=True):
        rows.append((stays, ours[a:b], theirs[c:d]))
        stays = ours[block.old : block.old + block.length] if block else []
    yield from slid(rows)
