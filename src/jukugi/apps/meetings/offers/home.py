"""The next meeting among what one can do now, and the way to all of them, on home."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from jukugi.apps.areas.enums import WARD_COOKIE
from jukugi.apps.areas.queries import wards
from jukugi.apps.meetings.models import Meeting
from jukugi.apps.meetings.queries.meetings import next_meetings, seats_of
from jukugi.apps.processes.queries import main_process
from jukugi.kit.pages.keeping import kept
from jukugi.kit.pages.places import HomeAction, HomePart, home_actions, home_parts
from jukugi.kit.pages.wording import jday, jtime

MINUTES_OF_AN_HOUR = 60


def register() -> None:
    # After what takes seconds: a meeting is the last step of the ladder.
    home_actions.register("meetings", join_a_meeting, order=60)
    home_parts.register("meetings", coming_part, order=60)


def join_a_meeting(request: HttpRequest, now: datetime) -> list[HomeAction]:
    """Coming to the next meeting, of the ward that is looked at. At most four queries."""
    coming = kept(request, "meetings.next", lambda: _next(request, now))
    if not coming:
        return []
    meeting = coming[0]
    hours, rest = divmod(meeting.minutes_long, MINUTES_OF_AN_HOUR)
    seats = seats_of(meeting)
    if seats is None:
        foot = _("申し込みなしで参加できます")
    elif seats.free and not seats.waiting:
        foot = _("定員%(capacity)s人のうち、あと%(free)s人") % {"capacity": seats.capacity, "free": seats.free}
    else:
        foot = _("満席です。空きを待てます")
    when = f"{jday(meeting.starts_at)} {jtime(meeting.starts_at)}"
    return [
        HomeAction(
            effort=f"{hours}" if hours and not rest else f"{meeting.minutes_long}",
            unit=_("時間") if hours and not rest else _("分"),
            title=_("話し合いに出る"),
            text=_("%(when)sから、%(place)sで「%(title)s」。名前を言わずに参加できます。")
            % {"when": when, "place": meeting.place, "title": meeting.title},
            foot=foot,
            url=reverse("meetings:meeting", args=[meeting.pk]),
        )
    ]


def coming_part(request: HttpRequest, now: datetime) -> HomePart:
    """The next meetings, and the ways to the list and to the bodies. No query of its own."""
    coming = kept(request, "meetings.next", lambda: _next(request, now))
    return HomePart("meetings/_home_meetings.html", {"meetings": coming}, is_side=True)


def _next(request: HttpRequest, now: datetime) -> list[Meeting]:
    """The next meetings of the ward that is looked at. At most three queries."""
    process = main_process()
    if process is None:
        return []
    code = request.COOKIES.get(WARD_COOKIE, "")
    ward = next((ward for ward in wards() if ward.code == code), None) if code else None
    return next_meetings(process, ward, now=now)
