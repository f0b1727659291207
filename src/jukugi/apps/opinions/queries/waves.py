"""Voices that came in at once: when more came than usual, what a wave holds, how far the work on it is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_low
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncHour

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.opinions.enums import OpinionState, VoiceFate, WaveState
from jukugi.apps.opinions.models import Appeal, Opinion, OpinionQuerySet, OpinionReview, Wave, WaveGroup, WaveVoice
from jukugi.apps.opinions.queries.appeals import waiting_appeals
from jukugi.apps.processes.models import Process

HOUR = timedelta(hours=1)
DAYS_TOLD, DAYS_BEFORE = 14, 28
"""Hours of so many days are told; what is usual is taken from so many days before each."""
UNUSUAL_AT_LEAST, UNUSUAL_TIMES = 30, 5
"""An hour is unusual with so many voices, and so many times what is usual at that hour of the day."""


@dataclass(frozen=True)
class Hour:
    """Voices of one hour, how many are usual at it, and how many wait to be read."""

    first: datetime
    count: int
    usual: int
    waiting: int

    @property
    def is_unusual(self) -> bool:
        return self.count >= UNUSUAL_AT_LEAST and self.count >= UNUSUAL_TIMES * self.usual


@dataclass(frozen=True)
class Surge:
    """Hours one after the other in which more came than usual."""

    hours: tuple[Hour, ...]

    @property
    def since(self) -> datetime:
        return self.hours[0].first

    @property
    def until(self) -> datetime:
        return self.hours[-1].first + HOUR

    @property
    def count(self) -> int:
        return sum(hour.count for hour in self.hours)

    @property
    def usual(self) -> int:
        return sum(hour.usual for hour in self.hours)

    @property
    def waiting(self) -> int:
        return sum(hour.waiting for hour in self.hours)


def sent_in(process: Process | None, areas: set[int | None]) -> OpinionQuerySet:
    """What people themselves sent on the web, from wards for which one may speak."""
    sent = Opinion.objects.standing().in_areas(areas)
    return sent.filter(submission__process=process, submission__channel=Channel.WEB, submission__entered_by="")


def surges(process: Process | None, areas: set[int | None], *, now: datetime) -> list[Surge]:
    """Where in the last days more came in than usual and somebody still waits, the newest first. One query."""
    begins = now - timedelta(days=DAYS_TOLD + DAYS_BEFORE)
    rows = (
        sent_in(process, areas)
        .filter(submission__received_at__gte=begins)
        .order_by()
        .values_list(TruncHour("submission__received_at"))
        .annotate(count=Count("pk"), waiting=Count("pk", filter=Q(state=OpinionState.WAITING)))
    )
    counts = {first: (count, waiting) for first, count, waiting in rows}
    told = sorted(first for first in counts if first >= now - timedelta(days=DAYS_TOLD))
    hours = [Hour(first, counts[first][0], _usual(counts, first), counts[first][1]) for first in told]
    found: list[list[Hour]] = []
    for hour in (hour for hour in hours if hour.is_unusual):
        if found and hour.first - found[-1][-1].first == HOUR:
            found[-1].append(hour)
        else:
            found.append([hour])
    return [surge for hours in reversed(found) if (surge := Surge(tuple(hours))).waiting]


def _usual(counts: dict[datetime, tuple[int, int]], first: datetime) -> int:
    """The middle of what came at this hour on the days before: a wave of two nights does not make itself usual."""
    before = [counts.get(first - timedelta(days=day), (0, 0))[0] for day in range(1, DAYS_BEFORE + 1)]
    return median_low(before)


def waves_for(areas: set[int | None]) -> QuerySet[Wave]:
    """Those that somebody with these wards may see, the newest first. One query."""
    waves = Wave.objects.all()
    if None in areas:
        return waves
    mine = [wave.pk for wave in waves.only("areas") if set(wave.areas) <= areas]
    return waves.filter(pk__in=mine)


def count_asked(areas: set[int | None], *, for_user: Any) -> int:
    """How many wait for this person to agree, as the second. One query."""
    asked = (
        Wave.objects.filter(state=WaveState.ASKED)
        .exclude(decided_by=for_user.actor_key)
        .values_list("areas", flat=True)
    )
    return sum(None in areas or set(of_wave) <= areas for of_wave in asked)


@dataclass(frozen=True)
class GroupShown:
    """A group of a wave with some of its voices, and how many are left out by a person."""

    group: WaveGroup
    samples: list[WaveVoice]
    excluded: int

    @property
    def hidden(self) -> int:
        """So many would be hidden."""
        return self.group.count - self.excluded

    @property
    def is_many_people(self) -> bool:
        """From many devices and many parts of the network: likely people who followed a call (呼びかけ)."""
        return 10 * self.group.people >= 7 * self.group.count and self.group.places >= max(5, self.group.count // 20)


def shown_groups(wave: Wave) -> tuple[list[GroupShown], list[WaveVoice], int]:
    """Groups with samples; samples of what is in none, and how many those are. Four queries."""
    samples = list(voices_of(wave).filter(is_sample=True))
    excluded = dict(wave.voices.filter(is_excluded=True).order_by().values_list("group").annotate(Count("pk")))
    groups = [
        GroupShown(group, [voice for voice in samples if voice.group_id == group.pk], excluded.get(group.pk, 0))
        for group in wave.groups.all()
    ]
    others = [voice for voice in samples if voice.group_id is None]
    return groups, others, wave.total - sum(shown.group.count for shown in groups)


def voices_of(wave: Wave) -> QuerySet[WaveVoice]:
    """With what a page tells of each. One query."""
    return wave.voices.select_related("opinion__submission__ward").order_by("pk")


def progress_of(wave: Wave) -> tuple[int, int]:
    """How many voices are worked off, of how many; (0, 0) where that cannot be said. At most two queries."""
    if wave.state == WaveState.HIDING:
        return wave.chosen - wave.voices.chosen().filter(fate=VoiceFate.UNTOUCHED).count(), wave.chosen
    if wave.state == WaveState.RETURNING:
        return wave.hidden - wave.voices.filter(fate=VoiceFate.HIDDEN).count(), wave.hidden
    return 0, 0


def fates_of(wave: Wave) -> dict[str, int]:
    """How many voices met which fate. One query."""
    counted = Counter(dict(wave.voices.order_by().values_list("fate").annotate(Count("pk"))))
    return {str(fate): counted[fate] for fate in VoiceFate}


def appeals_in(wave: Wave) -> int:
    """Appeals that wait, of voices that this wave touched. One query."""
    return (
        waiting_appeals({None}).filter(opinion__in=wave.voices.filter(fate=VoiceFate.HIDDEN).values("opinion")).count()
    )


def decided_since(wave: Wave, keys: Sequence[int]) -> set[int]:
    """Of these opinions, hidden by the wave, those on which somebody decided since: anew, or by answering an appeal.

    Three queries.
    """
    by_wave = dict(
        OpinionReview.objects.filter(wave=wave, opinion__in=keys, state=OpinionState.HIDDEN).values_list(
            "opinion", "pk"
        )
    )
    since = {
        opinion
        for opinion, pk in OpinionReview.objects.filter(opinion__in=keys).values_list("opinion", "pk")
        if pk > by_wave.get(opinion, 0)
    }
    answered = Appeal.objects.filter(opinion__in=keys, decided_at__gte=wave.decided_at)
    return since | set(answered.values_list("opinion", flat=True))
