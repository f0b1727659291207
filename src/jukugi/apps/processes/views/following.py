"""Follow what is planned and what changes: the calendar and its subscriptions, the list of changes and its feed."""

import re
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import wards
from jukugi.apps.processes.enums import SEEN_COOKIE
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.queries import ical
from jukugi.apps.processes.queries.calendar import calendar_events, calendar_processes, months
from jukugi.apps.processes.queries.changes import changes
from jukugi.apps.processes.spans import add_months

MONTHS_AHEAD = 24
CHANGES_SHOWN = 60
SEEN_SECONDS = 400 * 24 * 60 * 60
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def calendar(request: HttpRequest) -> HttpResponse:
    """What comes, month by month; ``?month=2026-11`` one alone, ``?ward=`` at the time of a ward. Five queries."""
    all_wards = wards()
    ward = _ward(request, all_wards)
    shown = calendar_processes(ward)
    this_month = timezone.localdate().replace(day=1)
    month = _month(request.GET.get("month", ""))
    first, count = (month, 1) if month else (this_month, MONTHS_AHEAD)
    context = {
        "processes": shown,
        "wards": all_wards,
        "ward": ward,
        "month": month,
        "before": add_months(month, -1).strftime("%Y-%m") if month else "",
        "after": add_months(month, 1).strftime("%Y-%m") if month else "",
        "months": months(calendar_events(shown, ward), first, count),
        "today": timezone.localdate(),
    }
    return render(request, "processes/calendar.html", context)


def calendar_ics(request: HttpRequest) -> HttpResponse:
    """Every running process as one calendar, with ``?ward=`` at the time of a ward. Five queries."""
    ward = _ward(request, wards())
    shown = calendar_processes(ward)
    name = _("検討プロセスの予定（%(ward)s）") % {"ward": ward.name} if ward else _("検討プロセスの予定")
    return _calendar(request, name, shown, ward, "jukugi")


def process_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """One process as a calendar, with ``?ward=`` at the time of a ward. Five queries."""
    shown = get_object_or_404(Process.objects.public(), slug=slug)
    ward = _ward(request, wards())
    name = _("%(title)s（%(ward)s）") % {"title": shown.title, "ward": ward.name} if ward else shown.title
    return _calendar(request, name, [shown], ward, shown.slug)


def changes_page(request: HttpRequest) -> HttpResponse:
    """What changed; what did so since this device last looked is marked. Eleven queries at most."""
    now = timezone.now()
    seen = _seen(request)
    found = changes(list(Process.objects.shown_first().unfinished()), now=now)
    fresh = [one for one in found if seen is not None and one.at > seen]
    context = {
        "fresh": fresh[:CHANGES_SHOWN],
        "known": [one for one in found if one not in fresh][: max(0, CHANGES_SHOWN - len(fresh))],
        "seen": seen,
    }
    response = render(request, "processes/changes.html", context)
    response.set_cookie(
        SEEN_COOKIE,
        now.isoformat(timespec="seconds"),
        max_age=SEEN_SECONDS,
        samesite="Lax",
        httponly=True,
        secure=request.is_secure(),
    )
    return response


def changes_feed(request: HttpRequest) -> HttpResponse:
    """The same list as an Atom feed. Ten queries at most."""
    now = timezone.now()
    found = changes(list(Process.objects.shown_first().unfinished()), now=now)[:CHANGES_SHOWN]
    page = request.build_absolute_uri(reverse("processes:changes"))
    feed = Atom1Feed(
        title=_("検討プロセスで変わったこと"),
        link=page,
        feed_url=request.build_absolute_uri(),
        description="",
        language="ja",
    )
    for one in found:
        moved = "\n".join(f"{move.title}：{move.before} → {move.after}" for move in one.moves)
        feed.add_item(
            title=one.title,
            link=request.build_absolute_uri(one.url),
            description="\n".join(text for text in (one.process, one.reason, moved) if text),
            unique_id=f"tag:{request.get_host().split(':')[0]},2026:{one.key}",
            pubdate=one.at,
            updateddate=one.at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _calendar(
    request: HttpRequest, name: str, processes: list[Process], ward: Area | None, file_name: str
) -> HttpResponse:
    site = f"{request.scheme}://{request.get_host()}"
    text = ical.calendar_text(name, calendar_events(processes, ward), site=site)
    response = HttpResponse(text, content_type=ical.CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'inline; filename="{file_name}.ics"'
    return response


def _ward(request: HttpRequest, all_wards: list[Area]) -> Area | None:
    code = request.GET.get("ward", "")
    return next((ward for ward in all_wards if ward.code == code), None)


def _month(text: str) -> date | None:
    found = MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found and 1900 <= int(found[1]) <= 2199 else None


def _seen(request: HttpRequest) -> datetime | None:
    """When this device last looked; whatever else the cookie holds is no moment."""
    try:
        seen = datetime.fromisoformat(request.COOKIES.get(SEEN_COOKIE, ""))
    except ValueError:
        return None
    return seen if timezone.is_aware(seen) else None
