"""Photos of a place: the files, and the desk at which they are brought, looked at and taken away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jukugi.apps.places import actions, permissions
from jukugi.apps.places.enums.photos import PhotoState
from jukugi.apps.places.forms import ReasonForm
from jukugi.apps.places.forms.photos import EntryForm, PhotoForm
from jukugi.apps.places.models import Place, PlacePhoto
from jukugi.apps.places.views.asked import FIELDS, any_place, sent, signed_in
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page

ONE_DAY = 24 * 60 * 60


@require_safe
def photo(request: HttpRequest, key: str) -> HttpResponse:
    """The picture itself. One that waits is for those who keep its ward, or came with the secret of its place."""
    found = get_object_or_404(
        PlacePhoto.objects.exclude(state=PhotoState.REMOVED).select_related("place__ward"), key=key
    )
    is_public = found.state == PhotoState.SHOWN and found.place.is_public
    if not is_public and not permissions.can_keep(request.user, found.place.ward) and not _has_entry(request, found):
        raise Http404
    response = HttpResponse(bytes(found.content), content_type="image/jpeg")
    response.headers["Cache-Control"] = f"public, max-age={ONE_DAY}" if is_public else "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _has_entry(request: HttpRequest, found: PlacePhoto) -> bool:
    entry = actions.entry_of(request.GET.get("entry", "")[:64])
    return entry is not None and entry.place_id == found.place_id


@login_required
@never_cache
def photos(request: HttpRequest, place_pk: int) -> HttpResponse:
    """Photos of one place, and the way in for those who keep it."""
    shown = any_place(place_pk)
    if not permissions.can_keep(request.user, shown.ward):
        return refusal_page(request, NotAllowed())
    form = PhotoForm(sent(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            actions.add_photo(place=shown, draft=form.draft(), actor=signed_in(request), now=timezone.now())
            messages.success(request, _("写真を載せました。"))
            return redirect("places:photos", shown.pk)
        except Refusal as error:
            tell(form, error)
    return _page(request, shown, form, status=400 if form.is_bound else 200)


@login_required
@require_POST
def photo_step(request: HttpRequest, photo_pk: int, step: str) -> HttpResponse:
    """Show a photo, or take it away."""
    found = get_object_or_404(PlacePhoto.objects.select_related("place__ward"), pk=photo_pk)
    if step not in ("show", "remove"):
        raise Http404
    try:
        if step == "show":
            actions.show_photo(photo=found, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("写真を載せました。"))
        else:
            reason = request.POST.get("reason", "")
            actions.remove_photo(photo=found, reason=reason, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("写真を外しました。写真そのものは消え、外した理由が残ります。"))
    except Refusal as error:
        return refusal_page(request, error, back=reverse("places:photos", args=[found.place_id]))
    return redirect("places:photos", found.place_id)


@login_required
@require_POST
@never_cache
def entry_step(request: HttpRequest, place_pk: int, step: str) -> HttpResponse:
    """Give those who keep a place a way in, told once to be printed; or close it."""
    shown = any_place(place_pk)
    if step not in ("give", "close"):
        raise Http404
    if not permissions.can_keep(request.user, shown.ward):
        return refusal_page(request, NotAllowed())
    form = EntryForm(request.POST)
    try:
        if step == "close":
            actions.close_entry(place=shown, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("入口を閉じました。メールアドレスも消しました。"))
            return redirect("places:photos", shown.pk)
        if form.is_valid():
            mail = form.cleaned_data["mail"]
            _entry, secret = actions.give_entry(place=shown, mail=mail, actor=signed_in(request), now=timezone.now())
            address = request.build_absolute_uri(reverse("places:keep", args=[secret]))
            return render(request, "places/desk_entry.html", {"place": shown, "address": address})
    except Refusal as error:
        tell(form, error, {**FIELDS})
    return _page(request, shown, PhotoForm(), entry_form=form, status=400)


def _page(
    request: HttpRequest, shown: Place, form: PhotoForm, *, entry_form: EntryForm | None = None, status: int = 200
) -> HttpResponse:
    known = list(shown.photos.defer("content"))
    context = {
        "place": shown,
        "form": form,
        "entry_form": entry_form or EntryForm(),
        "photos": [(one, ReasonForm(auto_id=f"photo_{one.pk}_%s")) for one in known if one.state != PhotoState.REMOVED],
        "removed": [one for one in known if one.state == PhotoState.REMOVED],
        "entry": shown.keeper_entries.filter(closed_at__isnull=True).first(),
    }
    return render(request, "places/desk_photos.html", context, status=status)
