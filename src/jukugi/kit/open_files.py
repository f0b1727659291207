"""Files that anybody may take along and that are not tables: ballots, calendars, feeds. A room registers its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from jukugi.kit.registry import Registry


@dataclass(frozen=True)
class OpenFile:
    """One file: its name below that of its kind (ASCII, may hold ``/``), its heading, and where a page gives it.

    ``content`` gives its bytes in pieces, for the export. None where the file is made anew for each address, as feeds
    and calendars to subscribe to are: the catalogue tells where it is, and the export leaves it out.
    """

    name: str
    title: Any
    path: str
    content: Callable[[], Iterable[bytes]] | None = None


@dataclass(frozen=True)
class OpenFiles:
    """A kind of file: what it holds, in which form, and those that there are; a number of queries that does not grow.

    ``rule`` says what is left out or hidden, and why. ``path``: where a page tells the same.
    """

    title: Any
    about: Any
    form: str
    media_type: str
    files: Callable[[], Iterable[OpenFile]]
    rule: Any = ""
    path: str = ""


open_files: Registry[OpenFiles] = Registry("open files")
