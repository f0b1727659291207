"""Which figures everybody may read: none that tells of fewer than K, by itself or against what was told before.

A figure is published when at least K rows behind it have come or gone since it was last published; until then it
stays as it was, and at first it is not told. What all such changes have in common is a sum of at least K, so no
difference of two figures, or of one figure at two times, tells of fewer.
"""

from collections.abc import Mapping, Sequence

from jukugi.apps.support.enums import K
from jukugi.core.disclosure import is_small, shown_cells, shown_table

Cells = Mapping[str, Sequence[int]]


def next_cells(before: Cells, now: Cells) -> dict[str, list[int]]:
    """The rows behind the parts of one whole that may be published next; the whole is the sum of what is published.

    Parameters
    ----------
    before : keys of rows behind each figure as it was last published; a figure that is left out was never told.
    now : keys of rows as they are. A row stands behind one figure.

    Returns
    -------
    Like ``before``. Cost: rows.
    """
    names = sorted({*before, *now})
    changes = [_changed(before.get(name, ()), now.get(name, ())) for name in names]
    may = shown_cells(changes, rest=0, minimum=K)
    if is_small(sum(changes), minimum=K):
        may = (False,) * len(names)
    return _laid(names, may, before, now)


def next_table(before: Cells, now: Cells, rows: Sequence[str], columns: Sequence[str]) -> dict[str, list[int]]:
    """The same for a table whose rows and columns everybody may add up; names are ``row|column``."""
    names = [[f"{row}|{column}" for column in columns] for row in rows]
    changes = [[_changed(before.get(name, ()), now.get(name, ())) for name in line] for line in names]
    live = [place for place, line in enumerate(changes) if sum(line) >= K]
    kept = [changes[place] for place in live]
    shown = shown_table(kept, minimum=K) if kept else ()
    may = {name: False for line in names for name in line}
    for place, line in zip(live, shown, strict=True):
        may |= dict(zip(names[place], line, strict=True))
    flat = [name for line in names for name in line]
    return _laid(flat, [may[name] for name in flat], before, now)


def _changed(before: Sequence[int], now: Sequence[int]) -> int:
    return len(set(before) ^ set(now))


def _laid(names: Sequence[str], may: Sequence[bool], before: Cells, now: Cells) -> dict[str, list[int]]:
    found = {}
    for name, is_shown in zip(names, may, strict=True):
        if is_shown:
            found[name] = sorted(now.get(name, ()))
        elif name in before:
            found[name] = sorted(before[name])
    return found
