"""People on foot look at places: the campaign's page works an hour without a connection, and on paper."""

import secrets
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.places import actions
from jukugi.apps.places.actions.walks import CLIENT_KEY
from jukugi.apps.places.enums.walks import CheckItem, Walker
from jukugi.apps.places.models import Place, Walk
from jukugi.apps.places.queries.walks import choices_of, running_walks, walk_page
from jukugi.apps.places.views.keeping import unlisted
from jukugi.core.fiscal_year import read_day
from jukugi.kit.errors import Refusal, words_for


@require_safe
def walks(request: HttpRequest) -> HttpResponse:
    """Campaigns that run, and those that have run: what they looked at."""
    day = timezone.localdate()
    found = running_walks(day)
    context = {
        "running": [(walk, n) for walk, n in found if walk.ends_on >= day],
        "ended": [(walk, n) for walk, n in found if walk.ends_on < day],
    }
    return render(request, "places/walks.html", context)


@never_cache
@require_safe
def walk(request: HttpRequest, key: str) -> HttpResponse:
    """The checklist of a campaign, for those who were given its address."""
    participation_of(request).offer()
    return _page(request, walk_or_404(key))


def walk_or_404(key: str) -> Walk:
    return get_object_or_404(Walk.objects.select_related("ward", "district"), key=key)


def _page(request: HttpRequest, shown: Walk, error: Refusal | None = None, place: Place | None = None) -> HttpResponse:
    day, page = timezone.localdate(), walk_page(shown)
    context = {
        "walk": shown,
        "page": page,
        "rows": [(row, secrets.token_urlsafe(16)) for row in page.rows],
        "items": choices_of(shown.items),
        "walkers": Walker.choices,
        "walker": request.POST.get("walker", "unsaid"),
        "day": min(day, shown.ends_on),
        "is_open": shown.begins_on <= day <= shown.ends_on,
        "is_early": day < shown.begins_on,
        "refused": words_for(error) if error else None,
        "refused_place": place.pk if place else 0,
        "sent_place": request.GET.get("sent", ""),
    }
    return unlisted(render(request, "places/walk.html", context, status=error.status if error else 200))


@require_POST
def check(request: HttpRequest, key: str, place_pk: int) -> HttpResponse:
    """What somebody saw at one place; the script of the page asks for JSON."""
    shown = walk_or_404(key)
    place = get_object_or_404(Place.objects.public().select_related("ward", "district"), pk=place_pk)
    participation = participation_of(request)
    participation.offer()
    now = timezone.now()
    wants_json = request.headers.get("Accept", "") == "application/json"
    try:
        with participation.acting(now=now) as author:
            actions.send_check(
                walk=shown,
                place=place,
                answers=answers_of(request.POST),
                walker=walker_of(request.POST),
                client_key=client_key_of(request.POST),
                looked_on=read_day(request.POST.get("looked_on", "")) or timezone.localdate(now),
                author=author,
                now=now,
            )
    except Refusal as error:
        if wants_json:
            words = words_for(error)
            return JsonResponse({"what": words.what, "todo": words.todo}, status=error.status)
        return _page(request, shown, error, place)
    if wants_json:
        return JsonResponse({"kept": True}, status=201)
    return redirect(f"{reverse('places:walk', args=[key])}?sent={place.pk}#place-{place.pk}")


def answers_of(sent: Mapping[str, str]) -> dict[str, str]:
    """What was said of each thing to look at."""
    return {item.value: str(sent.get(item.value, "")) for item in CheckItem}


def walker_of(sent: Mapping[str, str]) -> Walker:
    """Who looked; what cannot be read was not said."""
    told = str(sent.get("walker", ""))
    return Walker(told) if told in Walker.values else Walker.UNSAID


def client_key_of(sent: Mapping[str, str]) -> str:
    """The key made on the device, or that of the form; where none came, one of ours."""
    key = str(sent.get("client_key", ""))
    return key if CLIENT_KEY.fullmatch(key) else secrets.token_urlsafe(16)


@require_safe
def paper(request: HttpRequest, key: str) -> HttpResponse:
    """The same checklist to print: one block for each place."""
    shown = walk_or_404(key)
    context = {
        "walk": shown,
        "page": walk_page(shown),
        "items": choices_of(shown.items),
        "walkers": Walker.choices,
        "address": request.build_absolute_uri(shown.get_absolute_url()),
    }
    return unlisted(render(request, "places/walk_paper.html", context))


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps an opened checklist on the device, so that it can be opened again without a connection.

    It must come from this folder: a script has power over its own folder and those below alone.
    """
    response = HttpResponse(render_to_string("places/walk_worker.js"), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response
