"""Who took part, as published, for everybody."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from jukugi.apps.processes.queries import main_process
from jukugi.apps.reach import exports
from jukugi.apps.reach.queries import editions as queries
from jukugi.apps.reach.queries.phases import phases_seen, scope_of
from jukugi.apps.reach.queries.pictures import dots, rings
from jukugi.apps.reach.queries.seen import first_way, seen, ways_of
from jukugi.kit.pages.asked import whole
from jukugi.kit.pages.rendering import set_subject


def reach(request: HttpRequest) -> HttpResponse:
    """The newest edition, or one that is asked for; before there is one, what will be seen here."""
    process = main_process()
    if process is None:
        return render(request, "reach/reach.html", {"edition": None})
    set_subject(request, process)
    edition = queries.edition_of(process, whole(request.GET.get("edition")))
    editions = queries.editions_of(process)
    if edition is None:
        if editions:
            raise Http404
        return render(request, "reach/reach.html", {"edition": None, "process": process})
    context = {
        "process": process,
        "edition": edition,
        "editions": editions,
        "is_newest": edition.number == editions[0].number,
        "way_url": "?" if edition.number == editions[0].number else f"?edition={edition.number}&",
        "files": exports.FILES.items(),
        "phases": phases_seen(edition.content),
        **_tried(edition.content),
        **picture_context(edition.content, request.GET.get("way")),
    }
    context["scope"] = scope_of(context["phases"], whole(request.GET.get("phase")), context["view"].way)
    return render(request, "reach/reach.html", context)


def method(request: HttpRequest) -> HttpResponse:
    """How the figures are reckoned, in plain words."""
    return render(request, "reach/method.html", {})


def file(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """An edition as a file to take along."""
    process = main_process()
    edition = queries.edition_of(process, number) if process is not None and number and name in exports.FILES else None
    if edition is None:
        raise Http404
    return attachment(exports.edition_file(edition, name), f"参加の広がり 第{number}版 {name}")


def attachment(content: bytes, name: str) -> HttpResponse:
    """Bytes to be kept as a file."""
    kind = "application/json" if name.endswith("json") else "text/csv; charset=utf-8"
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def picture_context(document: dict[str, Any], asked: str | None) -> dict[str, Any]:
    """What both pages show of the way that was asked for. No query."""
    code = asked if asked is not None and asked in document["sources"] else first_way(document)
    view = seen(document, code)
    return {
        "view": view,
        "ways": ways_of(document),
        "population": document["population"],
        "levels": [(level, dots(level)) for level in view.levels],
        "rings": rings(view.pairs, view.wards) if view.pairs else None,
    }


def _tried(document: dict[str, Any]) -> dict[str, Any]:
    """What was tried, in the sums of the edition. No query."""
    told = document.get("tries", {"sums": [], "learnt": []})
    return {"sums": told["sums"], "learnt": told["learnt"]}
