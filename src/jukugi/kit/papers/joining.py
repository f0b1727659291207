"""A long paper as one PDF: its portions are set by processes side by side and joined, tags, links and page numbers too.

Of each portion come the pages, the tree of tags, and the places that headings stand at; bookmarks and page numbers are
made for the whole. ISO 32000-1:2008, 14.7 (logical structure), 12.3 (destinations, outline).
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jukugi.kit.papers.errors import PrintingStopped
from jukugi.kit.papers.numbering import PageNumbers
from jukugi.kit.papers.parts import Heading, Paper, Placed, clean
from jukugi.kit.papers.setting import main as set_some
from jukugi.kit.papers.sources import ELSEWHERE, front_document, portion_document

MOST_PROCESSES = 4
BOOKMARK_LEVELS = 3


def printed_in_portions(paper: Paper, portions: Sequence[Sequence[Placed]]) -> bytes:
    """The first portion is set twice: it tells the pages of the others, which are known only when they are set."""
    later = {block.anchor: 0 for part in portions[1:] for block, _level in part if isinstance(block, Heading)}
    with TemporaryDirectory(prefix="jukugi-paper-") as name:
        folder = Path(name)
        front = folder / f"{0:04}.html"
        front.write_text(front_document(paper, portions[0], later), encoding="utf-8")
        for number, part in enumerate(portions[1:], start=1):
            (folder / f"{number:04}.html").write_text(portion_document(paper, part), encoding="utf-8")
        _set_all(folder, min(MOST_PROCESSES, os.cpu_count() or 1))
        front.write_text(front_document(paper, portions[0], _pages(folder, set(later))), encoding="utf-8")
        set_some(folder, 0, len(portions))
        return _joined(folder, paper, [block for part in portions for block, _level in part])


def _set_all(folder: Path, processes: int) -> None:
    """Raises PrintingStopped where a process fails."""
    command = [sys.executable, "-m", "jukugi.kit.papers.setting", str(folder)]
    running = [subprocess.Popen([*command, str(first), str(processes)]) for first in range(processes)]
    codes = [process.wait() for process in running]
    if any(codes):
        raise PrintingStopped


def _pages(folder: Path, anchors: set[str]) -> dict[str, int]:
    """The page of each anchor in the whole, from 1."""
    import pikepdf

    found: dict[str, int] = {}
    before = 0
    for path in sorted(folder.glob("*.pdf")):
        with pikepdf.open(path) as pdf:
            places = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=before + 1)}
            found |= {name: places[target[0].objgen] for name, target in _targets(pdf) if name in anchors}
            before += len(pdf.pages)
    return found


def _joined(folder: Path, paper: Paper, blocks: Sequence[Any]) -> bytes:
    import pikepdf

    first, *others = sorted(folder.glob("*.pdf"))
    with pikepdf.open(first) as whole:
        tags = _Tags(whole)
        targets = dict(_targets(whole))
        for path in others:
            with pikepdf.open(path) as part:  # what is carried over stays; the rest would fill the memory
                whole.pages.extend(part.pages)
                tags.add(part)
                targets |= {name: whole.copy_foreign(target) for name, target in _indirect(part)}
        tags.close()
        whole.Root.Names.Dests = pikepdf.Dictionary(
            Names=pikepdf.Array([item for name in sorted(targets) for item in (pikepdf.String(name), targets[name])])
        )
        _lead_links(whole, targets)
        _set_bookmarks(whole, paper, [block for block in blocks if isinstance(block, Heading)], targets)
        PageNumbers(whole).stamp()
        made = folder / "whole"
        whole.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.read_bytes()


def _targets(pdf: Any) -> list[tuple[str, Any]]:
    """The places that headings stand at, by their anchors."""
    names = pdf.Root.Names.Dests.Names if "/Names" in pdf.Root else []
    return [(str(names[at]), names[at + 1]) for at in range(0, len(names), 2)]


def _indirect(pdf: Any) -> list[tuple[str, Any]]:
    """The same as objects that can be carried over."""
    return [(name, pdf.make_indirect(target)) for name, target in _targets(pdf)]


class _Tags:
    """The tree of tags of the whole, to which those of the portions are added."""

    def __init__(self, whole: Any) -> None:
        self._whole = whole
        root = whole.Root.StructTreeRoot
        self._root, self._top = root, root.K[0]
        self._nums = list(root.ParentTree.Nums)
        self._kids = list(self._top.K)
        self._next = self._free(self._nums)
        self._pages = len(whole.pages)

    def add(self, part: Any) -> None:
        """After the pages of the portion were added: what points to a page then points to the one in the whole."""
        top = part.Root.StructTreeRoot.K[0]
        kids = [self._whole.copy_foreign(kid) for kid in top.K]
        for kid in kids:
            kid.P = self._top
        self._kids += kids
        theirs = part.Root.StructTreeRoot.ParentTree.Nums
        for at in range(0, len(theirs), 2):
            owners = theirs[at + 1]
            carried = self._whole.copy_foreign(owners if owners.is_indirect else part.make_indirect(owners))
            self._nums += [int(theirs[at]) + self._next, carried]
        for page in self._whole.pages[self._pages :]:
            page.obj.StructParents = int(page.obj.StructParents) + self._next
            for note in page.obj.get("/Annots", []):
                if "/StructParent" in note:
                    note.StructParent = int(note.StructParent) + self._next
        self._next += self._free(theirs)
        self._pages = len(self._whole.pages)

    def close(self) -> None:
        import pikepdf

        self._top.K = pikepdf.Array(self._kids)
        self._root.ParentTree.Nums = pikepdf.Array(self._nums)
        self._root.ParentTreeNextKey = self._next

    @staticmethod
    def _free(nums: Any) -> int:
        return max((int(nums[at]) for at in range(0, len(nums), 2)), default=-1) + 1


def _lead_links(whole: Any, targets: dict[str, Any]) -> None:
    """Links to headings of other portions now lead there."""
    for page in whole.pages:
        for note in page.obj.get("/Annots", []):
            address = str(note.A.URI) if "/A" in note and "/URI" in note.A else ""
            if address.startswith(ELSEWHERE):
                del note.A
                note.Dest = targets[address.removeprefix(ELSEWHERE)]


def _set_bookmarks(whole: Any, paper: Paper, heads: Sequence[Heading], targets: dict[str, Any]) -> None:
    import pikepdf

    with whole.open_outline() as outline:
        top = pikepdf.OutlineItem(clean(paper.title), 0)
        outline.root[:] = [top]
        branch = [top]
        for head in heads:
            if head.level <= BOOKMARK_LEVELS and head.anchor in targets:
                item = pikepdf.OutlineItem(clean(head.whole), targets[head.anchor])
                del branch[head.level :]
                branch[-1].children.append(item)
                branch.append(item)
