"""Pages at the tables, opened by a key and not by a sign-in: for facilitators, and for everybody in the hall."""

import secrets

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jukugi.apps.meetings import actions
from jukugi.apps.meetings.actions.noting import CLIENT_KEY
from jukugi.apps.meetings.enums import Hand, NoteWay
from jukugi.apps.meetings.models import Meeting, Note, Question, Table
from jukugi.apps.meetings.queries import room as queries
from jukugi.apps.meetings.views.reading import photo_response
from jukugi.kit.errors import Refusal, words_for
from jukugi.kit.pages.asked import whole
from jukugi.kit.pages.rendering import page_or_part, refusal_page, set_subject
from jukugi.kit.photos import PHOTO_BYTES_AT_MOST, PhotoTooLarge

HANDS_AT_MOST = 200
MISTAKE = "打ち間違い"


@never_cache
def table(request: HttpRequest, key: str) -> HttpResponse:
    """The facilitator's view of a table: clock, notes, raised hands."""
    return _table_page(request, _table_by_key(key), NoteWay.FACILITATOR)


@never_cache
def hall(request: HttpRequest, join_key: str) -> HttpResponse:
    """For everybody in the hall: at which table do you sit?"""
    meeting = _meeting_by_key(join_key)
    tables = list(meeting.tables.all())
    if len(tables) == 1:
        return redirect("meetings:join-table", join_key=join_key, number=tables[0].number)
    set_subject(request, meeting.process)
    return _unlisted(render(request, "meetings/hall.html", {"meeting": meeting, "tables": tables}))


@never_cache
def join_table(request: HttpRequest, join_key: str, number: int) -> HttpResponse:
    """Writing notes at a table from one's own phone."""
    return _table_page(request, _table_in_hall(join_key, number), NoteWay.PARTICIPANT)


@require_POST
def take_note(request: HttpRequest, key: str) -> HttpResponse:
    """A note from the facilitator."""
    return _take_note(request, _table_by_key(key), NoteWay.FACILITATOR)


@require_POST
def join_note(request: HttpRequest, join_key: str, number: int) -> HttpResponse:
    """A note from somebody in the hall."""
    return _take_note(request, _table_in_hall(join_key, number), NoteWay.PARTICIPANT)


@require_POST
def count_hands(request: HttpRequest, key: str) -> HttpResponse:
    """One tap: how many hands for one answer."""
    at = _table_by_key(key)
    question = get_object_or_404(Question, pk=whole(request.POST.get("question")))
    hand, count = request.POST.get("hand", ""), request.POST.get("count", "")
    if hand not in Hand.values or not count.isdecimal() or int(count) > HANDS_AT_MOST:
        raise Http404
    try:
        actions.count_hands(
            table=at,
            question=question,
            hand=Hand(hand),
            count=int(count),
            client_key=_client_key(request),
            now=timezone.now(),
        )
    except Refusal as error:
        return _refused(request, error, reverse("meetings:table", args=[key]))
    if _wants_json(request):
        return JsonResponse({"kept": True}, status=201)
    return redirect(f"{reverse('meetings:table', args=[key])}#question-{question.pk}")


@require_POST
def withdraw_note(request: HttpRequest, key: str, note_pk: int) -> HttpResponse:
    """Take a note of this table back."""
    at = _table_by_key(key)
    note = get_object_or_404(Note.objects.select_related("table__meeting"), pk=note_pk, table=at)
    back = reverse("meetings:table", args=[key])
    try:
        actions.withdraw_note(note=note, reason=_(MISTAKE), actor=None, now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=back)
    return redirect(f"{back}#notes")


@never_cache
def table_photo(request: HttpRequest, key: str, note_pk: int) -> HttpResponse:
    """The photo of a note, for those at the table."""
    at = _table_by_key(key)
    notes = Note.objects.standing().select_related("photo")
    return photo_response(get_object_or_404(notes, pk=note_pk, table=at, photo__isnull=False))


@never_cache
def wall(request: HttpRequest, wall_key: str) -> HttpResponse:
    """The meeting on the wall of its hall: one thing at a time, with the code to join."""
    meeting = get_object_or_404(Meeting.objects.select_related("process", "ward"), wall_key=wall_key)
    shown = queries.wall(meeting, now=timezone.now())
    asked = request.GET.get("show", "")
    slides = [
        "start",
        *(f"table-{each.table.number}" for each in shown.tables),
        *(["hands"] if shown.questions else []),
    ]
    slide = asked if asked in slides else "start"
    context = {
        "wall": shown,
        "meeting": meeting,
        "slide": slide,
        "at": next((each for each in shown.tables if slide == f"table-{each.table.number}"), None),
        "following": slides[(slides.index(slide) + 1) % len(slides)],
        "join_url": request.build_absolute_uri(reverse("meetings:hall", args=[meeting.join_key])),
    }
    return _unlisted(page_or_part(request, "meetings/wall.html", "wall-now", context))


def _table_page(
    request: HttpRequest, at: Table, way: NoteWay, *, error: Refusal | None = None, typed: str = ""
) -> HttpResponse:
    set_subject(request, at.meeting.process)
    is_facilitator = way == NoteWay.FACILITATOR
    if is_facilitator:
        names, own = ("meetings:take-note", "meetings:table"), [at.key]
    else:
        names, own = ("meetings:join-note", "meetings:join-table"), [at.meeting.join_key, str(at.number)]
    context = {
        "page": queries.table_page(at, now=timezone.now(), to_participants=not is_facilitator),
        "is_facilitator": is_facilitator,
        "note_url": reverse(names[0], args=own),
        "here": reverse(names[1], args=own),
        "new_key": secrets.token_urlsafe(16),
        "photo_megabytes": PHOTO_BYTES_AT_MOST // 1024 // 1024,
        "refused": words_for(error) if error else None,
        "typed": typed,
    }
    return _unlisted(render(request, "meetings/table.html", context, status=error.status if error else 200))


def _take_note(request: HttpRequest, at: Table, way: NoteWay) -> HttpResponse:
    item = at.meeting.agenda.filter(pk=whole(request.POST.get("agenda_item"))).first()
    photo = request.FILES.get("photo")
    text = request.POST.get("text", "")
    try:
        if photo is not None and (photo.size or 0) > PHOTO_BYTES_AT_MOST:
            raise PhotoTooLarge(limit=PHOTO_BYTES_AT_MOST // 1024 // 1024)
        note = actions.take_note(
            table=at,
            agenda_item=item,
            text=text,
            photo=photo.read() if photo is not None else None,
            way=way,
            client_key=_client_key(request),
            now=timezone.now(),
        )
    except Refusal as error:
        if _wants_json(request):
            return _refused(request, error, "")
        return _table_page(request, at, way, error=error, typed=text)
    if _wants_json(request):
        return JsonResponse({"note": note.pk, "text": note.text}, status=201)
    return redirect(f"{request.path.removesuffix('notes/')}#notes")


def _refused(request: HttpRequest, error: Refusal, back: str) -> HttpResponse:
    if _wants_json(request):
        words = words_for(error)
        return JsonResponse({"what": words.what, "todo": words.todo}, status=error.status)
    return refusal_page(request, error, back=back)


def _client_key(request: HttpRequest) -> str:
    """The key made on the device; where none came, one of ours: then a second press is a second note."""
    key = request.POST.get("client_key", "")
    return key if CLIENT_KEY.fullmatch(key) else secrets.token_urlsafe(16)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _table_by_key(key: str) -> Table:
    return get_object_or_404(Table.objects.select_related("meeting__process", "meeting__ward"), key=key)


def _meeting_by_key(join_key: str) -> Meeting:
    return get_object_or_404(Meeting.objects.select_related("process", "ward"), join_key=join_key)


def _table_in_hall(join_key: str, number: int) -> Table:
    tables = Table.objects.select_related("meeting__process", "meeting__ward")
    return get_object_or_404(tables, meeting__join_key=join_key, number=number)


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Pages behind a key are for no search engine, and tell their address to no other site."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response
