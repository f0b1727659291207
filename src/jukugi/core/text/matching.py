"""Which elements of two sequences belong together, in order: the ground under comparing and merging texts."""

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

MOST_EDITS = 128
"""More edits than this in a stretch without landmarks are not traced: it counts as written anew."""
_SHORT = 64
"""Elements of both sides together from which landmarks are looked for first."""


class Block(NamedTuple):
    """``length`` elements, from ``old`` in the first sequence and from ``new`` in the second, are equal."""

    old: int
    new: int
    length: int


Span = tuple[int, int, int, int]
"""A stretch [a, b) of the first sequence against [c, d) of the second."""


def matching_blocks(old: Sequence[str], new: Sequence[str], *, landmark: int = 1) -> list[Block]:
    """The stretches two sequences have in common, in the order of both.

    Where a run of ``landmark`` elements stands just once on either side, it is kept as a landmark, as many of them as
    stand in one order; between them the shortest way to change one side into the other is taken. A stretch without a
    landmark that takes more than 128 edits counts as written anew. So the cost is near linear: at worst 128 times the
    number of elements.

    References
    ----------
    E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1, 1986 (the shortest way).
    B. Cohen, "Patience Diff Advantages", 2010 (landmarks); C. Schensted, "Longest Increasing and Decreasing
    Subsequences", Canadian Journal of Mathematics 13, 1961 (as many as stand in one order).
    """
    found: list[Block] = []
    open_spans: list[Span] = [(0, len(old), 0, len(new))]
    while open_spans:
        span, ends = _without_ends(old, new, open_spans.pop())
        found += ends
        if span[0] < span[1] and span[2] < span[3]:
            marks = _landmarks(old, new, span, landmark) if _size(span) > _SHORT else []
            if marks:
                found += [Block(i, j, landmark) for i, j in marks]
                open_spans += _between(marks, span, landmark)
            else:
                found += _shortest(old, new, span)
    return _joined(sorted(found))


def gaps(blocks: Sequence[Block], n_old: int, n_new: int) -> Iterator[Span]:
    """What stands before, between and after the blocks; empty on both sides where there is nothing."""
    i = j = 0
    for block in (*blocks, Block(n_old, n_new, 0)):
        yield i, block.old, j, block.new
        i, j = block.old + block.length, block.new + block.length


def _size(span: Span) -> int:
    return span[1] - span[0] + span[3] - span[2]


def _without_ends(old: Sequence[str], new: Sequence[str], span: Span) -> tuple[Span, list[Block]]:
    """The span without what both sides begin and end with, and those ends."""
    a, b, c, d = span
    while a < b and c < d and old[a] == new[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
    ends = [Block(span[0], span[2], a - span[0]), Block(b, d, span[1] - b)]
    return (a, b, c, d), [block for block in ends if block.length]


def _landmarks(old: Sequence[str], new: Sequence[str], span: Span, width: int) -> list[tuple[int, int]]:
    """Where runs that stand once on either side begin; as many as stand in the same order, none over another."""
    a, b, c, d = span
    here, there = _once(old, a, b, width), _once(new, c, d, width)
    pairs = sorted((i, there[run]) for run, i in here.items() if i >= 0 and there.get(run, -1) >= 0)
    chosen: list[tuple[int, int]] = []
    for i, j in _increasing(pairs):
        if not chosen or (i >= chosen[-1][0] + width and j >= chosen[-1][1] + width):
            chosen.append((i, j))
    return chosen


def _once(elements: Sequence[str], start: int, end: int, width: int) -> dict[Hashable, int]:
    """The place of each run of elements; -1 for those that stand more than once."""
    places: dict[Hashable, int] = {}
    runs = zip(*(elements[start + shift : end] for shift in range(width)), strict=False)
    for place, run in enumerate(runs, start):
        places[run] = -1 if run in places else place
    return places


def _increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs, sorted by the first number, in which the second rises too. Cost: n log n."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, (_, value) in enumerate(pairs):
        pile = bisect_left(tops, value)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [value]
        ends[pile : pile + 1] = [place]
    chosen: list[tuple[int, int]] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        chosen.append(pairs[place])
        place = before[place]
    return chosen[::-1]


def _between(marks: Sequence[tuple[int, int]], span: Span, width: int) -> list[Span]:
    a, b, c, d = span
    starts = [(a, c), *((i + width, j + width) for i, j in marks)]
    return [(i, k, j, m) for (i, j), (k, m) in zip(starts, [*marks, (b, d)], strict=True)]


def _shortest(old: Sequence[str], new: Sequence[str], span: Span) -> list[Block]:
    """What stays where one side is changed into the other with the fewest edits; nothing beyond ``MOST_EDITS``."""
    a, b, c, d = span
    n, m = b - a, d - c
    reach = min(n + m, MOST_EDITS)
    furthest = [0] * (2 * reach + 3)
    trail: list[list[int]] = []
    for edits in range(reach + 1):
        trail.append(furthest[reach + 1 - edits - 1 : reach + 1 + edits + 2])
        for k in range(-edits + 2 * max(0, edits - m), edits - 2 * max(0, edits - n) + 1, 2):
            at = reach + 1 + k
            is_down = k == -edits or (k != edits and furthest[at - 1] < furthest[at + 1])
            x = furthest[at + 1] if is_down else furthest[at - 1] + 1
            y = x - k
            while x < n and y < m and old[a + x] == new[c + y]:
                x, y = x + 1, y + 1
            furthest[at] = x
            if x >= n and y >= m:
                return [Block(a + i, c + j, length) for i, j, length in _walked_back(trail, n, m)]
    return []


def _walked_back(trail: Sequence[Sequence[int]], n: int, m: int) -> Iterator[tuple[int, int, int]]:
    """The equal runs on the way found, from its end."""
    x, y = n, m
    for edits in range(len(trail) - 1, -1, -1):
        if not edits:
            yield 0, 0, x
            return
        k, row = x - y, trail[edits]  # row[k + edits + 1] belongs to diagonal k
        is_down = k == -edits or (k != edits and row[k + edits] < row[k + edits + 2])
        before = k + 1 if is_down else k - 1
        from_x = row[before + edits + 1]
        start = from_x if is_down else from_x + 1
        yield start, start - k, x - start
        x, y = from_x, from_x - before


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Blocks that follow each other on both sides as one, without empty ones."""
    joined: list[Block] = []
    for block in blocks:
        if not block.length:
            continue
        last = joined[-1] if joined else None
        if last and (last.old + last.length, last.new + last.length) == (block.old, block.new):
            joined[-1] = Block(last.old, last.new, last.length + block.length)
        else:
            joined.append(block)
    return joined
