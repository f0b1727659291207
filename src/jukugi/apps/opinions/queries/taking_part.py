"""Who sent in opinions, by what they said of themselves. Rooms that ask for opinions count theirs with it too."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.opinions.enums import CallKind
from jukugi.apps.opinions.models import Submission
from jukugi.apps.processes.enums import Group

Period = tuple[datetime, datetime] | None
COUNTED_ELSEWHERE = (CallKind.CONSULTATION, CallKind.SURVEY)
"""What asks for opinions and counts those who answer in its own name."""


def opinions_sent(process: Any) -> QuerySet[Submission]:
    """What came in (通), but for what a consultation or a survey asked for."""
    return Submission.objects.filter(process=process).filter(
        Q(call__isnull=True) | ~Q(call__kind__in=COUNTED_ELSEWHERE)
    )


def groups_of(sent: QuerySet[Submission], period: Period) -> Counter[Group]:
    """Submissions by group. Whether it was the first of somebody is known on the web alone: paper has no name.

    One query.
    """
    came = sent if period is None else sent.filter(received_at__gte=period[0], received_at__lt=period[1])
    earlier = Submission.objects.filter(process=OuterRef("process"), author=OuterRef("author"), pk__lt=OuterRef("pk"))
    again = Case(
        When(~Q(channel=Channel.WEB), then=Value(None)),
        When(Exists(earlier), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(null=True),
    )
    rows = came.order_by().annotate(again=again).values_list("ward", "age_band", "channel", "again")
    found: Counter[Group] = Counter()
    for ward, band, channel, is_again, number in rows.annotate(number=Count("pk")):
        found[ward, band, "", channel, None if is_again is None else not is_again] += number
    return found
