from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.queries import wards
from jukugi.apps.opinions import permissions
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.queries import desk_search
from jukugi.apps.opinions.views.wanted import Wanted, choices_of, page_named
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.rendering import refusal_page


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Opinions in any state of the wards one handles, by words, by what is known of them, or by receipt number."""
    areas = permissions.areas_handled_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    mine = [ward for ward in wards() if None in areas or ward.pk in areas]
    wanted = Wanted.of(request.GET, mine)
    page = desk_search.number_page(areas, wanted.typed)
    is_number = page is not None
    if page is None and wanted.refused is None:
        page = desk_search.desk_page(areas, wanted.wish, page=page_named(request.GET))
    choices = page.choices if page else None
    context = {
        "wanted": wanted,
        "wish": wanted.wish,
        "page": page,
        "is_number": is_number,
        "wards": choices_of([(ward.code, ward.name, ward.pk) for ward in mine], choices.wards if choices else None),
        "channels": choices_of(((v, label, v) for v, label in Channel.choices), choices.channels if choices else None),
        "states": choices_of(
            ((v, v.label, v) for v in OpinionState if v != OpinionState.REPLACED), choices.states if choices else None
        ),
        "newer": wanted.address(page=page.number - 1) if page and page.number > 1 else "",
        "older": wanted.address(page=page.number + 1) if page and page.number < page.pages else "",
        "without_filters": "?",
    }
    return render(request, "opinions/staff_search.html", context)
