"""Counts as pictures: by channel as bars, by ward as tiles. What each looks like and takes: components.md."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django import template

from jukugi.kit.pages.templatetags.kit import CHANNELS
from jukugi.kit.pages.wording import thousands

register = template.Library()

TILES_ACROSS, TILES_DOWN = 7, 7
BLUES = 4


class Tiled(Protocol):
    """A part of the city that may have a place among the tiles."""

    pk: Any
    name: str
    tile_col: int | None
    tile_row: int | None


@dataclass(frozen=True)
class Bar:
    """One row: a channel's mark or a name, how long the bar is, and the figure. ``is_chosen`` stands out."""

    name: str
    channel: str
    width: str
    figure: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Tile:
    """One ward: its place from 1, the step of blue (0 for none), and the figure."""

    name: str
    column: int
    row: int
    step: int
    figure: str
    is_chosen: bool = False


@register.inclusion_tag("kit/parts/_count_bars.html")
def count_bars(rows: Iterable[tuple[str, int]], unit: str) -> dict[str, Any]:
    """Counts by channel, each with its mark, a bar and the figure. ``rows`` may be empty: then nothing is drawn."""
    rows = list(rows)
    longest = _longest(rows)
    bars = [Bar(str(CHANNELS[channel]), channel, _width(count, longest), thousands(count)) for channel, count in rows]
    return {"bars": bars, "unit": unit}


@register.inclusion_tag("kit/parts/_ward_tiles.html")
def ward_tiles(
    rows: Iterable[tuple[Tiled, int]], highlight: Tiled | None = None, unit: str = "", unknown: int = 0
) -> dict[str, Any]:
    """Counts by ward as tiles, or as plain rows where a ward has no place among them.

    ``highlight`` is the ward one looks at, ``unknown`` the count of those without a ward.
    """
    rows = list(rows)
    chosen = highlight.pk if highlight else None
    highest = _longest(rows)
    context: dict[str, Any] = {"unit": unit, "unknown": unknown}
    if rows and all(_has_place(ward) for ward, _count in rows):
        tiles = [_tile(ward, count, highest, is_chosen=ward.pk == chosen) for ward, count in rows]
        return {**context, "tiles": tiles, "across": max(tile.column for tile in tiles)}
    bars = [Bar(w.name, "", _width(count, highest), thousands(count), w.pk == chosen) for w, count in rows]
    return {**context, "bars": bars}


def _tile(ward: Tiled, count: int, highest: int, *, is_chosen: bool) -> Tile:
    column, row = (ward.tile_col or 0) + 1, (ward.tile_row or 0) + 1
    step = -(-BLUES * count // highest) if count > 0 else 0
    return Tile(ward.name, column, row, step, thousands(count), is_chosen)


def _has_place(ward: Tiled) -> bool:
    return (
        ward.tile_col is not None
        and ward.tile_row is not None
        and ward.tile_col < TILES_ACROSS
        and ward.tile_row < TILES_DOWN
    )


def _longest(rows: Sequence[tuple[Any, int]]) -> int:
    return max((count for _of, count in rows), default=0) or 1


def _width(count: int, longest: int) -> str:
    """In per cent for an SVG attribute, which takes no localised figure."""
    return f"{100 * count / longest:.2f}%"
