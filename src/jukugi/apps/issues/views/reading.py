import csv

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from jukugi.apps.areas.queries import wards
from jukugi.apps.issues import exports, permissions
from jukugi.apps.issues.enums import IssueLevel, IssueStatus, ward_counts
from jukugi.apps.issues.models import Issue
from jukugi.apps.issues.queries import levels
from jukugi.apps.issues.queries.neighbours import issue_page
from jukugi.apps.issues.queries.wards import compared
from jukugi.apps.issues.views.desk_parts import number_of
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.queries import main_process
from jukugi.core.text import one_line
from jukugi.kit.pages.rendering import set_subject

WORDS_LIMIT = 80
TABLES = {
    "issues": exports.issue_rows,
    "edges": exports.edge_rows,
    "dictionary": lambda process: exports.dictionary_rows(),
}
NOBODY = "none"


def board(request: HttpRequest) -> HttpResponse:
    """The board of levels of the main process.

    ``?level=`` says which column a phone shows, with ``all=1`` it stands alone and is told by ``page``; ``open`` shows
    an issue below the board; ``q`` looks for words; ``ward`` counts the voices of one ward alone.
    """
    now = timezone.now()
    process = main_process()
    city = wards()
    ward = next((ward for ward in city if ward.code == request.GET.get("ward")), None)
    opened = _opened(process, number_of(request, "open"))
    level = _level(request, opened)
    asked = levels.Asked(
        words=one_line(request.GET.get("q", ""))[:WORDS_LIMIT],
        ward=ward,
        status=_status(request),
        department=_department(request),
        is_ownerless=request.GET.get("department") == NOBODY,
        opened=opened.pk if opened else None,
        level=level if request.GET.get("all") == "1" else None,
        page=number_of(request, "page") or 1,
    )
    context = {
        "process": process,
        "board": levels.board(process, asked, now=now) if process else None,
        "asked": asked,
        "level": level,
        "shown": issue_page(opened, now=now) if opened else None,
        "wards": city if ward_counts.names() else [],
        "states": IssueStatus.choices,
        "departments": Organization.objects.departments().only("pk", "name"),
    }
    return render(request, "issues/issue_board.html", context)


def wards_compared(request: HttpRequest, issue_pk: int) -> HttpResponse:
    """One issue in all wards, by the same questions."""
    found = get_object_or_404(Issue.objects.select_related("process", "parent"), pk=issue_pk)
    set_subject(request, found.process)
    return render(request, "issues/issue_wards.html", {"issue": found, "compared": compared(found)})


def table(request: HttpRequest, name: str) -> HttpResponse:
    """A table of the main process as CSV (UTF-8 with BOM, so that office software reads it)."""
    process = main_process()
    if process is None or name not in TABLES:
        raise Http404
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    csv.writer(response).writerows(TABLES[name](process))
    return response


def issue(request: HttpRequest, issue_pk: int) -> HttpResponse:
    """One issue: what is asked, whose voices came, what was moved to other levels, where one can take part."""
    found = get_object_or_404(Issue.objects.select_related("process", "parent", "department", "area"), pk=issue_pk)
    set_subject(request, found.process)
    can_edit = request.user.is_authenticated and permissions.can_edit(request.user)
    context = {"shown": issue_page(found, now=timezone.now()), "can_edit": can_edit}
    return render(request, "issues/issue_detail.html", context)


def _opened(process: Process | None, key: int | None) -> Issue | None:
    if process is None or key is None:
        return None
    return process.issues.select_related("parent", "department", "area").filter(pk=key).first()


def _level(request: HttpRequest, opened: Issue | None) -> IssueLevel:
    asked = request.GET.get("level", "")
    if asked in IssueLevel.values:
        return IssueLevel(asked)
    return IssueLevel(opened.level) if opened else IssueLevel.CHIIKI


def _status(request: HttpRequest) -> IssueStatus | None:
    asked = request.GET.get("status", "")
    return IssueStatus(asked) if asked in IssueStatus.values else None


def _department(request: HttpRequest) -> Organization | None:
    key = number_of(request, "department")
    return Organization.objects.departments().filter(pk=key).first() if key else None
