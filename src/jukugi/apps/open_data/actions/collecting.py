"""Every page and file of an archive, as the site gives them to somebody without a name."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from jukugi.kit.archive.addresses import Followed, on_site
from jukugi.kit.archive.markup import Piece, as_lines, taken_apart
from jukugi.kit.archive.names import file_name
from jukugi.kit.archive.visitor import Answer, Visitor

PAGES = "pages"
TOLD_EVERY = 200
Say = Callable[[str], None]


class Collection:
    """What is in an archive: ``files`` has every address that was asked for with its file, or None where it stays out.

    ``known`` are addresses with a file of their own, which nobody need ask for.
    """

    def __init__(self, folder: Path, *, site: str, subject: Any, followed: Followed, known: Mapping[str, str]) -> None:
        self.folder, self.site = folder, site
        self.files: dict[str, str | None] = dict(known)
        self.pages: list[str] = []
        self._subject, self._followed = subject, followed
        self._visitor = Visitor(site)
        self._moved: dict[str, str] = {}
        self._read: dict[str, tuple[str, str] | None] = {}
        self._awaited: deque[str] = deque()
        self._seen = set(known)

    def know(self, address: str, file: str) -> None:
        """A file that is there already: nobody need ask for it."""
        self.files[address] = file
        self._seen.add(address)

    def take(self, addresses: Iterable[str], say: Say) -> None:
        """Ask for these, and for all that is linked from them and belongs to the archive. One page in memory at a time.

        Raises OSError.
        """
        for address in addresses:
            self._await(address)
        asked = 0
        while self._awaited:
            address = self._awaited.popleft()
            with self._visitor.asks(address) as answer:
                self.files[address] = self._kept(address, answer)
            asked += 1
            if not asked % TOLD_EVERY:
                say(f"… {asked:,}ページを読みました（残り{len(self._awaited):,}）")
        for address, target in self._moved.items():
            self.files[address] = self.files.get(target)

    def address_of(self, href: str, page: str) -> tuple[str, str] | None:
        """Address and fragment, as ``files`` may have it, of a link on a page; None where it leads to another site."""
        key = href if href.startswith("/") else f"{page} {href}"
        if key not in self._read:
            found = on_site(href, page=page, site=self.site)
            self._read[key] = found and (self._followed.page_of(found[0]) or found[0], found[1])
        return self._read[key]

    def _await(self, address: str) -> None:
        if address not in self._seen and self._followed.page_of(address) == address:
            self._seen.add(address)
            self._awaited.append(address)

    def _kept(self, address: str, answer: Answer) -> str | None:
        """The file of an answer, which is written; None where it does not belong to the archive."""
        if answer.leads_to:
            target = self.address_of(answer.leads_to, address)
            if target is not None:
                self._moved[address] = target[0]
                self._await(target[0])
            return None
        if answer.status != 200 or not answer.is_for_all or answer.subject not in (None, self._subject):
            return None
        name = f"{PAGES}/{file_name(address, answer.kind)}"
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            for piece in answer.pieces:
                out.write(piece)
        if answer.is_page:
            self.pages.append(address)
            self._follow(address, path)
        return name

    def _follow(self, address: str, path: Path) -> None:
        """Take the page apart in its file, and wait for what it links to as far as it stays on the page."""
        pieces = taken_apart(path.read_text(encoding="utf-8"))
        for href in {piece.href: None for piece in pieces if isinstance(piece, Piece)}:
            found = self.address_of(href, address)
            if found is not None:
                self._await(found[0])
        path.write_text(as_lines(pieces), encoding="ascii")
