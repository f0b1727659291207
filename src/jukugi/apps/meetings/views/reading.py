from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.areas.enums import WARD_COOKIE
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import wards
from jukugi.apps.meetings import permissions
from jukugi.apps.meetings.enums import MeetingKind, MinutesState
from jukugi.apps.meetings.ical import CONTENT_TYPE, calendar_text
from jukugi.apps.meetings.models import Handout, Meeting, Minutes, Note
from jukugi.apps.meetings.queries import meetings as queries
from jukugi.apps.meetings.queries.meetings import Wish
from jukugi.apps.opinions.enums import OpinionState
from jukugi.kit.pages.rendering import set_subject

# What was handed in is never shown inside our pages, and may run nothing.
LOCKED = "default-src 'none'; sandbox"


def meetings(request: HttpRequest) -> HttpResponse:
    """Meetings by ward and kind: those that come, those that were (``?when=past``), or a month (``?month=``)."""
    now = timezone.now()
    city = wards()
    wish = _wish(request, city, otherwise=request.COOKIES.get(WARD_COOKIE, ""))
    month = request.GET.get("month")
    found = queries.meetings(wish, now=now) if month is None else []
    context = {
        "wish": wish,
        "wards": city,
        "kinds": MeetingKind.choices,
        "months": queries.by_month(found[: queries.MEETINGS_SHOWN]),
        "is_cut": len(found) > queries.MEETINGS_SHOWN,
        "calendar": queries.calendar_page(wish, month=month, today=timezone.localdate(now))
        if month is not None
        else None,
    }
    return render(request, "meetings/meeting_list.html", context)


def calendar(request: HttpRequest) -> HttpResponse:
    """The meetings of a ward (``?ward=``) and kind to subscribe to; no cookie changes what is in it."""
    wish = _wish(request, wards())
    name = _("%(ward)sの会議") % {"ward": wish.ward.name} if wish.ward else _("会議")
    return _calendar(request, str(name), queries.subscribed(wish, now=timezone.now()))


def event(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """One meeting for one's own calendar."""
    shown = _meeting(meeting_pk)
    return _calendar(request, shown.title, [shown])


def meeting(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """One meeting: before, how to take part; during, where to write; after, what was said and what became of it."""
    shown = _meeting(meeting_pk)
    set_subject(request, shown.process)
    can_handle = request.user.is_authenticated and permissions.can_handle(request.user, shown)
    page = queries.meeting_page(shown, now=timezone.now(), all_voices=request.GET.get("voices") == "all")
    return render(request, "meetings/meeting_detail.html", {"page": page, "can_handle": can_handle})


def minutes(request: HttpRequest, meeting_pk: int, version: int) -> HttpResponse:
    """A public version of the minutes, with the reason where it corrects another."""
    shown = get_object_or_404(
        Minutes.objects.select_related("meeting__process", "meeting__ward", "meeting__body"),
        meeting=meeting_pk,
        version=version,
        state=MinutesState.PUBLISHED,
    )
    set_subject(request, shown.meeting.process)
    context = {
        "minutes": shown,
        "items": shown.items.select_related("agenda_item"),
        "versions": shown.meeting.minutes.published(),
        "results": queries.results(shown.meeting),
        "handouts": shown.meeting.handouts.defer("content"),
    }
    return render(request, "meetings/minutes.html", context)


def handout(request: HttpRequest, handout_pk: int) -> HttpResponse:
    """A paper as a file to keep."""
    found = get_object_or_404(Handout, pk=handout_pk, withdrawn_at__isnull=True)
    response = HttpResponse(bytes(found.content), content_type=found.content_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.file_name)}"
    return locked(response)


def photo(request: HttpRequest, note_pk: int) -> HttpResponse:
    """The photo of a note: for everybody once its opinion is public, before that for staff who handle the meeting.

    A voice of which words were masked or that was divided keeps its photo for staff: the photo shows all of them.
    """
    note = get_object_or_404(
        Note.objects.standing().select_related("photo", "opinion", "table__meeting__ward"),
        pk=note_pk,
        photo__isnull=False,
    )
    is_public = (
        note.opinion is not None and note.opinion.state == OpinionState.SHOWN and note.opinion.made_by_id is None
    )
    may_see = is_public or (request.user.is_authenticated and permissions.can_handle(request.user, note.table.meeting))
    if not may_see:
        raise Http404
    return photo_response(note)


def photo_response(note: Note) -> HttpResponse:
    """The photo itself, for whoever asked after it was looked whether they may see it."""
    assert note.photo is not None
    response = HttpResponse(bytes(note.photo.content), content_type="image/jpeg")
    response.headers["Cache-Control"] = "private, no-store"
    return locked(response)


def locked(response: HttpResponse) -> HttpResponse:
    """With a policy of its own that lets nothing of a file run."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = LOCKED
    # The middleware leaves alone what it finds set.
    return response


def _wish(request: HttpRequest, city: list[Area], *, otherwise: str = "") -> Wish:
    asked, kind = request.GET.get("ward", otherwise), request.GET.get("kind", "")
    return Wish(
        ward=next((ward for ward in city if ward.code == asked), None),
        kind=kind if kind in MeetingKind.values else "",
        is_past=request.GET.get("when") == "past",
    )


def _calendar(request: HttpRequest, name: str, found: list[Meeting]) -> HttpResponse:
    site = request.build_absolute_uri("/").rstrip("/")
    response = HttpResponse(calendar_text(name, found, site=site), content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = 'attachment; filename="meetings.ics"'
    return response


def _meeting(meeting_pk: int) -> Meeting:
    related = ("process", "body", "ward", "phase")
    return get_object_or_404(Meeting.objects.select_related(*related), pk=meeting_pk)
