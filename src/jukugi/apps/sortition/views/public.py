"""What everybody may see of a lottery: its six steps, its draws, who was drawn, and how to check it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from jukugi.apps.sortition import permissions
from jukugi.apps.sortition.enums import DrawState
from jukugi.apps.sortition.models import CivicLottery, Draw, PublishedFile
from jukugi.apps.sortition.queries.composition import composition_of_draw, composition_of_panel, own_chance, panel_keys
from jukugi.apps.sortition.queries.desk import lottery_page
from jukugi.kit.lots import FINDING_WORDS
from jukugi.kit.pages.rendering import set_subject

SHOWN = 50
PUBLISHED = (DrawState.COMMITTED, DrawState.DRAWN)


def lotteries(request: HttpRequest) -> HttpResponse:
    """Every lottery of which letters went out, the newest first."""
    rows = CivicLottery.objects.public().select_related("area", "process")[:SHOWN]
    return render(request, "sortition/list.html", {"lotteries": rows, "now": timezone.now()})


def _lottery(request: HttpRequest, lottery_pk: int) -> CivicLottery:
    related = ("process", "area", "department", "body")
    lottery = get_object_or_404(CivicLottery.objects.public().select_related(*related), pk=lottery_pk)
    set_subject(request, lottery.process)
    return lottery


def lottery(request: HttpRequest, lottery_pk: int) -> HttpResponse:
    """Where it stands, what was done, and whom the panel mirrors."""
    found = _lottery(request, lottery_pk)
    page = lottery_page(found)
    context = {
        "lottery": found,
        "page": page,
        "draws": [draw for draw in page.draws if draw.committed_at is not None],
        "parts": composition_of_panel(found),
        "is_open": found.is_open_at(timezone.now()),
        "steps": found.steps.select_related("department"),
        "may_run": permissions.can_run(request.user, found.area),
    }
    return render(request, "sortition/lottery.html", context)


def _draw(lottery: CivicLottery, number: int) -> Draw:
    draw = get_object_or_404(lottery.draws.filter(committed_at__isnull=False), number=number)
    draw.lottery = lottery
    return draw


def draw(request: HttpRequest, lottery_pk: int, number: int) -> HttpResponse:
    """What was published before, which row came out, and the check of it in the browser."""
    found = _draw(_lottery(request, lottery_pk), number)
    typed = request.GET.get("key", "")[:40]
    context = {
        "lottery": found.lottery,
        "draw": found,
        "files": found.files.defer("content"),
        "panel": panel_keys(found, found.row) if found.row is not None else [],
        "parts": composition_of_draw(found),
        "typed": typed,
        "own": own_chance(found, typed) if typed else None,
        "findings": list(FINDING_WORDS.items()),
    }
    return render(request, "sortition/draw.html", context)


def published_file(request: HttpRequest, lottery_pk: int, number: int, name: str) -> HttpResponse:
    """A file as it was published before the draw, byte by byte."""
    found = _draw(_lottery(request, lottery_pk), number)
    file = PublishedFile.objects.filter(draw=found, name=name).first()
    if file is None:
        raise Http404
    kind = "application/json" if name.endswith(".json") else "text/csv; charset=utf-8"
    response = HttpResponse(bytes(file.content), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def wall(request: HttpRequest, lottery_pk: int, number: int) -> HttpResponse:
    """The draw on the wall of the room: what is thrown, and what came out; looks again by itself."""
    found = _draw(_lottery(request, lottery_pk), number)
    context = {
        "lottery": found.lottery,
        "draw": found,
        "panel": panel_keys(found, found.row) if found.row is not None else [],
        "parts": composition_of_draw(found) if found.row is not None else [],
        "places": range(len(str(found.rows - 1))),
        "draw_url": request.build_absolute_uri(found.get_absolute_url()),
    }
    template = "sortition/_wall_now.html" if request.headers.get("HX-Request") else "sortition/wall.html"
    response = render(request, template, context)
    response["Vary"] = "HX-Request"
    return response
