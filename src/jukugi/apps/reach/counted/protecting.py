"""What of the counts may be published, also after an edition before. Needs a solver: in jobs only.

An edition is the one before and what changed since. Both are kept from whoever reckons: what is hidden once stays
hidden, and what changed, people who came and those who went by a correction, is looked at like a table of its own. So
a difference of two editions tells no small number of people, and neither does each alone. Where the change is too
small to be told at all, or would take the ward, the age or the sex of people from the page for good, the way to take
part keeps the figures that it had until more have come.

What other pages tell of the same people (``listed``) is taken to be known: the ages of three people whose voices stand
in a list with their ward would else follow from a table in which their ward has one cell alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from jukugi.apps.reach.counted.figures import TOTAL, Cells, Figures, figures_of, linked
from jukugi.apps.reach.counted.listed import hidden_ages, hidden_firsts
from jukugi.apps.reach.enums import K
from jukugi.core.disclosure.rows import is_small

LASTING = ("w", "b", "s")
"""Figures that an edition does not give up for a small change."""
SECONDS = 8.0
"""For the search of the fewest figures that must stay empty; then what is found is taken."""


@dataclass(frozen=True)
class Shown:
    """``figures`` by name, without the ``hidden`` ones. ``is_kept``: those of the edition before. ``is_few``: none."""

    figures: dict[str, int]
    hidden: tuple[str, ...]
    cells: Cells
    is_kept: bool = False
    is_few: bool = False


def shown_figures(
    cells: Cells,
    told: frozenset[str],
    *,
    listed: frozenset[str] = frozenset(),
    before: Cells | None = None,
    hidden: tuple[str, ...] = (),
) -> Shown:
    """The figures that may be published after ``before``, of which these are ``hidden``. ``listed`` is known anyway."""
    old = before or {}
    changed = changed_cells(cells, old)
    if before is not None and (not _people_in(changed) or is_small(_net(cells, old), minimum=K)):
        return _kept(old, told, hidden)
    found = _small(changed, told, listed, hidden)
    gives_up = before is not None and any(name.split("|")[0] in LASTING for name in found.difference(hidden))
    if TOTAL in found or gives_up:
        return _kept(old, told, hidden) if before is not None else Shown({}, (), {}, is_few=True)
    return _shown(cells, told, found.union(hidden))


def changed_cells(cells: Cells, before: Cells) -> Cells:
    """How many came or went, by the finest counts."""
    found: Cells = {}
    for part in ("people", "ways"):
        now, then = cells.get(part, {}), before.get(part, {})
        found[part] = {name: abs(now.get(name, 0) - then.get(name, 0)) for name in sorted({*now, *then})}
    return found


def _net(cells: Cells, before: Cells) -> int:
    """By how many people the totals differ."""
    return abs(sum(cells.get("people", {}).values()) - sum(before.get("people", {}).values()))


def _people_in(cells: Cells) -> int:
    return sum(sum(part.values()) for part in cells.values())


def _small(cells: Cells, told: frozenset[str], listed: frozenset[str], hidden: tuple[str, ...]) -> set[str]:
    """Figures that must stay empty so that of no small number of people too much can be told."""
    people, ways = figures_of(cells, told)
    found = _suppressed(people)
    if "ward" in listed:
        found |= hidden_ages(cells["people"], found.union(hidden))
    return found | (hidden_firsts(cells["ways"]) if "channel" in listed else _suppressed(ways))


def _suppressed(figures: Figures) -> set[str]:
    from jukugi.core.disclosure.suppression import suppress

    if not figures.counts[TOTAL]:
        return set()
    tables, names = linked(figures)
    return {names[place] for place in suppress(tables, minimum=K, seconds=SECONDS).hidden}


def _shown(cells: Cells, told: frozenset[str], empty: set[str], *, is_kept: bool = False) -> Shown:
    counts: Mapping[str, int] = {k: v for figures in figures_of(cells, told) for k, v in figures.counts.items()}
    figures = {name: number for name, number in counts.items() if name not in empty}
    return Shown(figures, tuple(sorted(empty)), cells, is_kept=is_kept)


def _kept(before: Cells, told: frozenset[str], hidden: tuple[str, ...]) -> Shown:
    return _shown(before, told, set(hidden), is_kept=True)
