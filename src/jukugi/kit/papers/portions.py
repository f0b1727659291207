"""Where a long paper is cut, so that it can be set piece by piece."""

from collections.abc import Iterator

from jukugi.kit.papers.parts import Block, Figure, Heading, Listing, Notice, Paper, Placed, Table, Text, placed

ONE_SITTING = 150_000
"""Weight in letters up to which a paper is set in one piece: some 250 pages, or 500 MB."""
PORTION = 60_000
_ROW = 40
"""What the frame of a row weighs, in letters."""


def cut(paper: Paper, *, one_sitting: int = ONE_SITTING, portion: int = PORTION) -> list[list[Placed]]:
    """The blocks in portions; one where the paper is short. A heading stays with what follows it, a block is whole."""
    blocks = list(placed(paper))
    if sum(_weight(block) for block, _level in blocks) <= one_sitting:
        return [blocks]
    return list(_portions(blocks, portion))


def _portions(blocks: list[Placed], most: int) -> Iterator[list[Placed]]:
    gathered: list[Placed] = []
    weight = 0
    for placed_block in blocks:
        heavy = _weight(placed_block.block)
        end = len(gathered)
        while end and isinstance(gathered[end - 1].block, Heading):
            end -= 1
        if end and weight + heavy > most:
            yield gathered[:end]
            gathered = gathered[end:]
            weight = sum(_weight(block) for block, _level in gathered)
        gathered.append(placed_block)
        weight += heavy
    yield gathered


def _weight(block: Block) -> int:
    match block:
        case Heading():
            return len(block.text) + _ROW
        case Text():
            return len(block.markdown)
        case Table():
            return sum(_ROW + sum(map(len, row)) for row in block.rows)
        case Notice():
            return len(block.text)
        case Listing():
            return sum(map(len, block.items))
        case Figure():
            return len(block.svg)
        case _:
            return 0
