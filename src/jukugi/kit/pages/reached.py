"""One line that says who took part behind the figures of a page, wherever such figures stand."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jukugi.kit.registry import Registry


@dataclass(frozen=True)
class ReachLine:
    """Its words, and the page that tells more."""

    words: str
    url: str


# Given a process and the name of a way to take part, the line; None where nothing is published. One query.
reach_lines: Registry[Callable[[Any, str], ReachLine | None]] = Registry("lines on who was reached")
