"""Published results that can be computed again from sealed data. A room registers how, at start-up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jukugi.kit.registry import Registry


@dataclass(frozen=True)
class Verdict:
    """What came of computing one published result again: ``what`` it is, and why it is not the same, or ""."""

    what: str
    fault: str = ""
    note: str = ""


verifiable: Registry[Callable[[], Iterator[Verdict]]] = Registry("published results that can be recomputed")
