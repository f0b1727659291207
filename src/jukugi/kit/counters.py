"""Numbers that only grow, of all processes of this machine together.

Each process counts in a file of its own that is mapped into memory: counting takes no call to the system, a killed
process leaves what it counted, and whoever asks adds all files up. A file is a row of slots: a name (UTF-8, filled up
with NUL), then a number of 8 bytes. Where no file can be made (no folder, no room), the process counts for itself.
"""

import mmap
import os
import struct
import threading
from collections import Counter
from pathlib import Path

SLOT, NAME = 128, 120
SLOTS = 2048
NUMBER = struct.Struct("=d")
PATTERN = "*.counts"


class Counters:
    """The counters of one process in one folder, and the sum over all processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._owner = 0
        self._map: mmap.mmap | None = None
        self._slots: dict[str, int] = {}
        self._values: dict[str, float] = {}

    def add(self, name: str, value: float = 1.0) -> None:
        """Names of more than 119 bytes are cut off; beyond 2,048 names a new one is left out."""
        with self._lock:
            if self._owner != os.getpid():
                self._begin()
            self._add(name, value)

    def add_all(self, values: dict[str, float]) -> None:
        """Several at once under one lock."""
        with self._lock:
            if self._owner != os.getpid():
                self._begin()
            for name, value in values.items():
                self._add(name, value)

    def sums(self) -> Counter[str]:
        """Name → sum over the files of all processes, those that ended too."""
        found: Counter[str] = Counter()
        with self._lock:
            if self._map is None and self._owner == os.getpid():
                found.update(self._values)
        for file in self._folder.glob(PATTERN):
            for name, value in _read(file):
                found[name] += value  # type: ignore[assignment]
        return found

    def _add(self, name: str, value: float) -> None:
        place = self._slots.get(name)
        if place is None:
            if len(self._slots) >= SLOTS:
                return
            place = self._slots[name] = len(self._slots) * SLOT
            self._values[name] = 0.0
            if self._map is not None:
                told = name.encode()[: NAME - 1]
                self._map[place : place + NAME] = told.ljust(NAME, b"\0")
        self._values[name] += value
        if self._map is not None:
            NUMBER.pack_into(self._map, place + NAME, self._values[name])

    def _begin(self) -> None:
        """A process that was forked counts anew, in its own file."""
        self._owner, self._slots, self._values, self._map = os.getpid(), {}, {}, None
        file = self._folder / f"{os.getpid()}-{os.urandom(4).hex()}.counts"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            number = os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError:
            return
        try:
            # Writing into a hole of a mapped file ends the process where the disk is full: the room is taken before.
            _take_room(number, SLOT * SLOTS)
            self._map = mmap.mmap(number, SLOT * SLOTS)
        except OSError:
            file.unlink(missing_ok=True)
        finally:
            os.close(number)


def _take_room(number: int, size: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(number, 0, size)
    else:  # macOS
        os.write(number, bytes(size))


def forget(folder: Path) -> None:
    """Remove the files of earlier processes; before the first of this run counts. No error where one is gone."""
    for file in folder.glob(PATTERN):
        file.unlink(missing_ok=True)


def _read(file: Path) -> list[tuple[str, float]]:
    try:
        content = file.read_bytes()
    except OSError:
        return []  # ended and cleared away just now
    found = []
    for place in range(0, len(content) - SLOT + 1, SLOT):
        name = content[place : place + NAME].rstrip(b"\0")
        if not name:
            break
        found.append((name.decode(errors="replace"), NUMBER.unpack_from(content, place + NAME)[0]))
    return found
