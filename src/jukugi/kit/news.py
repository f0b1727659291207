"""What is new for everybody: each room tells the newest that it made public, and the feed puts them in one order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jukugi.kit.registry import Registry


@dataclass(frozen=True)
class NewsItem:
    """Something that became public: a key that no other has, when, its kind in a word, its title, a sentence
    or two, and its page.
    """

    key: str
    at: datetime
    kind: Any
    title: str
    words: str
    url: str


# Given a number: so many of the newest that the room made public, newest first. One query.
news: Registry[Callable[[int], list[NewsItem]]] = Registry("news")


def newest(count: int) -> list[NewsItem]:
    """The newest of all rooms. As many queries as rooms tell news."""
    found = [item for tell in news for item in tell(count)]
    return sorted(found, key=lambda item: item.at, reverse=True)[:count]
