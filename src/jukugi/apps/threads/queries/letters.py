"""Letters for those without an e-mail address: how many, where, and the sheets of one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import wards
from jukugi.apps.opinions.enums import RECEIPT_KIND
from jukugi.apps.opinions.models import Submission
from jukugi.apps.processes.models import Process
from jukugi.apps.threads.models import Address
from jukugi.apps.threads.queries.fates import fates_for
from jukugi.kit import receipts
from jukugi.kit.pages.voices import FateLine


@dataclass(frozen=True)
class Batch:
    """The letters of one place in one ward: how many. ``ward`` is None, ``place`` "" where it was not told."""

    ward: Area | None
    place: str
    count: int


@dataclass(frozen=True)
class Sheet:
    """One letter: a number, and where its voice stands."""

    receipt: str
    lines: list[FateLine]

    @property
    def number(self) -> str:
        """As it is printed."""
        return receipts.shown(self.receipt)


def waiting_letters(process: Process, *, call: int | None = None) -> QuerySet[Submission]:
    """What came in on paper, by phone or at a meeting (for one call alone), and has no confirmed address. No query yet.

    Whoever wrote on the web has a device that finds the page again; nobody waits there for a sheet of paper.
    """
    told_by_mail = Address.objects.confirmed().filter(receipt=OuterRef("receipt"))
    came = Submission.objects.filter(process=process)
    if call is not None:
        came = came.filter(call=call)
    return came.exclude(channel=Channel.WEB).exclude(Exists(told_by_mail))


def batches(process: Process, areas: set[int | None]) -> list[Batch]:
    """Letters by ward and place, for somebody with these wards; the city's own last. Two queries."""
    known = {ward.pk: ward for ward in wards()}
    order = {pk: place for place, pk in enumerate(known)}
    rows = waiting_letters(process).order_by().values_list("ward", "place").annotate(number=Count("pk"))
    mine = [row for row in rows if None in areas or row[0] in areas]
    mine.sort(key=lambda row: (order.get(row[0], len(order)), row[1]))
    return [Batch(known.get(ward), place, number) for ward, place, number in mine]


def sheets(
    process: Process, *, ward: int | None, place: str, first: int, count: int, now: datetime
) -> tuple[list[Sheet], int]:
    """Some letters of one place, in the order in which the voices came in, and how many there are.

    Two queries and those of the rooms, whatever the count.
    """
    found = waiting_letters(process).filter(ward=ward, place=place).order_by("received_at", "pk")
    numbers = list(found.values_list("receipt", flat=True)[first : first + count])
    return _sheets(dict.fromkeys(numbers, RECEIPT_KIND), now=now), found.count()


def box(process: Process, *, ward: int | None, place: str, now: datetime) -> list[Sheet]:
    """All that came in at one place, by number, for a list on the wall: also those who are told by mail.

    One query and those of the rooms.
    """
    found = Submission.objects.filter(process=process, ward=ward, place=place).exclude(channel=Channel.WEB)
    numbers = list(found.order_by("receipt").values_list("receipt", flat=True))
    return _sheets(dict.fromkeys(numbers, RECEIPT_KIND), now=now)


def sheet_of(receipt: str, kind: str, *, now: datetime) -> Sheet:
    """Where one voice stands. As many queries as the rooms take."""
    return _sheets({receipt: kind}, now=now)[0]


def _sheets(kinds: Mapping[str, str], *, now: datetime) -> list[Sheet]:
    return [Sheet(number, lines) for number, lines in fates_for(kinds, now=now).items()]
