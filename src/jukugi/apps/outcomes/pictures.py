"""Pictures of promises: how an indicator went, and how the wards stand."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jukugi.apps.outcomes.enums import Standing
from jukugi.apps.outcomes.queries.promises import Measured, WardRow

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 400, 180, 12, 64, 16, 16


@dataclass(frozen=True)
class Point:
    """A measured value: its place in units of the picture, the day and the figure."""

    x: str
    y: str
    on: date
    value: Decimal


@dataclass(frozen=True)
class Course:
    """Measured values from left to right, with the lines of the start and of the goal."""

    width: int
    height: int
    points: list[Point]
    path: str
    goal_y: str
    start_y: str | None

    @property
    def right(self) -> int:
        return self.width - RIGHT


def course_of(measured: Measured) -> Course | None:
    """None where nothing was measured yet. Height runs over all values with the goal and the start; time over days."""
    if not measured.points:
        return None
    values = [value for _day, value in measured.points] + [measured.goal]
    if measured.start is not None:
        values.append(measured.start)
    least, most = min(values), max(values)
    span = most - least or Decimal(1)
    first, last = measured.points[0][0], measured.points[-1][0]
    days = (last - first).days or 1

    def height(value: Decimal) -> str:
        return f"{TOP + float((most - value) / span) * (HEIGHT - TOP - BOTTOM):.1f}"

    def across(day: date) -> str:
        share = (day - first).days / days if first != last else 1
        return f"{LEFT + share * (WIDTH - LEFT - RIGHT):.1f}"

    points = [Point(across(day), height(value), day, value) for day, value in measured.points]
    return Course(
        width=WIDTH,
        height=HEIGHT,
        points=points,
        path=" ".join(f"{one.x},{one.y}" for one in points),
        goal_y=height(measured.goal),
        start_y=None if measured.start is None else height(measured.start),
    )


@dataclass(frozen=True)
class Part:
    """A part of a bar: which standing, how many, from where and how wide in per cent."""

    standing: Standing
    count: int
    x: str
    width: str


@dataclass(frozen=True)
class Bar:
    """The promises of one ward as one bar, as long as their number against the largest."""

    row: WardRow
    parts: list[Part]


def bars_of(rows: list[WardRow]) -> list[Bar]:
    """One bar a row, in one scale."""
    largest = max((row.sums.total for row in rows), default=0) or 1
    bars = []
    for row in rows:
        start, parts = 0, []
        for standing, count in row.sums.parts:
            if count:
                parts.append(Part(standing, count, f"{100 * start / largest:.2f}%", f"{100 * count / largest:.2f}%"))
            start += count
        bars.append(Bar(row, parts))
    return bars
