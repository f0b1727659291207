"""Pictures as numbers: dots of ratios with their intervals, rings of groups. Templates draw them."""

from dataclasses import dataclass
from math import sqrt

from jukugi.apps.opinions.enums import AgeBand
from jukugi.apps.reach.enums import BANDS
from jukugi.apps.reach.queries.seen import Level, Standing

LEFT, WIDTH, ROW = 84, 236, 30
MOST = 2.0
"""The ratio at the right end; what is more stands there with an arrow."""
STEP, RADIUS, HEAD, SIDE = 37, 13, 26, 58


@dataclass(frozen=True)
class DotRow:
    standing: Standing
    y: int
    low: float
    high: float
    x: float
    is_cut: bool


@dataclass(frozen=True)
class Dots:
    """``one``: where the ratio is 1, as many as live here."""

    rows: tuple[DotRow, ...]
    height: int
    one: float
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Ring:
    """A group: the ring is its share of people, the disc its share of participants. ``standing`` None: hidden."""

    x: int
    y: int
    radius: float
    standing: Standing | None
    label: str


@dataclass(frozen=True)
class Rings:
    rings: tuple[Ring, ...]
    rows: tuple[tuple[str, int], ...]
    columns: tuple[tuple[str, int], ...]
    width: int
    height: int


def dots(level: Level) -> Dots:
    """One dot for each group, the line its interval."""
    rows = tuple(
        DotRow(
            standing,
            HEAD + ROW * place + ROW // 2,
            _at(standing.low),
            _at(standing.high),
            _at(standing.ratio),
            standing.ratio > MOST,
        )
        for place, standing in enumerate(level.rows)
    )
    ticks = tuple((_at(value), label) for value, label in ((0, "0"), (0.5, "半分"), (1, "人口どおり"), (2, "2倍")))
    return Dots(rows, HEAD + ROW * len(rows) + 4, _at(1), ticks)


def _at(ratio: float) -> float:
    return round(LEFT + WIDTH * min(ratio, MOST) / MOST, 1)


def rings(level: Level, wards: tuple[tuple[str, str], ...]) -> Rings:
    """Wards down, ages across."""
    by_name = {standing.name: standing for standing in level.rows}
    bands = [code for code, *_ages in BANDS]
    found = []
    for down, (code, ward) in enumerate(wards):
        for across, band in enumerate(bands):
            standing = by_name.get(f"wb|{code}|{band}")
            radius = RADIUS * min(1.35, sqrt(standing.ratio)) if standing else 0.0
            x, y = SIDE + STEP * across + STEP // 2, HEAD + STEP * down + STEP // 2
            found.append(Ring(x, y, round(radius, 1), standing, f"{ward} {AgeBand(band).label}"))
    rows = tuple((ward, HEAD + STEP * down + STEP // 2) for down, (_code, ward) in enumerate(wards))
    short = ("〜17", "18〜", "30代", "40代", "50代", "60代", "70代", "80〜")
    columns = tuple((label, SIDE + STEP * across + STEP // 2) for across, label in enumerate(short))
    return Rings(tuple(found), rows, columns, SIDE + STEP * len(bands) + 4, HEAD + STEP * len(wards) + 4)
