"""The staff desk: what waits for a person in every room, the list of rooms beside it, and the next milestone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.processes.enums import Precision
from jukugi.apps.processes.models import Milestone, Process
from jukugi.kit.pages.places import DeskItem, desk_queue, desk_rooms


@dataclass(frozen=True)
class RailRow:
    """One row of the list of rooms. ``is_current`` for every page of the room, ``is_here`` for this very address."""

    label: str
    url: str
    count: int
    is_current: bool = False
    is_here: bool = False


@dataclass(frozen=True)
class Ahead:
    """The next milestone: how many days until it, or until its month begins; 0 when that is today or runs already."""

    title: str
    month: int
    is_month: bool
    days: int


def waiting(request: HttpRequest, now: datetime) -> list[DeskItem]:
    """What waits for the person who is signed in, from every room; asked once for the page and its rail."""
    if not hasattr(request, "desk_items"):
        items = [item for offer in desk_queue for item in offer(request, now)]
        request.desk_items = items  # type: ignore[attr-defined]
    return request.desk_items  # type: ignore[attr-defined]


def rail(request: HttpRequest, now: datetime) -> list[RailRow]:
    """What waits in sum, then the rooms in which this person has something to do. As many queries as the rooms ask."""
    first = (_("待っていること"), reverse("desk"), sum(item.count for item in waiting(request, now)))
    rooms = [room for offer in desk_rooms if (room := offer(request)) is not None]
    rows = [first, *((str(room.label), room.url, room.count) for room in rooms)]
    here = request.path
    # The room whose address is the longest beginning of this one: the desk itself begins them all.
    current = max((url for _label, url, _count in rows if here.startswith(url)), key=len, default="")
    return [RailRow(label, url, count, url == current, url == here) for label, url, count in rows]


def next_milestone(process: Process, now: datetime) -> Ahead | None:
    """The first milestone still ahead whose day or month is known. One query."""
    today = timezone.localtime(now).date()
    month = today.replace(day=1)
    for milestone in process.milestones.filter(on__gte=month).exclude(precision=Precision.LOOSE):
        if milestone.precision == Precision.MONTH or milestone.on >= today:
            return _ahead(milestone, today)
    return None


def _ahead(milestone: Milestone, today: date) -> Ahead:
    is_month = milestone.precision == Precision.MONTH
    begins = milestone.on.replace(day=1) if is_month else milestone.on
    return Ahead(milestone.title, milestone.on.month, is_month, max(begins - today, timedelta()).days)


def lead(ahead: Ahead | None) -> str:
    """One sentence on what the work runs towards; empty where nothing is planned."""
    if ahead is None:
        return ""
    words = {"title": ahead.title, "month": ahead.month, "days": ahead.days}
    if ahead.is_month:
        if ahead.days == 0:
            return _("次の節目は、今月の「%(title)s」です。") % words
        return _("次の節目は、%(month)s月の「%(title)s」です。%(month)s月まで、あと%(days)s日です。") % words
    if ahead.days == 0:
        return _("今日は「%(title)s」の日です。") % words
    return _("次の節目は「%(title)s」です。あと%(days)s日です。") % words
