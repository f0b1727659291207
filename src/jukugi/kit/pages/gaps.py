"""Where threads break off, and how far they reach: figures that rooms offer to the numbers of 声のゆくえ."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jukugi.kit.registry import Registry


@dataclass(frozen=True)
class Gap:
    """What lacks its thread: its words, its unit, and how many there are, with the page that lists them.

    ``find`` takes the process, the key of a ward or None, and a level or ""; None where it cannot be told so finely.
    A number of queries that does not grow with the rows.
    """

    words: Any
    unit: Any
    find: Callable[[Any, int | None, str], tuple[int, str] | None]


@dataclass(frozen=True)
class Reach:
    """How many voices came so far: the whole, and the same figure by ward (None: not known) and by level.

    ``whole`` is the query that every other screen asks too. ``by_ward`` stands only where each voice is public with its
    ward; of others few people could be told apart, and who took part by ward is published elsewhere, once, with small
    numbers kept empty. ``by_level`` is empty where a voice has none yet; one on two levels counts in both.
    """

    words: Any
    note: Any
    whole: Callable[[Any], int]
    by_ward: Callable[[Any], Mapping[int | None, int]] | None
    by_level: Callable[[Any], Mapping[str, int]]


thread_gaps: Registry[Gap] = Registry("gaps of threads")
thread_reaches: Registry[Reach] = Registry("how far threads reach")
