"""The staff desk: what waits for a person in every room, the list of rooms beside it, and the next milestone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.permissions import know_roles, roles
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import wards
from jukugi.apps.processes.enums import Precision
from jukugi.apps.processes.models import Milestone, Process
from jukugi.kit.pages.places import DeskItem, desk_queue, desk_rooms
from jukugi.project.forms_sent import last_form


@dataclass(frozen=True)
class RailRow:
    """One row of the list of rooms. ``is_current`` for every page of the room, ``is_here`` for this very address."""

    label: str
    url: str
    count: int
    is_current: bool = False
    is_here: bool = False


@dataclass(frozen=True)
class DeskWards:
    """The wards for which a person works, and the one that is looked at; None for all together."""

    is_whole_city: bool
    wards: list[Area]
    chosen: Area | None


@dataclass(frozen=True)
class WardTab:
    """What waits in one ward, or in all."""

    label: str
    url: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class Ahead:
    """The next milestone: how many days until it, or until its month begins; 0 when that is today or runs already."""

    title: str
    month: int
    is_month: bool
    days: int


def waiting(request: HttpRequest, now: datetime, ward: Area | None = None) -> list[DeskItem]:
    """What waits for the person who is signed in, from every room, in all or of one ward. The rooms query once a page,
    for the rail, the tabs and the list alike.
    """
    return [item for offer in desk_queue for item in offer(request, now, ward)]


def wards_of(request: HttpRequest) -> DeskWards:
    """The wards for which the person who is signed in works, and which of them ``?ward=`` asks for. Whatever else the
    address says means all of them; somebody with one ward alone always looks at that. Two queries.
    """
    areas = {role.area_id for role in roles(request.user, RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER)}
    mine = [ward for ward in wards() if None in areas or ward.pk in areas]
    code = request.GET.get("ward", "")
    chosen = next((ward for ward in mine if ward.code == code), None)
    if chosen is None and None not in areas and len(mine) == 1:
        chosen = mine[0]
    return DeskWards(None in areas, mine, chosen)


def ward_tabs(request: HttpRequest, now: datetime, mine: DeskWards) -> list[WardTab]:
    """All together and each ward, with what waits there; nothing to choose from is no tab. As many queries as the
    rooms ask, however many the wards.
    """
    if len(mine.wards) < 2:
        return []
    everywhere = _("全市") if mine.is_whole_city else _("受け持つ区")
    return [
        WardTab(
            label=ward.name if ward is not None else everywhere,
            url=reverse("desk") + (f"?ward={ward.code}" if ward is not None else ""),
            count=sum(item.count for item in waiting(request, now, ward)),
            is_current=ward == mine.chosen,
        )
        for ward in (None, *mine.wards)
    ]


def rail(request: HttpRequest, now: datetime) -> list[RailRow]:
    """What waits in sum, then the rooms in which this person has something to do. As many queries as the rooms ask, but
    the roles of the person, which every room asks for, are read once; that one alone while the list is kept.

    It is kept for ``FRAME_KEPT_SECONDS``, for one person in one sign-in, until they send a form: what others did may
    show so much later, what the person did shows at once. The desk itself, which lists all this, always asks anew.
    """
    know_roles(request.user)
    name = f"rail|{request.user.pk}|{request.session.session_key}|{last_form(request)}"
    rows = None if request.path == reverse("desk") else caches["frame"].get(name)
    if rows is None:
        rows = _rooms(request, now)
        caches["frame"].set(name, rows, settings.FRAME_KEPT_SECONDS)
    here = request.path
    # The room whose address is the longest beginning of this one: the desk itself begins them all.
    current = max((url for _label, url, _count in rows if here.startswith(url)), key=len, default="")
    return [RailRow(label, url, count, url == current, url == here) for label, url, count in rows]


def _rooms(request: HttpRequest, now: datetime) -> list[tuple[str, str, int]]:
    """Label, address and number of each row of the list."""
    first = (_("待っていること"), reverse("desk"), sum(item.count for item in waiting(request, now)))
    rooms = [room for offer in desk_rooms if (room := offer(request)) is not None]
    return [first, *((str(room.label), room.url, room.count) for room in rooms)]


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
