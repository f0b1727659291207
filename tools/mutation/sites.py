"""Every place that asks whether a person may, and the smallest change that makes it say yes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.mutation import asking
from tools.places import ROOT

APPS = ROOT / "src" / "jukugi" / "apps"
# Where nobody is asked: made-up people, tables' shapes, words.
LEFT_OUT = ("tests", "migrations", "sample", "factories")


@dataclass(frozen=True)
class Site:
    """One check, and one way to make it say yes.

    ``node`` is its place in ``ast.walk`` of the file; ``how`` names the change of ``changes.CHANGES``; ``function`` is
    the qualified name of the function around it. ``words`` is the check as it is written.
    """

    path: str
    line: int
    function: str
    node: int
    how: str
    words: str

    @property
    def room(self) -> str:
        return Path(self.path).relative_to("src/jukugi/apps").parts[0]

    @property
    def part(self) -> str:
        """actions, views, permissions, policies, or ``others`` (offers, queries, what stands beside)."""
        name = Path(self.path).relative_to("src/jukugi/apps").parts[1].removesuffix(".py")
        return name if name in ("actions", "views", "permissions", "policies") else "others"

    @property
    def key(self) -> str:
        """The same as long as the check itself stays as it is, wherever it moves in its file."""
        return f"{self.path}:{self.function}:{self.how}:{self.words}"


def rooms() -> list[str]:
    return sorted(folder.name for folder in APPS.iterdir() if (folder / "apps.py").exists())


def sites_of(room: str) -> list[Site]:
    """All checks of a room, in the order of its files. Two that read the same in one function are numbered."""
    found: list[Site] = []
    seen: dict[str, int] = {}
    for path in files_of(room):
        for site in sites_in(path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))):
            seen[site.key] = count = seen.get(site.key, 0) + 1
            found.append(site if count == 1 else _numbered(site, count))
    return found


def files_of(room: str) -> list[Path]:
    """Sources of a room in which somebody can be asked."""
    paths = sorted((APPS / room).rglob("*.py"))
    return [path for path in paths if not any(p.startswith(LEFT_OUT) for p in path.relative_to(APPS / room).parts)]


def sites_in(source: str, path: str) -> Iterator[Site]:
    tree = ast.parse(source)
    numbers = {node: number for number, node in enumerate(ast.walk(tree))}
    for function, node, how in asking.Asked(tree, Path(path)).found():
        words = " ".join((ast.get_source_segment(source, node) or "").split())[:100]
        yield Site(path, getattr(node, "lineno", 0), function, numbers[node], how, words)


def _numbered(site: Site, count: int) -> Site:
    return Site(site.path, site.line, site.function, site.node, site.how, f"{site.words} ({count})")
