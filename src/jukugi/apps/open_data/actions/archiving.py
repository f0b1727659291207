"""The archive of one process: its public pages, files and tables in a folder that opens from a disk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.template.loader import get_template

from jukugi.apps.open_data.actions.collecting import Collection, Say
from jukugi.apps.open_data.actions.static_files import StaticFiles
from jukugi.apps.open_data.catalogue import LICENCE, LICENCE_URL
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.queries import telling_of
from jukugi.kit.archive.addresses import Followed
from jukugi.kit.archive.clock import standing_still
from jukugi.kit.archive.folders import DATA, MANIFEST, SUMS, digest_of, files_of, put_in_place, write_json
from jukugi.kit.archive.markup import (
    GONE,
    Link,
    Pieces,
    Place,
    Resolve,
    Where,
    from_lines,
    put_together,
    taken_apart,
)
from jukugi.kit.archive.names import way
from jukugi.kit.archive.parts import Entry, archive_parts, followed_urls, replaced_urls
from jukugi.kit.open_export import FILES, TABLES, write_export
from jukugi.kit.open_tables import open_tables

INDEX, STYLE = "index.html", "kit/archive.css"
OWN = "/archive-of-this-process/"  # addresses of pages that only the archive has


@dataclass(frozen=True)
class Written:
    """What came of it, to be told."""

    pages: int
    files: int
    size: int


@dataclass(frozen=True)
class ShownPart:
    """One room's contents in the index: its main pages, and the rest below headings, on a page of its own."""

    name: str
    title: Any
    main: list[Entry]
    count: int

    @property
    def url(self) -> str:
        return f"{OWN}contents/{self.name}/"


def write_archive(*, process: Process, folder: Path, site: str, now: datetime, say: Say) -> Written:
    """Write the whole archive, then put it in its place.

    The moment is the same on every page. Raises NotOurs and BeingWritten of
    kit.archive.folders, PageFailed of kit.archive.visitor, OSError.
    """
    with put_in_place(folder) as draft, standing_still(now), telling_of(process):
        caches["frame"].clear()
        work = _Work(draft, process, site, now)
        work.tables(say)
        work.pages(say)
        work.own_pages()
        work.manifest()
        caches["frame"].clear()
    written = [path for path in folder.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in written)
    return Written(pages, len(written), sum(path.stat().st_size for path in written))


class _Work:
    def __init__(self, draft: Path, process: Process, site: str, now: datetime) -> None:
        self.draft, self.process, self.site, self.now = draft, process, site, now
        known = {
            f"/data/{name}.csv{asked}": f"{DATA}/{TABLES}/{name}.csv"
            for name in open_tables.names()
            for asked in ("", "?plain=1")
        }
        known |= {"/": INDEX, OWN: INDEX, f"{OWN}sums/": SUMS, f"{OWN}tables/": f"{DATA}/dictionary.json"}
        known |= {f"{OWN}contents/{name}/": f"contents/{name}.html" for name in archive_parts.names()}
        self.found = Collection(
            draft, site=site, subject=process, followed=Followed(followed_urls(), replaced_urls()), known=known
        )
        self.static = StaticFiles(draft)

    def tables(self, say: Say) -> None:
        """All open tables, as ``jukugi export`` writes them; their digest names the state on every page."""
        folder = self.draft / DATA
        rows = sum(
            count
            for _name, count in write_export(folder, city=settings.CITY_NAME, version=settings.VERSION, now=self.now)
        )
        for path in files_of(folder / FILES):
            name = path.relative_to(folder).as_posix()
            self.found.know(f"/data/{name}", f"{DATA}/{name}")
        self.digest = digest_of(folder / SUMS)
        say(f"… 表{len(open_tables.names())}、あわせて{rows:,}行を書きました")

    def pages(self, say: Say) -> None:
        """Ask for all that rooms name and what is linked, then make every page one that needs no server."""
        seeds = (entry.path for part in archive_parts for entry in part.entries(self.process))
        self.found.take(seeds, say)
        say(f"… ページ{len(self.found.pages):,}を、サーバーなしで読める形にしています")
        for address in self.found.pages:
            path = self.draft / str(self.found.files[address])
            pieces = from_lines(path.read_text(encoding="ascii"))
            path.write_text(self._finished(address, pieces), encoding="utf-8")

    def own_pages(self) -> None:
        """The index, and the contents of each room."""
        parts = [self._shown(name) for name in archive_parts.names()]
        parts = [part for part in parts if part.main or part.count]
        self._make(OWN, "index", {"parts": parts, "phases": list(self.process.phases.all())})
        for part in parts:
            self._make(part.url, "contents", {"part": part, "groups": self._groups(part.name)})

    def manifest(self) -> None:
        pages = [{"address": address, "file": file} for address, file in sorted(self.found.files.items()) if file]
        write_json(
            self.draft / MANIFEST,
            self._told() | {"pages": [page for page in pages if not page["address"].startswith(OWN)]},
        )

    def _told(self) -> dict[str, Any]:
        return {
            "process": self.process.slug,
            "title": self.process.title,
            "city": settings.CITY_NAME,
            "site": self.site,
            "version": settings.VERSION,
            "written_at": self.now.astimezone(UTC).isoformat(timespec="seconds"),
            "licence": "CC-BY-4.0",
            "data_digest": self.digest,
        }

    def _shown(self, name: str) -> ShownPart:
        entries = list(self._entries(name))
        return ShownPart(
            name,
            archive_parts[name].title,
            [one for one in entries if not one.heading],
            sum(1 for one in entries if one.heading),
        )

    def _entries(self, name: str) -> Iterator[Entry]:
        return (entry for entry in archive_parts[name].entries(self.process) if self.found.files.get(entry.path))

    def _groups(self, name: str) -> list[tuple[str, list[Entry]]]:
        """Headings in the order in which they come first, each once."""
        groups: dict[str, list[Entry]] = {}
        for entry in self._entries(name):
            if entry.heading:
                groups.setdefault(entry.heading, []).append(entry)
        return list(groups.items())

    def _make(self, address: str, template: str, context: dict[str, Any]) -> None:
        path = self.draft / str(self.found.files[address])
        path.parent.mkdir(parents=True, exist_ok=True)
        page = get_template(f"open_data/archive/{template}.html").render(self._context() | context)
        path.write_text(self._finished(address, taken_apart(page)), encoding="utf-8")

    def _finished(self, address: str, pieces: Pieces) -> str:
        file = str(self.found.files[address])

        def resolve(href: str) -> Link:
            return self._link(href, address, file)

        return put_together(pieces, resolve, self._own_of(address, resolve))

    def _link(self, href: str, address: str, file: str) -> Link:
        if href.startswith("#"):
            return Link(Where.INSIDE, href)
        if href.startswith(("mailto:", "tel:")):
            return Link(Where.OUTSIDE, href)
        found = self.found.address_of(href, address)
        if found is None:
            return Link(Where.OUTSIDE, href) if href.startswith(("https://", "http://")) else GONE
        target, fragment = found
        inside = self.static.file(target) if target.startswith(settings.STATIC_URL) else self.found.files.get(target)
        if inside is None:
            return GONE
        return Link(Where.INSIDE, way(file, inside) + (f"#{fragment}" if fragment else ""))

    def _own_of(self, address: str, resolve: Resolve) -> dict[Place, str]:
        """What an archive puts on each page, with the ways from there."""
        context = self._context() | {
            "index": resolve(OWN).href,
            "tables": resolve("/data/").href or resolve(f"{OWN}tables/").href,
            "address": "" if address.startswith(OWN) else self.site + address,
            "style": resolve(settings.STATIC_URL + STYLE).href,
        }
        return {place: get_template(f"open_data/archive/_{place.value}.html").render(context) for place in Place}

    def _context(self) -> dict[str, Any]:
        return {
            "city": settings.CITY_NAME,
            "process": self.process,
            "site": self.site,
            "now": self.now,
            "digest": self.digest,
            "licence": LICENCE,
            "licence_url": LICENCE_URL,
            "version": settings.VERSION,
        }
