"""Decisions of staff whether everybody may read what somebody wrote, told in numbers: each room registers its own.

What is counted is what officers did, and each hiding stands in public one by one with its rule and reason; so that no
count tells of a person more than is told already. Of appeals, which are not listed, small counts are left out.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jukugi.kit.registry import Registry

SMALLEST = 5


@dataclass(frozen=True)
class Decisions:
    """So many decisions of one kind: on what came in on one day, made on another; ``rule`` is empty for shown."""

    received_on: date
    decided_on: date
    is_hidden: bool
    rule: str
    count: int


@dataclass(frozen=True)
class Appeals:
    """How many appeals there were, and what became of them."""

    waiting: int = 0
    upheld: int = 0
    dismissed: int = 0

    @property
    def total(self) -> int:
        return self.waiting + self.upheld + self.dismissed

    @property
    def is_shown(self) -> bool:
        """Enough of them; or none at all."""
        return self.total == 0 or self.total >= SMALLEST


@dataclass(frozen=True)
class Wave:
    """Many that came in at once and were hidden in one step: from when to when they came in, on which day it was
    decided, by which rule, how many were hidden, and how many of them wait again because it was taken back.
    """

    since_on: date
    until_on: date
    decided_on: date
    rule: str
    count: int
    returned: int = 0

    @property
    def days(self) -> int:
        """Whole days from the first that came in to the decision."""
        return max(0, (self.decided_on - self.since_on).days)


@dataclass(frozen=True)
class Moderated:
    """What is looked at before, or after, everybody reads it: its name, its rules in words, where each hiding stands
    with its reason, and functions that ask: decisions in one query, appeals in one or None where nobody can appeal.

    ``waves`` tells of many that were hidden in one step, in one query, the newest first; those are not among the
    decisions: thousands at once would say nothing of how long people wait.
    """

    title: Any
    rules: Mapping[str, Any]
    path: str
    decisions: Callable[[], Iterable[Decisions]]
    appeals: Callable[[], Appeals] | None = None
    waves: Callable[[], Iterable[Wave]] | None = None


moderated: Registry[Moderated] = Registry("moderated writings")


@dataclass(frozen=True)
class Month:
    """Decisions of one month: how many, how many of them hid, and how many days half of them waited at most."""

    first: date
    count: int
    hidden: int
    median_days: int


@dataclass(frozen=True)
class Summary:
    """All of one kind of writing."""

    name: str
    what: Moderated
    shown: int
    hidden: int
    by_rule: list[tuple[str, Any, int]]
    months: list[Month]
    appeals: Appeals | None
    waves: list[tuple[Wave, Any]]


def summaries() -> list[Summary]:
    """Of every room. At most three queries for each."""
    return [_summary(name, what) for name, what in moderated.items()]


def _summary(name: str, what: Moderated) -> Summary:
    found = list(what.decisions())
    by_rule: Counter[str] = Counter()
    for one in found:
        if one.is_hidden:
            by_rule[one.rule] += one.count
    hidden = sum(by_rule.values())
    return Summary(
        name=name,
        what=what,
        shown=sum(one.count for one in found) - hidden,
        hidden=hidden,
        by_rule=[(rule, words, by_rule.get(rule, 0)) for rule, words in what.rules.items()],
        months=_months(found),
        appeals=what.appeals() if what.appeals else None,
        waves=[(wave, what.rules[wave.rule]) for wave in what.waves()] if what.waves else [],
    )


def _months(found: list[Decisions]) -> list[Month]:
    """Newest first."""
    by_month: dict[date, list[Decisions]] = {}
    for one in found:
        by_month.setdefault(one.decided_on.replace(day=1), []).append(one)
    return [
        Month(
            first, sum(one.count for one in those), sum(one.count for one in those if one.is_hidden), median_wait(those)
        )
        for first, those in sorted(by_month.items(), reverse=True)
    ]


def median_wait(found: Iterable[Decisions]) -> int:
    """Days after which half of the decisions were made: the lower median of whole days. 0 for none."""
    waits: Counter[int] = Counter()
    for one in found:
        waits[max(0, (one.decided_on - one.received_on).days)] += one.count
    half, passed = sum(waits.values()) / 2, 0
    for days in sorted(waits):
        passed += waits[days]
        if passed >= half:
            return days
    return 0
