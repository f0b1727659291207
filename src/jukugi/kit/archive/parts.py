"""What belongs to the archive of one process: each room says it of its own pages.

Only pages whose URL a room names get in, and of those only what a nameless visitor is shown. So a page that somebody
adds later stays out until its room says that it belongs to the record.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jukugi.kit.registry import Registry

PAGING = ("page",)


@dataclass(frozen=True)
class Entry:
    """A page by its address, with the words under which the index of an archive lists it, below a heading."""

    path: str
    words: str
    heading: str = ""


@dataclass(frozen=True)
class ArchivePart:
    """What one room gives to an archive: a heading, the names of its URLs with the parameters that are followed where a
    page links to them (``PAGING`` or none), and its pages in the order of an index.

    ``instead``: names of URLs whose links lead to another page in an archive, which takes the same keys: from where
    people answered to what came of it.

    ``entries`` takes the process, gives only what everybody may see, and makes a number of queries that does not grow
    with the rows. Pages that are only linked from others need no entry.
    """

    title: Any
    urls: Mapping[str, tuple[str, ...]]
    entries: Callable[[Any], Iterable[Entry]]
    instead: Mapping[str, str] = field(default_factory=dict)


archive_parts: Registry[ArchivePart] = Registry("parts of an archive")


def followed_urls() -> dict[str, tuple[str, ...]]:
    """The names of all URLs of an archive, with the parameters that are followed."""
    return {name: parameters for part in archive_parts for name, parameters in part.urls.items()}


def replaced_urls() -> dict[str, str]:
    """The names of all URLs whose links lead elsewhere in an archive."""
    return {name: other for part in archive_parts for name, other in part.instead.items()}
