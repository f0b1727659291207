"""Notes at the desk: typed in from sticky notes, and made voices."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.meetings import actions, permissions
from jukugi.apps.meetings.actions.noting import CLIENT_KEY
from jukugi.apps.meetings.enums import NoteWay
from jukugi.apps.meetings.models import Note, Table
from jukugi.apps.meetings.queries import desk as queries
from jukugi.apps.meetings.views.asked import signed_in
from jukugi.apps.meetings.views.desk import meeting_at_work
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import whole
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.photos import PHOTO_BYTES_AT_MOST, PhotoTooLarge


@login_required
def notes(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """Notes table by table: which are voices, which not yet; and a field to type in sticky notes by keyboard alone."""
    shown = meeting_at_work(request, meeting_pk)
    if isinstance(shown, HttpResponse):
        return shown
    rows = queries.notes(shown)
    asked = whole(request.GET.get("table"))
    context = {
        "meeting": shown,
        "rows": rows,
        "unsent": sum(row.unsent for row in rows),
        "chosen": next((row.table for row in rows if row.table.number == asked), rows[0].table if rows else None),
        "items": list(shown.agenda.all()),
        "new_key": secrets.token_urlsafe(16),
        "photo_megabytes": PHOTO_BYTES_AT_MOST // 1024 // 1024,
    }
    return render(request, "meetings/desk_notes.html", context)


@login_required
@require_POST
def type_note(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """One sticky note, then the next."""
    shown = meeting_at_work(request, meeting_pk)
    if isinstance(shown, HttpResponse):
        return shown
    at = get_object_or_404(
        Table.objects.select_related("meeting__process", "meeting__ward"),
        meeting=shown,
        number=whole(request.POST.get("table")),
    )
    key, photo = request.POST.get("client_key", ""), request.FILES.get("photo")
    back = f"{reverse('meetings:notes', args=[shown.pk])}?table={at.number}"
    try:
        if photo is not None and (photo.size or 0) > PHOTO_BYTES_AT_MOST:
            raise PhotoTooLarge(limit=PHOTO_BYTES_AT_MOST // 1024 // 1024)
        actions.take_note(
            table=at,
            agenda_item=shown.agenda.filter(pk=whole(request.POST.get("agenda_item"))).first(),
            text=request.POST.get("text", ""),
            photo=photo.read() if photo is not None else None,
            way=NoteWay.STAFF,
            client_key=key if CLIENT_KEY.fullmatch(key) else secrets.token_urlsafe(16),
            actor=signed_in(request),
            now=timezone.now(),
        )
    except Refusal as error:
        return refusal_page(request, error, back=back)
    return redirect(f"{back}#type")


@login_required
@require_POST
def send_notes(request: HttpRequest, meeting_pk: int) -> HttpResponse:
    """Make voices of one note (``note``), of a table's (``table``), or of all."""
    shown = meeting_at_work(request, meeting_pk)
    if isinstance(shown, HttpResponse):
        return shown
    found = Note.objects.unsent().exclude(text="").filter(table__meeting=shown)
    if "note" in request.POST:
        found = found.filter(pk=whole(request.POST["note"]))
    elif "table" in request.POST:
        found = found.filter(table__number=whole(request.POST["table"]))
    back = reverse("meetings:notes", args=[shown.pk])
    try:
        sent = actions.send_notes(meeting=shown, notes=list(found), actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=back)
    messages.success(
        request,
        _("%(count)d枚を声にしました。一枚ずつ受付番号が付き、職員が読んでから公開します。") % {"count": len(sent)},
    )
    return redirect("meetings:notes", meeting_pk=shown.pk)


@login_required
@require_POST
def read_photo(request: HttpRequest, note_pk: int) -> HttpResponse:
    """Write down what a photo says."""
    return _on_note(request, note_pk, "read")


@login_required
@require_POST
def withdraw(request: HttpRequest, note_pk: int) -> HttpResponse:
    """Take a note back."""
    return _on_note(request, note_pk, "withdraw")


def _on_note(request: HttpRequest, note_pk: int, what: str) -> HttpResponse:
    note = get_object_or_404(Note.objects.select_related("table__meeting__ward"), pk=note_pk)
    if not permissions.can_handle(request.user, note.table.meeting):
        return refusal_page(request, NotAllowed())
    back = f"{reverse('meetings:notes', args=[note.table.meeting_id])}?table={note.table.number}"
    actor, now = signed_in(request), timezone.now()
    try:
        if what == "read":
            actions.read_photo(note=note, text=request.POST.get("text", ""), actor=actor, now=now)
        else:
            actions.withdraw_note(note=note, reason=request.POST.get("reason", ""), actor=actor, now=now)
    except Refusal as error:
        return refusal_page(request, error, back=back)
    return redirect(back)
