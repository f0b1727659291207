"""Two people's changes to one text put together; what both changed is handed back for a person to decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jukugi.core.text.matching import gaps, matching_blocks
from jukugi.core.text.runs import sentence_runs


@dataclass(frozen=True)
class Conflict:
    """A place both sides changed in different ways: what stood there, and what each side made of it.

    In the merged text ``mine`` stands there, from the letter ``at``.
    """

    at: int
    base: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Merged:
    """The text with the changes of both sides, and the places where a person has to choose, in their order."""

    text: str
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True)
class _Hunk:
    """Sentences [start, end) of the base became ``text``."""

    start: int
    end: int
    text: str
    is_mine: bool


def merge_texts(base: str, mine: str, theirs: str) -> Merged:
    """Put two changed forms of one text together, sentence by sentence and line by line (diff3).

    What only one side changed is taken from it; what both changed alike is taken once. Changes that meet in a sentence
    are a conflict; so are sentences both sides added in one place, and a sentence added beside one the other side took
    out: it may have hung on that one. Every sentence of either side that is not in the base is in the text or in a
    conflict. Cost: as for `matching_blocks`.

    References
    ----------
    S. Khanna, K. Kunal, B. C. Pierce, "A Formal Investigation of Diff3", FSTTCS 2007. Unlike there, changes to two
    neighbouring sentences are no conflict: officers do this all the time, and nothing is lost by it.
    """
    if base in (mine, theirs) or mine == theirs:
        return Merged(theirs if base == mine else mine, ())
    sentences = sentence_runs(base)
    hunks = [*_hunks(sentences, mine, is_mine=True), *_hunks(sentences, theirs, is_mine=False)]
    hunks.sort(key=lambda hunk: (hunk.start, hunk.end, not hunk.is_mine))
    parts: list[str] = []
    conflicts: list[Conflict] = []
    length = done = 0
    for cluster in _clusters(hunks):
        start, end = min(hunk.start for hunk in cluster), max(hunk.end for hunk in cluster)
        parts.append("".join(sentences[done:start]))
        length += len(parts[-1])
        sides = [_side(sentences, cluster, start, end, is_mine=is_mine) for is_mine in (True, False)]
        owners = {hunk.is_mine for hunk in cluster}
        if len(owners) == 2 and sides[0] != sides[1]:
            conflicts.append(Conflict(length, "".join(sentences[start:end]), *sides))
        parts.append(sides[0] if True in owners else sides[1])
        length += len(parts[-1])
        done = end
    return Merged("".join([*parts, *sentences[done:]]), tuple(conflicts))


def _hunks(sentences: Sequence[str], changed: str, *, is_mine: bool) -> Iterator[_Hunk]:
    found = sentence_runs(changed)
    for a, b, c, d in gaps(matching_blocks(sentences, found), len(sentences), len(found)):
        if a < b or c < d:
            yield _Hunk(a, b, "".join(found[c:d]), is_mine)


def _clusters(hunks: Sequence[_Hunk]) -> list[list[_Hunk]]:
    """Changes that meet, together. Those of one side never meet each other."""
    clusters: list[list[_Hunk]] = []
    for hunk in hunks:
        if clusters and any(_meet(other, hunk) for other in clusters[-1] if other.is_mine != hunk.is_mine):
            clusters[-1].append(hunk)
        else:
            clusters.append([hunk])
    return clusters


def _meet(first: _Hunk, second: _Hunk) -> bool:
    if first.start < second.end and second.start < first.end:
        return True
    is_touching = first.end == second.start or second.end == first.start
    added, other = (first, second) if first.start == first.end else (second, first)
    return is_touching and added.start == added.end and (other.start == other.end or not other.text)


def _side(sentences: Sequence[str], cluster: Sequence[_Hunk], start: int, end: int, *, is_mine: bool) -> str:
    """What one side made of sentences [start, end)."""
    parts: list[str] = []
    done = start
    for hunk in cluster:
        if hunk.is_mine == is_mine:
            parts += [*sentences[done : hunk.start], hunk.text]
            done = hunk.end
    return "".join([*parts, *sentences[done:end]])
