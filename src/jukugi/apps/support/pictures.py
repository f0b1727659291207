"""Lengths of the pictures of scenarios, in per cent for attributes of SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from jukugi.apps.support.enums import SCORE_AT_MOST
from jukugi.apps.support.models import Alternative
from jukugi.apps.support.queries.wards_compared import Range, WardsCompared
from jukugi.apps.support.queries.weighing import CriterionSensitivity, Lead, ScoreTable, Weighed

WIDE_ENOUGH = 9
"""Per cent of a strip in which the number of an alternative has room."""


@dataclass(frozen=True)
class StripPiece:
    """A stretch of a weight in which the same alternatives lead: their numbers, ``0`` as fill where several do."""

    x: str
    width: str
    middle: str
    fill: int
    label: str


@dataclass(frozen=True)
class Strip:
    """Who leads where, from no weight to all, and where the weight stands."""

    told: CriterionSensitivity
    pieces: tuple[StripPiece, ...]
    mark: str
    share: Fraction


@dataclass(frozen=True)
class Bar:
    """A bar from ``x``, in per cent of the whole length."""

    x: str
    width: str


def strips(table: ScoreTable, found: Sequence[CriterionSensitivity]) -> list[Strip]:
    """One for each criterion."""
    return [_strip(table.alternatives, one) for one in found]


def sum_bar(one: Weighed) -> str:
    """The sum in per cent of the best there is."""
    return percent(one.total / SCORE_AT_MOST)


def lead_bar(one: Lead) -> tuple[str, Bar]:
    """The share, and its interval."""
    return percent(one.share), Bar(percent(one.low), percent(one.high - one.low))


def yen_bars(compared: WardsCompared) -> list[tuple[object, Bar | None]]:
    """For each ward a bar from the least to the most yen of the year; None where nothing is known."""
    return [(row, _range_bar(row.yen, compared.most_yen)) for row in compared.rows]


def percent(value: Fraction | float) -> str:
    """0.25 → 25.00%."""
    return f"{float(value) * 100:.2f}%"


def _range_bar(told: Range | None, most: int) -> Bar | None:
    if told is None or not most:
        return None
    start = 0.0 if told.is_one else float(told.low) / most
    return Bar(percent(start), percent(max(float(told.high) / most - start, 0.004)))


def _strip(alternatives: Sequence[Alternative], one: CriterionSensitivity) -> Strip:
    pieces = []
    for stretch in one.found.stretches:
        numbers = [alternatives[at].number for at in stretch.leaders]
        width = stretch.high - stretch.low
        label = "・".join(map(str, numbers)) if float(width) * 100 >= WIDE_ENOUGH else ""
        fill = numbers[0] if len(numbers) == 1 else 0
        middle = percent((stretch.low + stretch.high) / 2)
        pieces.append(StripPiece(percent(stretch.low), percent(width), middle, fill, label))
    return Strip(one, tuple(pieces), percent(one.found.share), one.found.share)
