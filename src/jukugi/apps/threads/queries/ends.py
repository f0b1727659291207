"""Lists of where threads end: voices that lead nowhere yet, and ends with their reasons."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.opinions.queries.reaching import ended, unlinked
from jukugi.apps.opinions.queries.reading import beginning
from jukugi.apps.processes.models import Process
from jukugi.kit.pages.voices import Fate

ROWS = 30
WORDS_SHOWN = 90


@dataclass(frozen=True)
class EndGroup:
    """One reason as it was written, how many voices ended by it, when last, and the last of them."""

    reason: str
    count: int
    at: datetime
    example: Fate


def unlinked_page(process: Process, ward: Area | None, page: str, *, now: datetime) -> tuple[Page, list[Fate]]:
    """Public voices that lead nowhere yet, those first that wait longest. Two queries."""
    found = Paginator(unlinked(process, ward.pk if ward else None).with_origin(), ROWS).get_page(page)
    return found, [_fate(opinion, at=opinion.submission.received_at, now=now) for opinion in found]


def ends_page(process: Process, ward: Area | None, page: str, *, now: datetime) -> tuple[Page, list[EndGroup]]:
    """The reasons why voices are not taken up, the most frequent first. Three queries."""
    links = ended(process)
    if ward is not None:
        links = links.filter(opinion__submission__ward=ward)
    grouped = links.values("reason").annotate(
        count=Count("opinion", distinct=True), at=Max("linked_at"), example=Max("opinion")
    )
    found = Paginator(grouped.order_by("-count", "-at", "reason"), ROWS).get_page(page)
    rows: list[Any] = list(found)
    examples = Opinion.objects.with_origin().in_bulk([row["example"] for row in rows])
    return found, [
        EndGroup(row["reason"], row["count"], row["at"], _fate(examples[row["example"]], at=row["at"], now=now))
        for row in rows
    ]


def _fate(opinion: Opinion, *, at: datetime, now: datetime) -> Fate:
    text, origin = opinion.text, opinion.submission
    is_cut = len(text) > WORDS_SHOWN
    days = (now - origin.received_at).days
    return Fate(
        at=at,
        number=origin.receipt,
        words=beginning(text, limit=WORDS_SHOWN) if is_cut else text,
        channel=origin.channel,
        ward=origin.ward.name if origin.ward else "",
        received_at=origin.received_at,
        status=_("確かめ中"),
        sentence=_("届いてから%(days)s日、どこにもつながっていません。") % {"days": f"{days:,}"},
        is_cut=is_cut,
    )
