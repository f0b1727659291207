"""Registries: how a room offers something to a lower room, or to a page of all rooms, without being imported."""

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class AlreadyRegistered(Exception):
    """Two rooms offer something under one name: a mistake in the code, found at start-up."""


class Registry(Generic[T]):
    """Named entries in their order. Filled at start-up (``AppConfig.ready``), read afterwards."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._entries: dict[str, tuple[int, T]] = {}

    def register(self, name: str, entry: T, *, order: int = 100) -> T:
        """Add an entry; a smaller ``order`` comes first, equal ones by name. Raises AlreadyRegistered."""
        if name in self._entries:
            raise AlreadyRegistered(f"{self.what}: {name}")
        self._entries[name] = (order, entry)
        return entry

    def __getitem__(self, name: str) -> T:
        return self._entries[name][1]

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[T]:
        return (entry for _, entry in self.items())

    def items(self) -> list[tuple[str, T]]:
        """(name, entry) pairs in order."""
        return [(name, self._entries[name][1]) for name in self.names()]

    def names(self) -> list[str]:
        """Names in order."""
        return sorted(self._entries, key=lambda name: (self._entries[name][0], name))
