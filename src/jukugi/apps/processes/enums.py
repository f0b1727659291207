from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from jukugi.kit.pages.places import PagePart
from jukugi.kit.registry import Registry


class Lane(models.TextChoices):
    """The three lanes in which a process runs."""

    INTERNAL = "internal", _("庁内検討")
    CITIZENS = "citizens", _("市民参加")
    COUNCIL = "council", _("議会")


class Precision(models.TextChoices):
    """How exactly a date is known. What is known to the month is never told to the day."""

    DAY = "day", _("日")
    TEN_DAYS = "ten_days", _("上旬・中旬・下旬")
    MONTH = "month", _("月")
    QUARTER = "quarter", _("三か月のあいだ")
    SEASON = "season", _("季節")
    HALF_YEAR = "half_year", _("半年ほどのあいだ")
    FISCAL_YEAR = "fiscal_year", _("年度")
    APPROX = "approx", _("おおよそ")
    OPEN = "open", _("終わりが決まっていない")
    LOOSE = "loose", _("月が決まっていない")


# The month itself is not settled: drawn with a dashed line.
UNSETTLED = frozenset(
    {Precision.QUARTER, Precision.SEASON, Precision.HALF_YEAR, Precision.FISCAL_YEAR, Precision.APPROX, Precision.LOOSE}
)

# The record of what really happened from 2017 to 2019; it comes with the sample, but is no sample.
RECORD_SLUG = "community-policy-2017-2019"
# Addresses below /processes/ that are pages of their own.
KEPT_SLUGS = frozenset({"calendar", "changes"})
# When this device last looked at what changed.
SEEN_COOKIE = "jukugi_seen_changes"

# What a phase can open. Rooms register their kinds at start-up: name -> words for it.
phase_kinds: Registry[Any] = Registry("phase kinds")


@dataclass(frozen=True)
class ConditionState:
    """Whether something is as it must be before a gate: the figure in words, and the page where it is done."""

    is_met: bool
    said: str
    url: str = ""


@dataclass(frozen=True)
class ConditionKind:
    """A condition that a room can check: its words as it must be, and a function from process and moment.

    ``check`` takes a number of queries that does not grow with the rows.
    """

    words: Any
    check: Callable[[Any, datetime], ConditionState]


# What a gate can ask of the rooms. Rooms register at start-up: name -> ConditionKind.
gate_conditions: Registry[ConditionKind] = Registry("gate conditions")


Group = tuple[int | None, str, str, str, bool | None]
"""Ward, code of the band of age, sex, channel, and whether it was the first time; None or "" where nobody knows."""


ALL_PEOPLE = "*"
PublishedGroup = tuple[str, str, str, str]
"""Code of the ward, band of age, sex, channel: ``ALL_PEOPLE`` where it is not parted, "" for who did not say it."""


@dataclass(frozen=True)
class PublishedGroups:
    """What a room has published of who took part: ``counts`` by group, None for what it keeps empty; a group that is
    not there is nobody. ``editions`` name what it was read from, ``as_of`` when the newest of them was counted.
    ``parts``: of each edition the period in which people took part, and how many did."""

    counts: Mapping[PublishedGroup, int | None]
    editions: Sequence[str]
    as_of: datetime
    parts: Sequence[tuple[tuple[datetime, datetime], int]] = ()


@dataclass(frozen=True)
class ParticipationSource:
    """A way to take part: its name, what is counted, and the counts by group in a period ``[since, until)``.

    Their sum is the number that every other screen tells; a group of nobody is left out. ``told`` names what people can
    say of themselves there ("ward", "age", "sex"). ``count`` takes a number of queries that does not grow with the
    rows; without a period it counts all. ``published``, where the room publishes counts of the same people itself: for
    the public those stand and no others, so that nobody can set two choices of empty cells against each other. It
    takes the process and, to read them again, the editions of earlier; None before the first. ``listed``: what other
    public pages tell of those who took part ("ward" of each voice, "channel" in every count), so that it is no secret
    here, and must not help to find what is.
    """

    name: Any
    unit: Any
    told: frozenset[str]
    count: Callable[[Any, tuple[datetime, datetime] | None], Mapping[Group, int]]
    note: Any = ""
    published: Callable[[Any, Sequence[str] | None], PublishedGroups | None] | None = None
    listed: frozenset[str] = frozenset()


# Ways to take part in a process, for whoever asks who was reached: name -> ParticipationSource.
participation_sources: Registry[ParticipationSource] = Registry("participation sources")
# What higher rooms show on the page of a process: a function of the process, a query or two.
process_parts: Registry[Callable[[Any], PagePart | None]] = Registry("parts of a process's page")
