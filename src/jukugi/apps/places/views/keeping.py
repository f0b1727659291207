"""The page of those who keep a place, behind the secret that their ward handed them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jukugi.apps.places import actions, policies
from jukugi.apps.places.enums.photos import PhotoState
from jukugi.apps.places.forms import ReasonForm
from jukugi.apps.places.forms.photos import PhotoForm
from jukugi.apps.places.models import KeeperEntry, PlacePhoto
from jukugi.apps.places.queries.listing import page_of
from jukugi.apps.places.views.asked import sent
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page


def entry_or_404(secret: str) -> KeeperEntry:
    """The open way in; one that was closed is not there any more."""
    entry = actions.entry_of(secret)
    if entry is None:
        raise Http404
    return entry


@never_cache
def keep(request: HttpRequest, secret: str) -> HttpResponse:
    """What those who keep a place do: see what is shown, bring a photo."""
    entry = entry_or_404(secret)
    form = PhotoForm(sent(request), request.FILES or None)
    try:
        policies.check_open(entry)
        if form.is_bound and form.is_valid():
            actions.send_photo(entry=entry, draft=form.draft(), now=timezone.now())
            messages.success(request, _("写真を受け取りました。区の担当が見てから載せます。"))
            return redirect("places:keep", secret)
    except Refusal as error:
        if not form.is_bound:
            return unlisted(refusal_page(request, error))
        tell(form, error)
    context = {
        "place": entry.place,
        "secret": secret,
        "form": form,
        "page": page_of(entry.place, timezone.localtime()),
        "photos": [
            (one, ReasonForm(auto_id=f"photo_{one.pk}_%s"))
            for one in entry.place.photos.exclude(state=PhotoState.REMOVED).defer("content")
        ],
    }
    return unlisted(render(request, "places/keep.html", context, status=400 if form.is_bound else 200))


@require_POST
def remove(request: HttpRequest, secret: str, photo_pk: int) -> HttpResponse:
    """Take a photo of one's own place away."""
    entry = entry_or_404(secret)
    photo = get_object_or_404(PlacePhoto, pk=photo_pk, place=entry.place)
    try:
        actions.remove_photo(photo=photo, reason=request.POST.get("reason", ""), actor=entry, now=timezone.now())
    except Refusal as error:
        return unlisted(refusal_page(request, error, back=reverse("places:keep", args=[secret])))
    messages.success(request, _("写真を外しました。"))
    return redirect("places:keep", secret)


def unlisted(response: HttpResponse) -> HttpResponse:
    """A page behind a secret is for no search engine."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response
