"""What waits at the desk, ward by ward."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Min

from jukugi.apps.opinions.queries.appeals import waiting_appeals
from jukugi.apps.opinions.queries.desk import Queue, WaitingCounts, in_queue

# How many wait, and since when the oldest does.
Waits = tuple[int, datetime | None]


def waiting_by_ward(areas: set[int | None]) -> dict[int | None, WaitingCounts]:
    """What waits for a person with these wards, by the ward that was told; None where none was. Two queries."""
    review, link = _by_ward(Queue.REVIEW, areas), _by_ward(Queue.LINK, areas)
    found = {}
    for ward in review.keys() | link.keys():
        (to_review, oldest_review), (to_link, oldest_link) = review.get(ward, (0, None)), link.get(ward, (0, None))
        found[ward] = WaitingCounts(to_review, to_link, oldest_review, oldest_link)
    return found


def appeals_by_ward(areas: set[int | None]) -> dict[int | None, int]:
    """How many appeals wait for a person with these wards, by the ward of the voice. One query."""
    counted = waiting_appeals(areas).order_by().values_list("opinion__submission__ward").annotate(number=Count("pk"))
    return dict(counted)


def together(counts: Collection[WaitingCounts]) -> WaitingCounts:
    """What waits in several wards. No query."""
    return WaitingCounts(
        sum(count.review for count in counts),
        sum(count.link for count in counts),
        min((count.oldest_review for count in counts if count.oldest_review), default=None),
        min((count.oldest_link for count in counts if count.oldest_link), default=None),
    )


def _by_ward(queue: Queue, areas: set[int | None]) -> dict[int | None, Waits]:
    waiting = in_queue(queue, areas).order_by().values_list("submission__ward")
    counted = waiting.annotate(number=Count("pk"), oldest=Min("submission__received_at"))
    return {ward: (number, oldest) for ward, number, oldest in counted}
