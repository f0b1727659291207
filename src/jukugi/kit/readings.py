"""How texts are read aloud on this site: what staff have set goes first, and what was read once is kept in the process.

Sudachi is loaded with the first text that is read, and not before.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from threading import Lock
from typing import Protocol

from jukugi.kit.registry import Registry

Places = tuple[tuple[int, int, str], ...]
"""Where in a text kanji stand, [start, end), and how they are read."""
MOST_KEPT = 20_000
_KEY_BYTES = 16


class StaffReadings(Protocol):
    """Words whose reading people have set. ``version`` differs after every change; each takes one query."""

    def version(self) -> str: ...
    def words(self) -> Mapping[str, str]: ...


staff_readings: Registry[StaffReadings] = Registry("staff readings")


class _Kept:
    """What was read, by a hash of the text and of everything it depends on; the longest unused goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._places: OrderedDict[bytes, Places] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes) -> Places | None:
        with self._lock:
            if key in self._places:
                self._places.move_to_end(key)
            return self._places.get(key)

    def put(self, key: bytes, places: Places) -> None:
        with self._lock:
            self._places[key] = places
            if len(self._places) > self._most:
                self._places.popitem(last=False)

    def __len__(self) -> int:
        return len(self._places)


kept = _Kept(MOST_KEPT)


def reader() -> Callable[[str], Places]:
    """A function that reads texts as staff have it now. One query for each source, and another if a text is new."""
    from jukugi.core.text.furigana import FURIGANA_VERSION, furigana

    sources = list(staff_readings)
    version = "|".join(source.version() for source in sources)
    words: dict[str, str] | None = None

    def read(text: str) -> Places:
        nonlocal words
        key = _key(f"{FURIGANA_VERSION}|{version}|{text}")
        places = kept.get(key)
        if places is None:
            if words is None:
                words = {word: reading for source in sources for word, reading in source.words().items()}
            places = _places((part.written, part.reading) for part in furigana(text, overrides=words))
            kept.put(key, places)
        return places

    return read


def _places(parts: Iterable[tuple[str, str]]) -> Places:
    found: list[tuple[int, int, str]] = []
    start = 0
    for written, reading in parts:
        if reading:
            found.append((start, start + len(written), reading))
        start += len(written)
    return tuple(found)


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES).digest()
