"""How many opinions there are, from how many people, on which channels. Every screen asks here: no figure differs."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.core.cache import caches
from django.db.models import Count, Max, Min, Subquery, Value
from django.db.models.functions import Length

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import wards
from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.opinions.models import (
    IssueLink,
    IssueLinkQuerySet,
    Opinion,
    OpinionQuerySet,
    OpinionReview,
    OpinionRevision,
)
from jukugi.apps.processes.models import Process

# Links by which an opinion is a voice of an issue. Not to take it up is a link too, but not a voice that was heard.
VOICES = (LinkKind.ABOUT, LinkKind.PARTLY)
EXAMPLES = 3
# Letters that stand well on a card; a longer one is an example only where there are no others.
SHORT_EXAMPLE = 140
NEWEST_LOOKED_AT = 60

Channels = tuple[tuple[str, int], ...]
Counted = TypeVar("Counted")


@dataclass(frozen=True)
class Received:
    """What came in: opinions, and from how many people. ``total`` = ``shown`` + ``waiting`` + ``hidden`` + ``in_gist``.

    ``people`` counts devices and sheets of paper: one person with two devices, or two cards, is two.
    ``since`` and ``until`` are when the first and the last came in; None where there is none.
    """

    total: int
    people: int
    shown: int
    waiting: int
    hidden: int
    in_gist: int
    by_channel: Channels
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True)
class IssueVoices:
    """The voices of one issue: public opinions with a link in force to it.

    ``hidden`` are linked but not public (not read yet, or kept back): in no other figure. ``by_ward`` has every ward in
    its order, also with 0; ``ward_unknown`` those without one.
    """

    total: int
    people: int
    hidden: int
    by_channel: Channels
    by_ward: tuple[tuple[Area, int], ...]
    ward_unknown: int
    examples: tuple[Opinion, ...]


def received(process: Process) -> Received:
    """What came in to a process, whether public or not. One query, and two more where something is new."""
    return _kept(f"received-{process.pk}", process, lambda: _received(process))


def linked(process: Process, *, ward: int | None = None) -> int:
    """Public opinions that are a voice of at least one issue, each counted once. One query, one more where something
    is new."""
    voices = _voices(ward).filter(issue__process=process)
    count = Count("opinion", distinct=True)
    return _kept(f"linked-{process.pk}-{ward}", process, lambda: voices.aggregate(number=count)["number"])


def voices_by_issue(keys: Collection[int], *, ward: int | None = None) -> dict[int, int]:
    """Voices of each of these issues; an issue without any is left out. ``ward`` counts its own alone. One query.

    An opinion in several issues counts in each. An opinion has one link in force to an issue, so that none is
    counted twice.
    """
    counted = _voices(ward).filter(issue__in=keys).order_by().values_list("issue").annotate(Count("pk"))
    return dict(counted)


def voices_of_issue(issue_pk: int) -> IssueVoices:
    """The voices of one issue by channel and ward, with examples. Five queries."""
    links = IssueLink.objects.in_force().filter(kind__in=VOICES, issue=issue_pk).order_by()
    rows = links.values_list("opinion__submission__channel", "opinion__submission__ward", "opinion__state")
    channels: Counter[str] = Counter()
    by_ward: Counter[int | None] = Counter()
    hidden = 0
    for channel, ward, state, number in rows.annotate(Count("pk")):
        if state != OpinionState.SHOWN:
            hidden += number
            continue
        channels[channel] += number
        by_ward[ward] += number
    public = Opinion.objects.shown().filter(pk__in=links.values("opinion"))
    shown_wards = tuple((ward, by_ward[ward.pk]) for ward in wards())
    return IssueVoices(
        total=channels.total(),
        people=public.aggregate(people=Count("submission__author", distinct=True))["people"],
        hidden=hidden,
        by_channel=in_order(channels),
        by_ward=shown_wards,
        ward_unknown=channels.total() - sum(number for _ward, number in shown_wards),
        examples=_examples(public),
    )


def _kept(name: str, process: Process, count: Callable[[], Counted]) -> Counted:
    """A figure over all opinions, counted anew when a row was added that may change it. One query of its own.

    Opinions, reviews and links are only ever added, of a link its end is filled in, and of a revision that it was
    undone: their newest ones, and how many were undone, tell whether a figure still holds. On PostgreSQL an older key
    may appear after a newer one; so it is kept for seconds only.
    """
    undone = OpinionRevision.objects.filter(undone_at__isnull=False).order_by().annotate(all=Value(1)).values("all")
    undone = undone.annotate(number=Count("pk"))
    newest = Process.objects.filter(pk=process.pk).values_list(
        *(Subquery(model.objects.order_by("-pk").values("pk")[:1]) for model in (Opinion, OpinionReview, IssueLink)),
        Subquery(undone.values("number")),
        Subquery(IssueLink.objects.ended().order_by("-ended_at").values("ended_at")[:1]),
    )
    state = newest.first()
    known = caches["frame"].get(name)
    if known is None or known[0] != state:
        known = state, count()
        caches["frame"].set(name, known, settings.FRAME_KEPT_SECONDS)
    return known[1]


def _received(process: Process) -> Received:
    opinions = Opinion.objects.standing().filter(submission__process=process)
    rows = list(
        opinions.order_by()
        .values("submission__channel", "state")
        .annotate(number=Count("pk"), first=Min("submission__received_at"), last=Max("submission__received_at"))
    )
    people = opinions.aggregate(people=Count("submission__author", distinct=True))["people"]
    states: Counter[str] = Counter()
    channels: Counter[str] = Counter()
    for row in rows:
        states[row["state"]] += row["number"]
        channels[row["submission__channel"]] += row["number"]
    return Received(
        total=states.total(),
        people=people,
        shown=states[OpinionState.SHOWN],
        waiting=states[OpinionState.WAITING],
        hidden=states[OpinionState.HIDDEN],
        in_gist=states[OpinionState.IN_GIST],
        by_channel=in_order(channels),
        since=min((row["first"] for row in rows), default=None),
        until=max((row["last"] for row in rows), default=None),
    )


def came_everywhere() -> Counter[str]:
    """By state, what stands in all public processes together: the sums of what ``received`` says of each. One query."""
    opinions = Opinion.objects.standing().filter(submission__process__is_draft=False)
    return Counter(dict(opinions.order_by().values_list("state").annotate(number=Count("pk"))))


def public_voices() -> IssueLinkQuerySet:
    """Links in force by which a public opinion is a voice of an issue."""
    return _voices(None)


def _voices(ward: int | None) -> IssueLinkQuerySet:
    links = IssueLink.objects.in_force().filter(kind__in=VOICES, opinion__state=OpinionState.SHOWN)
    return links if ward is None else links.filter(opinion__submission__ward=ward)


def in_order(channels: Counter[str]) -> Channels:
    """In the order of the channels, which is none of worth; without those on which nothing came."""
    return tuple((str(channel), channels[channel]) for channel in Channel.values if channels[channel])


def _examples(public: OpinionQuerySet) -> tuple[Opinion, ...]:
    """Of the newest, some from different channels and wards, short ones first: not the loudest place alone."""
    newest = public.order_by("-submission__received_at", "-pk").values_list(
        "pk", "submission__channel", "submission__ward", Length("text")
    )[:NEWEST_LOOKED_AT]
    chosen: list[int] = []
    told: tuple[set[str], set[int | None]] = set(), set()
    left = sorted(newest, key=lambda row: row[3] > SHORT_EXAMPLE)
    while left and len(chosen) < EXAMPLES:
        fresh = [(channel not in told[0]) + (ward not in told[1]) for _pk, channel, ward, _length in left]
        pk, channel, ward, _length = left.pop(fresh.index(max(fresh)))
        chosen.append(pk)
        told[0].add(channel)
        told[1].add(ward)
    found = Opinion.objects.with_origin().in_bulk(chosen)
    return tuple(found[pk] for pk in chosen)
