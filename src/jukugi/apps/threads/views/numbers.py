"""How far voices come: figures by ward and level, what leads nowhere, ends with their reasons."""

import csv

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.processes.queries import main_process
from jukugi.apps.threads.queries import ends, numbers
from jukugi.apps.threads.views.asked import ward_asked
from jukugi.kit.pages.rendering import set_subject
from jukugi.kit.pages.voices import Fate
from jukugi.kit.sheets import safe_row


def figures(request: HttpRequest) -> HttpResponse:
    """How many voices came how far, and where threads break off."""
    process = main_process()
    set_subject(request, process)
    ward, known = ward_asked(request)
    context = {
        "process": process,
        "numbers": numbers.thread_numbers(process) if process is not None else None,
        "gaps": numbers.open_gaps(process, ward) if process is not None else [],
        "ward": ward,
        "wards": known,
        "now": timezone.now(),
    }
    return render(request, "threads/number_list.html", context)


def table(request: HttpRequest) -> HttpResponse:
    """The same figures as CSV (UTF-8 with BOM, so that office software reads it)."""
    process = main_process()
    if process is None:
        raise Http404
    found = numbers.thread_numbers(process)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="threads.csv"'
    writer = csv.writer(response)
    writer.writerow([_("分け方"), _("名前"), *(str(reach.words) for reach in found.reaches)])
    kinds = (_("区"), _("論点の広さ"))
    lines = numbers.as_lines(found, whole=_("全体"), unknown=_("区が分からない"), kinds=kinds)
    writer.writerows(safe_row(line) for line in lines)
    return response


def unlinked(request: HttpRequest) -> HttpResponse:
    """Voices that lead nowhere yet: those that wait longest first."""
    process = main_process()
    set_subject(request, process)
    ward, known = ward_asked(request)
    page, fates = None, list[Fate]()
    if process is not None:
        page, fates = ends.unlinked_page(process, ward, request.GET.get("page", "1"), now=timezone.now())
    context = {"page": page, "fates": fates, "ward": ward, "wards": known}
    return render(request, "threads/unlinked_list.html", context)


def ended(request: HttpRequest) -> HttpResponse:
    """Why voices are not taken up, reason by reason."""
    process = main_process()
    set_subject(request, process)
    ward, known = ward_asked(request)
    page, groups = None, list[ends.EndGroup]()
    if process is not None:
        page, groups = ends.ends_page(process, ward, request.GET.get("page", "1"), now=timezone.now())
    context = {"page": page, "groups": groups, "ward": ward, "wards": known}
    return render(request, "threads/ended_list.html", context)
