"""Pages that everybody reads: the list, one place, and places for the device to sort by distance."""

from importlib.util import find_spec
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import outlines
from jukugi.apps.places import permissions
from jukugi.apps.places.enums import METRES_A_MINUTE, ROUGH_RADIUS_M
from jukugi.apps.places.forms import WantedForm
from jukugi.apps.places.queries.dots import dots_of
from jukugi.apps.places.queries.listing import listing, nearby, page_of
from jukugi.apps.places.queries.reaching import coverage_page
from jukugi.apps.places.queries.ward_maps import ward_map
from jukugi.apps.places.views.asked import districts, public_place

NEAR_MINUTES = (5, 10, 15, 20, 30)
HAS_LEAFLET = find_spec("leaflet") is not None
"""Its files come with django-leaflet; where that is not installed, the picture and the list do."""


def _form(request: HttpRequest) -> WantedForm:
    return WantedForm(request.GET, wards=Area.objects.wards(), districts=districts())


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """All places, by what one needs; the ward tiles and a picture of the same."""
    form, now = _form(request), timezone.localtime()
    wanted = form.wanted()
    known = list(Area.objects.wards())
    found = listing(wanted, known, now=now, number=request.GET.get("page", "1"))
    shapes = outlines(AreaLevel.WARD)
    query = request.GET.copy()
    query.pop("page", None)
    context: dict[str, Any] = {
        "form": form,
        "wanted": wanted,
        "listing": found,
        "dots": dots_of(found.rows, shapes, wanted.ward),
        "ward_map": ward_map(found.tiles, shapes, chosen=wanted.ward),
        "query": query.urlencode(),
        "narrowed": any(value for name, value in query.items() if name != "ward"),
        "has_districts": len(form.fields["district"].choices) > 1,  # type: ignore[attr-defined]
        "metres_a_minute": METRES_A_MINUTE,
        "near_minutes": NEAR_MINUTES,
        "leaflet": HAS_LEAFLET,
        "rough_m": ROUGH_RADIUS_M,
        "now": now,
    }
    return render(request, "places/place_list.html", context)


@require_safe
def near(request: HttpRequest) -> HttpResponse:
    """The same places with their positions. The device sorts them; where it is, it tells nobody."""
    return JsonResponse({"places": nearby(_form(request).wanted(), timezone.localtime())})


@require_safe
def wards(request: HttpRequest) -> HttpResponse:
    """Outlines of the wards, where the city has brought them, for the map that can be moved."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": one.area.name},
            "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in one.rings]},
        }
        for one in outlines(AreaLevel.WARD)
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})


@require_safe
def place(request: HttpRequest, place_pk: int) -> HttpResponse:
    """One place: whether it is open, how to get in, who is welcome, who looked when, and what has changed."""
    shown = public_place(place_pk)
    page = page_of(shown, timezone.localtime())
    context = {
        "page": page,
        "place": shown,
        "can_keep": request.user.is_authenticated and permissions.can_keep(request.user, shown.ward),
        "rough_m": ROUGH_RADIUS_M,
    }
    return render(request, "places/place.html", context)


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Who has a place within reach, who has none, and where a next one would help most: as it was reckoned last."""
    context = {
        "page": coverage_page(list(Area.objects.wards())),
        "can_count": request.user.is_authenticated and bool(permissions.wards_kept_by(request.user)),
    }
    return render(request, "places/coverage.html", context)
