"""A place lists itself, and somebody tells that one has changed: without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.areas.models import Area
from jukugi.apps.places import actions
from jukugi.apps.places.enums import Known, NoteKind, PlaceKind, Toilet, Weekday
from jukugi.apps.places.forms import NoteForm, PlaceForm
from jukugi.apps.places.views.asked import FIELDS, districts, public_place, sent
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.asked import tell


@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Tell of a place; a receipt number comes back."""
    form = PlaceForm(sent(request), wards=Area.objects.wards(), districts=districts())
    participation = participation_of(request)
    participation.offer()
    if form.is_bound and form.is_valid():
        now = timezone.now()
        try:
            with participation.acting(now=now) as author:
                place = actions.propose_place(draft=form.draft(), author=author, now=now)
            return redirect("receipt", place.receipt)
        except Refusal as error:
            tell(form, error, FIELDS)
    return render(request, "places/place_new.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """The same on paper: one sheet to print and hand in."""
    context = {
        "kinds": PlaceKind.choices,
        "days": Weekday.choices,
        "known": Known.choices,
        "toilets": Toilet.choices,
        "wards": Area.objects.wards(),
        "address": request.build_absolute_uri(reverse("places:new")),
    }
    return render(request, "places/card.html", context)


@never_cache
def changed(request: HttpRequest, place_pk: int) -> HttpResponse:
    """Tell that something about a place is not so any more."""
    place = public_place(place_pk)
    form = NoteForm(sent(request))
    participation = participation_of(request)
    participation.offer()
    if form.is_bound and form.is_valid():
        now = timezone.now()
        try:
            with participation.acting(now=now) as author:
                note = actions.send_note(
                    place=place,
                    kind=NoteKind(form.cleaned_data["kind"]),
                    text=form.cleaned_data["text"],
                    author=author,
                    now=now,
                )
            return redirect("receipt", note.receipt)
        except Refusal as error:
            tell(form, error)
    return render(request, "places/changed.html", {"form": form, "place": place}, status=400 if form.errors else 200)
