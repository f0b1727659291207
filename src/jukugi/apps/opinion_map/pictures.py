"""What a computed map looks like on a page: shapes on a plane of 720 × 500, and the figures beside it.

The document holds no participant: places are rounded to whole units of the picture, and no more than MAX_POINTS are
drawn.
"""

from collections import Counter
from collections.abc import Mapping
from math import sqrt
from typing import TYPE_CHECKING, Any

from jukugi.kit.pages.shapes import GROUP_LETTERS, group_path

if TYPE_CHECKING:
    from jukugi.core.opinion_map.result import OpinionMap

WIDTH, HEIGHT, MARGIN = 720, 500, 64
MAX_POINTS = 2000
RADIUS = 4.2
PLACES = 6

Point = tuple[int, int]


def map_document(computed: "OpinionMap", *, channels: Mapping[int, str]) -> dict[str, Any]:
    """Everything the page shows of a map, as plain values for JSON. P·log P for the hulls.

    ``channels`` says for each participant on which way they took part.
    """
    frame = _frame(computed)
    people = computed.participant_ids.tolist()
    labels = computed.labels.tolist()
    return {
        "k": computed.k,
        "reason": computed.reason,
        "stability": computed.stability,
        "draws": computed.settings.n_resamples,
        "min_votes": computed.settings.min_votes,
        "clustered": int(computed.is_clustered.sum()),
        "channels": Counter(channels[person] for person in people),
        "groups": [
            _group(computed, number, frame)
            | {"channels": Counter(channels[p] for p, label in zip(people, labels, strict=True) if label == number)}
            for number in range(len(computed.groups))
        ],
        "totals": dict(zip(map(str, computed.statement_ids.tolist()), computed.totals.tolist(), strict=True)),
        "bridging": [
            {"statement": b.statement, "score": round(b.score, PLACES), "counts": [_cells(c) for c in b.counts]}
            for b in computed.bridging
        ],
        "divisive": [
            {
                "statement": d.statement,
                "direction": d.direction,
                "score": round(d.score, PLACES),
                "p": round(d.p_adjusted, PLACES),
                "counts": [_cells(c) for c in d.counts],
            }
            for d in computed.divisive
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


def _group(computed: "OpinionMap", number: int, frame: list[float]) -> dict[str, Any]:
    group = computed.groups[number]
    letter = GROUP_LETTERS[number]
    people = [on_the_picture(tuple(p), frame) for p in computed.points[computed.labels == number].tolist()]
    outline = hull(people)
    stride = -(-int(computed.is_clustered.sum()) // MAX_POINTS)
    drawn = sorted(people)[::stride]
    return {
        "size": group.size,
        "stability": group.stability,
        "centre": _rounded(list(group.centre)),
        "path": "".join(group_path(letter, x=x, y=y, radius=RADIUS) for x, y in drawn),
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
        ],
    }


def _side(frame: list[float], value: float, axis: int) -> int:
    """-1, 0 or 1: on which third of the picture the group's centre stands, for the words that describe it."""
    extent = (WIDTH, HEIGHT)[axis] / 6 / frame[2]
    offset = value - frame[axis]
    return 0 if abs(offset) < extent / 2 else (1 if offset > 0 else -1)


def _cells(counts: Any) -> list[int]:
    return [counts.agrees, counts.disagrees, counts.passes]


def _rounded(values: list[float]) -> list[float]:
    return [round(value, PLACES) for value in values]
