"""Calls for opinions: those that can be chosen, and how much came in for each."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from jukugi.apps.opinions.models import Call, Opinion, Submission
from jukugi.apps.opinions.queries.counting import Channels, in_order
from jukugi.apps.processes.models import Process

CALLS_SHOWN = 100
TYPED_IN_WITHIN = timedelta(days=60)
"""So long after its end a call is offered where paper is typed in."""


@dataclass(frozen=True)
class CallRow:
    """A call with what came in for it, submissions (通) and opinions (件); and whether it asks, or will."""

    call: Call
    submissions: int
    opinions: int
    is_open: bool
    is_ahead: bool


@dataclass(frozen=True)
class CallFigures:
    """What came in for one call. ``cards`` were printed for it, of which ``cards_back`` came back."""

    submissions: int
    opinions: int
    shown: int
    by_channel: Channels
    cards: int
    cards_back: int


def call_rows(areas: set[int | None], *, now: datetime) -> list[CallRow]:
    """The calls of somebody with these wards, the newest first; consultations have a desk of their own. Two queries."""
    own = Call.objects.in_areas(areas).written_here()
    calls = list(own.select_related("ward", "process")[:CALLS_SHOWN])
    of_calls = Opinion.objects.standing().filter(submission__call__in=calls).order_by()
    counted = of_calls.values_list("submission__call").annotate(
        submissions=Count("submission", distinct=True), opinions=Count("pk")
    )
    figures = {call: (submissions, opinions) for call, submissions, opinions in counted}
    return [CallRow(call, *figures.get(call.pk, (0, 0)), call.is_open_at(now), call.opens_at > now) for call in calls]


def figures_of(call: Call) -> CallFigures:
    """Two queries."""
    opinions = Opinion.objects.standing().filter(submission__call=call).order_by()
    channels: Counter[str] = Counter()
    submissions = shown = 0
    rows = opinions.values_list("submission__channel").annotate(
        number=Count("pk"), sent=Count("submission", distinct=True), public=Count("pk", filter=Q(state="shown"))
    )
    for channel, number, sent, public in rows:
        channels[channel] += number
        submissions += sent
        shown += public
    cards = call.cards.order_by()
    back = Submission.objects.filter(receipt__in=cards.values("receipt"))
    printed = cards.aggregate(number=Count("pk"))["number"]
    return CallFigures(
        submissions=submissions,
        opinions=channels.total(),
        shown=shown,
        by_channel=in_order(channels),
        cards=printed,
        cards_back=back.count() if printed else 0,
    )


def calls_to_choose(process: Process | None, *, now: datetime) -> QuerySet[Call]:
    """Calls for which something may be typed in or brought: begun, and not over for long. No query yet."""
    lately = now - TYPED_IN_WITHIN
    begun = Call.objects.filter(process=process, opens_at__lte=now)
    return begun.filter(Q(closes_at=None) | Q(closes_at__gt=lately), Q(ended_at=None) | Q(ended_at__gt=lately))
