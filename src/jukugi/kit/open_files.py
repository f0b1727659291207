"""Files that anybody may take along and that are not tables: ballots, calendars, feeds. A room registers its own."""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from jukugi.kit.open_tables import BOM, Theme
from jukugi.kit.registry import Registry
from jukugi.kit.sheets import safe_cell


@dataclass(frozen=True)
class OpenFile:
    """One file: its name below that of its kind (ASCII, may hold ``/``), its heading, and where a page gives it.

    ``content`` gives its bytes in pieces. None where the file is made anew for each address, as feeds to subscribe to
    are: the catalogue tells where it is, and the export leaves it out. ``path`` "": the catalogue gives it itself.
    ``shown_digest``: the SHA-256 that a page shows of it.
    """

    name: str
    title: Any
    path: str = ""
    content: Callable[[], Iterable[bytes]] | None = None
    shown_digest: str = ""


@dataclass(frozen=True)
class OpenFiles:
    """A kind of file: what it holds, in which form, and those that there are; a number of queries that does not grow.

    ``rule`` says what is left out or hidden, and why. ``path``: where a page tells the same. ``theme``, ``is_live``: as
    of a table.
    """

    title: Any
    about: Any
    form: str
    media_type: str
    files: Callable[[], Iterable[OpenFile]]
    rule: Any = ""
    path: str = ""
    theme: Theme = Theme.TOWN
    is_live: bool = True


open_files: Registry[OpenFiles] = Registry("open files")


def rows_as_csv(rows: Iterable[Iterable[str]]) -> Iterable[bytes]:
    """A table of which a standard fixes the headings, as it wants it: UTF-8 with a mark, no formulas, CR LF."""
    out = io.StringIO(newline="")
    out.write(BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
        if out.tell() > 30_000:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()
