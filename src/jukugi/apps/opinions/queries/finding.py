"""Opinions that were looked for, page by page, with how many there are beside each further choice."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count
from django.db.models.lookups import Exact, In
from django.utils import timezone

from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.models import IssueLink, Opinion, OpinionQuerySet
from jukugi.apps.opinions.queries.counting import VOICES
from jukugi.apps.opinions.queries.searching import Beside, Search, best_first, holding
from jukugi.apps.processes.models import Process

ISSUES_SHOWN = 6
COUNTED_BY_ISSUE = 2_000
"""Of more opinions than these no issues are counted: it would take as long as to find them."""


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


# Channel, key of the ward, state.
Kind = tuple[Any, Any, Any]


@dataclass(frozen=True)
class Choices:
    """How many are found with each choice, when the other choices stay: by value, by key of the ward, by value."""

    channels: Counter[str]
    wards: Counter[int | None]
    states: Counter[str]


@dataclass(frozen=True)
class Found:
    """Keys of what was found, the best first, and the choices there are."""

    keys: tuple[int, ...]
    choices: Choices


def found_of_process(process: Process, wish: Wish, search: Search) -> Found:
    """The public opinions of a process that are wanted. One query."""
    return _found(_public(process), wish, search)


def found_at_desk(areas: set[int | None], wish: Wish, search: Search) -> Found:
    """Opinions in any state that are wanted, of those that somebody with these wards handles. One query."""
    return _found(_handled(areas), wish, search)


def handled(areas: set[int | None], wish: Wish) -> OpinionQuerySet:
    """Opinions in any state that somebody with these wards handles and that are wanted, newest first."""
    found = of_days(Opinion.objects.standing().in_areas(areas), wish.since, wish.until)
    wanted = {"submission__channel": wish.channel, "submission__ward": wish.ward, "state": wish.state}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    return found.with_origin().order_by("-submission__received_at", "-pk")


def issues_found(found: Found) -> list[tuple[Issue, int]]:
    """The issues that most of what was found is a voice of, with how many; none where too much was found to count.

    At most two queries.
    """
    if not found.keys or len(found.keys) > COUNTED_BY_ISSUE:
        return []
    links = IssueLink.objects.in_force().filter(opinion__in=found.keys, kind__in=VOICES).order_by()
    counted = links.values_list("issue").annotate(number=Count("pk"))
    most = list(counted.order_by("-number", "issue")[:ISSUES_SHOWN])
    issues = Issue.objects.in_bulk([pk for pk, _number in most])
    return [(issues[pk], number) for pk, number in most]


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


def _public(process: Process) -> OpinionQuerySet:
    return Opinion.objects.shown().filter(Exact(Beside("submission__process"), process.pk))


def _handled(areas: set[int | None]) -> OpinionQuerySet:
    mine = Opinion.objects.standing()
    return mine if None in areas else mine.filter(In(Beside("submission__ward"), sorted(filter(None, areas))))


def _found(among: OpinionQuerySet, wish: Wish, search: Search) -> Found:
    """What the index finds is few enough to be counted here, once for all choices."""
    ranked = holding(best_first(of_days(among, wish.since, wish.until), search), search)
    if wish.issue is not None:
        ranked = ranked.filter(issue_links__issue=wish.issue, issue_links__ended_at=None, issue_links__kind__in=VOICES)
    rows = list(ranked.values_list("pk", "submission__channel", "submission__ward", "state"))
    ward = wish.ward.pk if wish.ward else None
    keys = [
        pk
        for pk, channel, of, state in rows
        if (channel == wish.channel or not wish.channel)
        and (of == ward or ward is None)
        and (state == wish.state or not wish.state)
    ]
    return Found(tuple(keys), _choices([row[1:] for row in rows], (wish.channel, ward or "", wish.state)))


def _choices(kinds: Iterable[Kind], wanted: Kind) -> Choices:
    """Counted once for each kind of opinion, of which there are few."""
    by_choice: tuple[Counter[Any], ...] = (Counter(), Counter(), Counter())
    for kind, number in Counter(kinds).items():
        fits = [not value or kind[place] == value for place, value in enumerate(wanted)]
        for place, counted in enumerate(by_choice):
            if all(fit for other, fit in enumerate(fits) if other != place):
                counted[kind[place]] += number
    return Choices(*by_choice)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
