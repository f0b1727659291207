"""Every open table with what its columns mean, and the tables themselves."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from jukugi.apps.open_data.catalogue import (
    FORMS,
    LICENCE,
    LICENCE_URL,
    Entry,
    as_dcat,
    chapters,
    first_rows,
    published_archives,
)
from jukugi.apps.open_data.catalogue import open_file as found_file
from jukugi.apps.open_data.explaining import interface_page
from jukugi.kit.open_files import open_files
from jukugi.kit.open_tables import as_csv, as_json, open_tables
from jukugi.kit.pages.wording import jdate


def catalogue(request: HttpRequest) -> HttpResponse:
    """What one can take along."""
    context = {
        "chapters": chapters(),
        "archives": published_archives(),
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
    }
    return render(request, "open_data/catalogue.html", context)


def catalogue_json(request: HttpRequest) -> JsonResponse:
    """The same for machines."""
    told = as_dcat(settings.CITY_NAME, request.build_absolute_uri("/").rstrip("/"))
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def interface(request: HttpRequest) -> HttpResponse:
    """How a programme reads the tables: addresses, limits, an example with its answer, every column."""
    context = interface_page(request.build_absolute_uri("/").rstrip("/"))
    context |= {"licence": LICENCE, "licence_url": LICENCE_URL, "today": jdate(timezone.now())}
    return render(request, "open_data/api.html", context)


def table(request: HttpRequest, name: str) -> HttpResponse:
    """One table: what each column means, and its first rows."""
    entry = _entry(name)
    context = {"entry": entry, "rows": first_rows(entry.table), "licence": LICENCE, "licence_url": LICENCE_URL}
    return render(request, "open_data/table.html", context)


def file(request: HttpRequest, name: str, form: str) -> HttpResponseBase:
    """A whole table, sent as it is read. CSV has a mark for office software; ``?plain=1`` leaves that out, and gives
    every cell just as it is kept.
    """
    entry = _entry(name)
    if form not in FORMS:
        raise Http404
    is_plain = request.GET.get("plain") == "1"
    pieces = as_csv(entry.table, bom=not is_plain, safe=not is_plain) if form == "csv" else as_json(entry.table)
    response = StreamingHttpResponse((piece.encode() for piece in pieces), content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def open_file(request: HttpRequest, kind: str, name: str) -> HttpResponseBase:
    """A file that is no table and has no page of its own."""
    found = found_file(kind, name)
    if found is None or found.content is None:
        raise Http404
    response = StreamingHttpResponse(found.content(), content_type=open_files[kind].media_type)
    response["Content-Disposition"] = f'attachment; filename="{name.rpartition("/")[2]}"'
    return response


def archive(request: HttpRequest, name: str) -> FileResponse:
    """The archive of a process that an operator has laid there."""
    found = next((one for one in published_archives() if one.name == name), None)
    if found is None:
        raise Http404
    return FileResponse(found.path.open("rb"), as_attachment=True, filename=found.path.name)


def _entry(name: str) -> Entry:
    if name not in open_tables:
        raise Http404
    return Entry(name, open_tables[name])
