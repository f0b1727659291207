"""Pictures of promises: how an indicator went, and how the wards stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jukugi.apps.outcomes.enums import Standing

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


def course_of(measured: Sequence[tuple[date, Decimal]], *, start: Decimal | None, goal: Decimal) -> Course | None:
    """None where nothing was measured yet. Height runs over all values with the goal and the start; time over days."""
    if not measured:
        return None
    values = [value for _day, value in measured] + [goal]
    if start is not None:
        values.append(start)
    least, most = min(values), max(values)
    span = most - least or Decimal(1)
    first, last = measured[0][0], measured[-1][0]
    days = (last - first).days or 1

    def height(value: Decimal) -> str:
        return f"{TOP + float((most - value) / span) * (HEIGHT - TOP - BOTTOM):.1f}"

    def across(day: date) -> str:
        share = (day - first).days / days if first != last else 1
        return f"{LEFT + share * (WIDTH - LEFT - RIGHT):.1f}"

    points = [Point(across(day), height(value), day, value) for day, value in measured]
    return Course(
        width=WIDTH,
        height=HEIGHT,
        points=points,
        path=" ".join(f"{one.x},{one.y}" for one in points),
        goal_y=height(goal),
        start_y=None if start is None else height(start),
    )


@dataclass(frozen=True)
class Part:
    """A part of a bar: which standing, how many, from where and how wide in per cent."""

    standing: Standing
    count: int
    x: str
    width: str


def bars_of(rows: Sequence[Sequence[tuple[Standing, int]]]) -> list[list[Part]]:
    """One bar a row of counts by standing, all in one scale."""
    largest = max((sum(count for _standing, count in row) for row in rows), default=0) or 1
    bars = []
    for row in rows:
        start, parts = 0, []
        for standing, count in row:
            if count:
                parts.append(Part(standing, count, f"{100 * start / largest:.2f}%", f"{100 * count / largest:.2f}%"))
            start += count
        bars.append(parts)
    return bars
