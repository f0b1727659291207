"""A paper as a room writes it: a title and blocks. One source for the page, Word and PDF."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from jukugi.kit.writing import printable

MOST_LEVELS = 4
LISTED_LEVELS = 2
FEWEST_LISTED = 5
"""Headings of the first two levels from which a paper has a table of contents."""
_ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}")


@dataclass(frozen=True)
class Heading:
    """``level`` 1 to 4; ``number`` stands before the words (第1章, 1, (1)); ``anchor`` is where links lead."""

    text: str
    level: int = 1
    anchor: str = ""
    number: str = ""

    @property
    def whole(self) -> str:
        return f"{self.number}　{self.text}" if self.number else self.text


@dataclass(frozen=True)
class Text:
    """Markdown (`kit.writing`). Its headings come below the heading it stands under."""

    markdown: str


@dataclass(frozen=True)
class Table:
    """``caption`` says what it shows, ``note`` its source and date; ``numeric`` the columns with figures, from 0.

    ``widths`` are the parts of the whole that each column takes, in any unit; without them every column takes what its
    words want. A table of hundreds of rows needs them: measuring all its words takes longer than setting them.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    numeric: frozenset[int] = frozenset()
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.heads) for row in self.rows):
            raise ValueError(f"Every row of {self.caption!r} needs {len(self.heads)} cells")
        if self.widths and len(self.widths) != len(self.heads):
            raise ValueError(f"{self.caption!r} needs {len(self.heads)} widths, or none")

    @property
    def shares(self) -> tuple[float, ...]:
        """The widths as shares of 1; none where every column takes what its words want."""
        return tuple(width / sum(self.widths) for width in self.widths)


@dataclass(frozen=True)
class Figure:
    """``svg`` as the server draws it; ``alt`` says what it shows to those who do not see it."""

    svg: str
    alt: str
    caption: str

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError(f"Figure {self.caption!r} needs a text for those who do not see it")


@dataclass(frozen=True)
class Notice:
    """A box: what, and where or what to do. Plain text."""

    title: str
    text: str


@dataclass(frozen=True)
class Listing:
    """Items of plain text, with bullets or numbers."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new sheet. Nothing on a page of the web."""


Block = Heading | Text | Table | Figure | Notice | Listing | PageBreak


@dataclass(frozen=True)
class Paper:
    """``issuer``, ``dated`` and ``edition`` stand at the head; ``is_sample`` marks every sheet as invented."""

    title: str
    subtitle: str = ""
    issuer: str = ""
    dated: date | None = None
    edition: str = ""
    lang: str = "ja"
    is_sample: bool = False
    blocks: tuple[Block, ...] = ()


class Placed(NamedTuple):
    """A block with the level it stands on: of a heading its own, of others that of the heading above."""

    block: Block
    level: int


def placed(paper: Paper) -> Iterator[Placed]:
    """The blocks in order. Levels never skip one; every heading has an anchor, and no two the same."""
    level = 0
    taken: set[str] = set()
    for block in paper.blocks:
        if isinstance(block, Heading):
            level = min(max(block.level, 1), level + 1, MOST_LEVELS)
            anchor = block.anchor if _ANCHOR.fullmatch(block.anchor) else "part"
            number = 1
            while (free := anchor if number == 1 and anchor != "part" else f"{anchor}-{number}") in taken:
                number += 1
            taken.add(free)
            yield Placed(replace(block, level=level, anchor=free), level)
        else:
            yield Placed(block, level)


def listed_heads(blocks: Sequence[Placed]) -> list[Heading]:
    """The headings of the table of contents; none where the paper is too short for one."""
    heads = [block for block, level in blocks if isinstance(block, Heading) and level <= LISTED_LEVELS]
    return heads if len(heads) >= FEWEST_LISTED else []


def clean(text: str) -> str:
    """Plain text of a block in one line, as all three forms take it."""
    return printable(text).replace("\r\n", "\n").replace("\n", " ")
