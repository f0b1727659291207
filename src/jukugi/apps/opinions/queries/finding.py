"""Opinions that were looked for, page by page, with how many there are beside each further choice."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import Opinion, OpinionQuerySet
from jukugi.apps.opinions.queries.searching import Among, Kind, Search, second
from jukugi.apps.processes.models import Process

ISSUES_SHOWN = 6


@dataclass(frozen=True)
class Wish:
    """Which opinions are wanted; what is empty does not matter. ``until`` is the last day, and belongs to it."""

    search: Search | None = None
    issue: Issue | None = None
    channel: str = ""
    ward: Area | None = None
    state: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether there is any choice besides an issue."""
        return bool(self.search or self.channel or self.ward or self.state or self.since or self.until)


@dataclass(frozen=True)
class Choices:
    """How many are found with each choice, when the other choices stay: by value, by key of the ward, by value."""

    channels: Counter[str]
    wards: Counter[int | None]
    states: Counter[str]


@dataclass(frozen=True)
class Found:
    """Keys of what was found, the best first, and the choices there are; the issues of most of it, by their keys."""

    keys: Sequence[int]
    choices: Choices
    issues: Sequence[tuple[int, int]]


def found_of_process(process: Process, wish: Wish, search: Search) -> Found:
    """The public opinions of a process that are wanted. Five queries at most."""
    return _found(lambda kind: kind.process == process.pk and kind.state == OpinionState.SHOWN, wish, search)


def found_at_desk(areas: set[int | None], wish: Wish, search: Search) -> Found:
    """Opinions in any state that are wanted, of those that somebody with these wards handles. Five at most."""

    def has(kind: Kind) -> bool:
        is_mine = None in areas or (kind.ward is not None and kind.ward in areas)
        return is_mine and kind.state != OpinionState.REPLACED

    return _found(has, wish, search)


def handled(areas: set[int | None], wish: Wish) -> OpinionQuerySet:
    """Opinions in any state that somebody with these wards handles and that are wanted, newest first."""
    found = of_days(Opinion.objects.standing().in_areas(areas), wish.since, wish.until)
    wanted = {"submission__channel": wish.channel, "submission__ward": wish.ward, "state": wish.state}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    return found.with_origin().order_by("-submission__received_at", "-pk")


def issues_found(found: Found) -> list[tuple[Issue, int]]:
    """The issues that most of what was found is a voice of, with how many. One query, if there are any."""
    issues = Issue.objects.in_bulk([pk for pk, _number in found.issues])
    return [(issues[pk], number) for pk, number in found.issues if pk in issues]


def in_their_order(keys: Sequence[int]) -> list[Opinion]:
    """These opinions with what every page tells of one. One query."""
    found = Opinion.objects.with_origin().in_bulk(keys)
    return [found[pk] for pk in keys if pk in found]


def of_days(found: OpinionQuerySet, since: date | None, until: date | None) -> OpinionQuerySet:
    """Those that came in on these days, both of them included."""
    if since is not None:
        found = found.filter(submission__received_at__gte=_midnight(since))
    if until is not None:
        found = found.filter(submission__received_at__lt=_midnight(until + timedelta(days=1)))
    return found


def _found(has: Callable[[Kind], bool], wish: Wish, search: Search) -> Found:
    """What is looked for is found once for all choices."""
    from jukugi.apps.opinions.queries.hits import hits  # loads numpy

    among = Among(
        has,
        since=None if wish.since is None else second(_midnight(wish.since)),
        until=None if wish.until is None else second(_midnight(wish.until + timedelta(days=1))),
        issue=wish.issue.pk if wish.issue else None,
    )
    found = hits(search, among)
    ward = wish.ward.pk if wish.ward else None
    wanted = found.are(
        lambda kind: (
            (kind.channel == wish.channel or not wish.channel)
            and (kind.ward == ward or ward is None)
            and (kind.state == wish.state or not wish.state)
        )
    )
    choices = _choices(found.numbers(), (ward, wish.channel, wish.state))
    found = found.taken(wanted)
    return Found(found.best_first(), choices, found.by_issue()[:ISSUES_SHOWN])


def _choices(numbers: Mapping[Kind, int], wanted: tuple[int | None, str, str]) -> Choices:
    """Counted once for each kind of opinion, of which there are few."""
    by_choice: tuple[Counter[Any], ...] = (Counter(), Counter(), Counter())
    for kind, number in numbers.items():
        values = kind.ward, kind.channel, kind.state
        fits = [not value or values[place] == value for place, value in enumerate(wanted)]
        for place, counted in enumerate(by_choice):
            if all(fit for other, fit in enumerate(fits) if other != place):
                counted[values[place]] += number
    wards, channels, states = by_choice
    return Choices(channels, wards, states)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
