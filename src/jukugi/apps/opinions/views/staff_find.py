from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.queries import wards
from jukugi.apps.opinions import permissions
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.opinions.queries.finding import found_at_desk, in_their_order
from jukugi.apps.opinions.queries.reading import pieces_found
from jukugi.apps.opinions.views.wanted import Wanted, choices_of, page_named
from jukugi.kit import receipts
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.rendering import refusal_page

ROWS = 30


@login_required
def find(request: HttpRequest) -> HttpResponse:
    """Voices in any state from the wards of this person, by words; a receipt number leads to its voice."""
    areas = permissions.areas_handled_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    numbered = _of_number(request.GET.get("q", ""), areas)
    if numbered is not None:
        return redirect("opinions:handle", numbered)
    mine = [ward for ward in wards() if None in areas or ward.pk in areas]
    wanted = Wanted.of(request.GET, mine)
    found = found_at_desk(areas, wanted.wish, wanted.search) if wanted.search is not None else None
    pages = Paginator(found.keys if found else (), ROWS)
    page = pages.page(max(1, min(page_named(request.GET), pages.num_pages)))
    terms = wanted.search.terms if wanted.search else ()
    rows = [(opinion, pieces_found(opinion.text, terms)) for opinion in in_their_order(list(page.object_list))]
    choices = found.choices if found else None
    context = {
        "wanted": wanted,
        "page": page,
        "rows": rows,
        "wards": choices_of([(ward.code, ward.name, ward.pk) for ward in mine], choices.wards if choices else None),
        "channels": choices_of(
            [(value, label, value) for value, label in Channel.choices], choices.channels if choices else None
        ),
        "states": choices_of(
            [(value, label, value) for value, label in OpinionState.choices], choices.states if choices else None
        ),
        "newer": wanted.address(page=page.number - 1) if page.has_previous() else "",
        "older": wanted.address(page=page.number + 1) if page.has_next() else "",
    }
    return render(request, "opinions/staff_find.html", context)


def _of_number(typed: str, areas: set[int | None]) -> int | None:
    """The first opinion behind a receipt number, if this person handles it. At most one query."""
    try:
        number = receipts.read_number(typed)
    except receipts.NotAReceiptNumber:
        return None
    return Opinion.objects.in_areas(areas).filter(submission__receipt=number).values_list("pk", flat=True).first()
