"""What a computed map looks like on a page: shapes on a plane of 720 × 500, and the figures beside it.

The document holds no participant: places are rounded to whole units of the picture; of more than MAX_POINTS people a
cell is drawn for each place where several stand, as large as they are many. It holds no figure that may not be
published either: small cells are left out here, before anything is stored.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import TYPE_CHECKING, Any

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.opinion_map.policies import CELL_MINIMUM
from jukugi.core.disclosure import may_tell_others, shown_cells, shown_table
from jukugi.kit.pages.shapes import GROUP_LETTERS, group_path

if TYPE_CHECKING:
    from jukugi.core.opinion_map.result import OpinionMap

WIDTH, HEIGHT, MARGIN = 720, 500, 64
MAX_POINTS = 2000
RADIUS = 4.2
CELL, SMALLEST, LARGEST = 24, 1.5, 11.0
PLACES = 6

Point = tuple[int, int]
Mark = tuple[int, int, float]
"""Where it stands, and its radius."""


def map_document(computed: "OpinionMap", *, channels: Mapping[int, str]) -> dict[str, Any]:
    """Everything the page shows of a map, as plain values for JSON. P·log P for the hulls.

    ``channels`` says for each participant on which way they took part.
    """
    frame = _frame(computed)
    figures = {row.statement: row for row in _figures(computed)}
    placed, by_group = _channels(computed, channels)
    marks = _marks(computed, frame)
    return {
        "k": computed.k,
        "reason": computed.reason,
        "stability": computed.stability,
        "draws": computed.settings.n_resamples,
        "min_votes": computed.settings.min_votes,
        "clustered": int(computed.is_clustered.sum()),
        "is_in_cells": is_in_cells(computed),
        "channels": placed,
        "groups": [
            _group(computed, number, frame, figures, marks[number]) | {"channels": by_group[number]}
            for number in range(len(computed.groups))
        ],
        "statements": {str(statement): row.document() for statement, row in figures.items() if row.is_told},
        "bridging": [
            {"statement": b.statement, "score": round(b.score, PLACES)}
            for b in computed.bridging
            if figures[b.statement].is_whole
        ],
        "divisive": [
            {
                "statement": d.statement,
                "direction": d.direction,
                "score": round(d.score, PLACES),
                "p": round(d.p_adjusted, PLACES),
            }
            for d in computed.divisive
            if figures[d.statement].is_told
        ],
        "model": {
            "statement_ids": computed.statement_ids.tolist(),
            "means": _rounded(computed.means.tolist()),
            "components": [_rounded(axis) for axis in computed.components.tolist()],
            "n_average_votes": computed.settings.n_average_votes,
            "frame": frame,
        },
    }


def on_the_picture(point: tuple[float, ...], frame: list[float]) -> Point:
    """Where a point of the map stands on the picture; kept inside its edges."""
    middle_x, middle_y, scale = frame
    x = WIDTH / 2 + (point[0] - middle_x) * scale
    y = HEIGHT / 2 - (point[1] - middle_y) * scale
    return round(min(max(x, 12), WIDTH - 12)), round(min(max(y, 12), HEIGHT - 12))


def hull(points: list[Point]) -> list[Point]:
    """The convex hull, counter-clockwise from the leftmost point (Andrew's monotone chain)."""
    ordered = sorted(set(points))
    if len(ordered) <= 2:
        return ordered

    def half(row: list[Point]) -> list[Point]:
        chain: list[Point] = []
        for p in row:
            while len(chain) >= 2 and _turn(chain[-2], chain[-1], p) <= 0:
                chain.pop()
            chain.append(p)
        return chain[:-1]

    return half(ordered) + half(ordered[::-1])


def name_place(outline: list[Point]) -> Point:
    """Where a group's letter stands: just outside its hull, on the side away from the middle of the picture."""
    across = sum(x for x, _ in outline) / len(outline) - WIDTH / 2
    down = sum(y for _, y in outline) / len(outline) - HEIGHT / 2
    length = sqrt(across**2 + down**2) or 1.0
    across, down = (across / length, down / length) if length > 1 else (0.0, -1.0)
    x, y = max(outline, key=lambda point: point[0] * across + point[1] * down)
    return round(min(max(x + 24 * across, 24), WIDTH - 24)), round(min(max(y + 24 * down + 8, 30), HEIGHT - 12))


def _turn(a: Point, b: Point, c: Point) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _frame(computed: "OpinionMap") -> list[float]:
    """Middle and scale that put everybody who is placed inside the margins, the same scale on both axes."""
    placed = computed.points[computed.is_clustered]
    if not len(placed):
        return [0.0, 0.0, 1.0]
    low, high = placed.min(axis=0).tolist(), placed.max(axis=0).tolist()
    wide, tall = max(high[0] - low[0], 1e-9), max(high[1] - low[1], 1e-9)
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / tall)
    return _rounded([(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, scale])


def _group(
    computed: "OpinionMap", number: int, frame: list[float], figures: "Mapping[int, _Figures]", marks: list[Mark]
) -> dict[str, Any]:
    group = computed.groups[number]
    letter = GROUP_LETTERS[number]
    outline = hull([(x, y) for x, y, _ in marks]) or [on_the_picture(group.centre, frame)]
    return {
        "size": group.size,
        "stability": group.stability,
        "centre": _rounded(list(group.centre)),
        "path": "".join(group_path(letter, x=x, y=y, radius=radius) for x, y, radius in marks),
        "area": "M" + "L".join(f"{x} {y}" for x, y in outline) + "z",
        "name_at": name_place(outline),
        "place": [_side(frame, group.centre[0], 0), _side(frame, group.centre[1], 1)],
        "characteristic": [
            {
                "statement": found.statement,
                "direction": found.direction,
                "inside": _cells(found.inside),
                "outside": _cells(found.outside),
            }
            for found in computed.characteristic[number]
            if figures[found.statement].may_tell_others(number)
        ],
    }


def _marks(computed: "OpinionMap", frame: list[float]) -> list[list[Mark]]:
    """What is drawn of each group: a point for each person, or a cell where enough of the group stand, whose area grows
    with their number.
    """
    by_group = [computed.points[computed.labels == group.id].tolist() for group in computed.groups]
    people = [sorted(on_the_picture(tuple(point), frame) for point in points) for points in by_group]
    if not is_in_cells(computed):
        return [[(x, y, RADIUS) for x, y in points] for points in people]
    cells = [Counter((x // CELL, y // CELL) for x, y in points) for points in people]
    told = [{cell: count for cell, count in of_group.items() if count >= CELL_MINIMUM} for of_group in cells]
    most = max((count for of_group in told for count in of_group.values()), default=1)
    return [
        [
            (x * CELL + CELL // 2, y * CELL + CELL // 2, round(max(LARGEST * sqrt(count / most), SMALLEST), 1))
            for (x, y), count in sorted(of_group.items())
        ]
        for of_group in told
    ]


def is_in_cells(computed: "OpinionMap") -> bool:
    """Whether so many are placed that the picture shows cells, not people."""
    return int(computed.is_clustered.sum()) > MAX_POINTS


@dataclass(frozen=True)
class _Figures:
    """The answers to one statement: of everybody, of each group, and how many are in no group."""

    statement: int
    everybody: list[int]
    groups: list[list[int]]

    @property
    def sizes(self) -> list[int]:
        return [sum(cell) for cell in self.groups]

    @property
    def rest(self) -> int:
        """Those who answered and are in no group; never published, and not to be got by subtraction either."""
        return sum(self.everybody) - sum(self.sizes)

    @cached_property
    def shown(self) -> tuple[bool, ...]:
        return shown_cells(self.sizes, rest=self.rest, minimum=CELL_MINIMUM)

    @property
    def is_told(self) -> bool:
        """Whether anything of this statement may be told."""
        return sum(self.everybody) >= CELL_MINIMUM

    @property
    def is_whole(self) -> bool:
        """Whether every group's answers may be told, so that one can say something of all of them."""
        return self.is_told and all(self.shown)

    def may_tell_others(self, group: int) -> bool:
        return self.is_told and may_tell_others(
            self.sizes, group, rest=self.rest, shown=self.shown, minimum=CELL_MINIMUM
        )

    def document(self) -> dict[str, Any]:
        groups = [cell if is_shown else None for cell, is_shown in zip(self.groups, self.shown, strict=True)]
        return {"everybody": self.everybody, "groups": groups}


def _figures(computed: "OpinionMap") -> list[_Figures]:
    totals, by_group = computed.totals.tolist(), computed.counts.tolist()
    return [
        _Figures(statement, totals[s], [group[s] for group in by_group])
        for s, statement in enumerate(computed.statement_ids.tolist())
    ]


def _channels(
    computed: "OpinionMap", channels: Mapping[int, str]
) -> tuple[dict[str, int], list[dict[str, int | None]]]:
    """On which ways those in the groups took part: all of them, and each group. None where it is too few to tell.

    Ways of a few people are one column together, under the key "". A group nobody of which came on some way lacks it.
    """
    people = [
        (label, channels[person])
        for person, label in zip(computed.participant_ids.tolist(), computed.labels.tolist(), strict=True)
        if label >= 0
    ]
    count = Counter(people)
    totals = {name: n for name in Channel.values if (n := sum(count[g, name] for g in range(len(computed.groups))))}
    told = shown_cells(list(totals.values()), rest=0, minimum=CELL_MINIMUM)
    columns = [name for name, is_told in zip(totals, told, strict=True) if is_told]
    table = [[count[g, name] for name in columns] for g in range(len(computed.groups))]
    table = [[*row, group.size - sum(row)] for row, group in zip(table, computed.groups, strict=True)]
    shown = shown_table(table, minimum=CELL_MINIMUM, kept_back=[len(columns)])
    by_group = [
        {
            name: n if is_shown else None
            for name, n, is_shown in zip(columns, row, line, strict=False)
            if n or not is_shown
        }
        for row, line in zip(table, shown, strict=True)
    ]
    few = len(people) - sum(totals[name] for name in columns)
    return {name: totals[name] for name in columns} | ({"": few} if few else {}), by_group


def _side(frame: list[float], value: float, axis: int) -> int:
    """-1, 0 or 1: on which third of the picture the group's centre stands, for the words that describe it."""
    extent = (WIDTH, HEIGHT)[axis] / 6 / frame[2]
    offset = value - frame[axis]
    return 0 if abs(offset) < extent / 2 else (1 if offset > 0 else -1)


def _cells(counts: Any) -> list[int]:
    return [counts.agrees, counts.disagrees, counts.passes]


def _rounded(values: list[float]) -> list[float]:
    return [round(value, PLACES) for value in values]
