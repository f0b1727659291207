from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from jukugi.apps.issues import queries
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.issues.models import Issue
from jukugi.apps.processes.queries import main_process
from jukugi.kit.pages.rendering import set_subject


def board(request: HttpRequest) -> HttpResponse:
    """The board of levels of the main process; ``?level=`` says which column a phone shows."""
    process = main_process()
    asked = request.GET.get("level", "")
    level = asked if asked in IssueLevel.values else IssueLevel.CHIIKI.value
    columns = queries.board(process) if process else []
    return render(request, "issues/issue_board.html", {"process": process, "columns": columns, "level": level})


def issue(request: HttpRequest, issue_pk: int) -> HttpResponse:
    """One issue: what is asked, in which direction the city looks, and where one can take part."""
    shown = get_object_or_404(Issue.objects.select_related("process", "parent"), pk=issue_pk)
    set_subject(request, shown.process)
    children = list(shown.parts.all())
    context = {"issue": shown, "children": children, "parts": queries.parts_of(shown)}
    return render(request, "issues/issue_detail.html", context)
