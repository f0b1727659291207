"""How other rooms follow when issues are merged or split, or when that is undone: in the same transaction.

A room that ties things of its own to issues registers a ``Follower``. What it returns from ``follow`` is kept as JSON
and given back when the act is undone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jukugi.kit.registry import Registry


@dataclass(frozen=True)
class Step:
    """An act as its followers see it, by keys. ``before`` end, ``after`` stand in their place.

    ``heir``: where everything goes that nobody divided. ``divided``: by name of a follower, the thing's key and the
    issues a person chose for it. ``words`` say what was done and why, for everybody to read.
    """

    act: int
    process: int
    before: tuple[int, ...]
    after: tuple[int, ...]
    heir: int
    words: str
    actor_key: str
    department: int | None
    now: datetime
    divided: Mapping[str, Mapping[int, frozenset[int]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Return:
    """An act that is undone: ``before`` stand again, ``ended`` (those that began with it) end.

    ``heir``: where goes what came to the ended ones since; None where nothing did.
    """

    act: int
    before: tuple[int, ...]
    ended: tuple[int, ...]
    heir: int | None
    words: str
    actor_key: str
    department: int | None
    now: datetime


@dataclass(frozen=True)
class Piece:
    """One thing that a person may divide between the parts of a split issue."""

    key: int
    words: str
    note: str = ""


@dataclass(frozen=True)
class Pieces:
    """Things to divide, of how many (``total``) that hold the words looked for."""

    pieces: tuple[Piece, ...]
    total: int


@dataclass(frozen=True)
class Follower:
    """What a room does when its issues are merged or split.

    ``follow`` moves what is tied to the issues that end and gives a memo in JSON; ``go_back`` takes the memo and moves
    it back; ``newcomers`` counts what came since, given the act's key and those of the issues that would end.
    ``pieces``: given an issue's key and words to look for, what a person may divide.
    """

    follow: Callable[[Step], Any]
    go_back: Callable[[Return, Any], None]
    newcomers: Callable[[int, Sequence[int]], int]
    pieces: Callable[[int, str], Pieces] | None = None


lineage_followers: Registry[Follower] = Registry("followers of lineage")
