"""Taking a table of issues or of policies, for officers."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jukugi.apps.issues import actions, permissions
from jukugi.apps.issues.policy_forms import TableForm
from jukugi.apps.issues.views.desk_parts import signed_in, tell
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.queries import main_process
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.rendering import refusal_page

KINDS = ("issues", "policies")


@login_required
def bring(request: HttpRequest, name: str) -> HttpResponse:
    """Take a table, or tell all that is wrong with it."""
    process = main_process()
    if name not in KINDS:
        raise Http404
    if not permissions.can_edit(request.user):
        return refusal_page(request, NotAllowed())
    is_posted = request.method == "POST"
    form = TableForm(request.POST, request.FILES) if is_posted else TableForm()
    outcome = None
    if is_posted and form.is_valid():
        try:
            outcome = _taken(request, name, process, form)
        except Refusal as error:
            tell(form, error)
    is_wrong = is_posted and (outcome is None or not outcome.is_taken)
    context = {"form": form, "outcome": outcome, "kind": name, "process": process}
    return render(request, "issues/desk_import.html", context, status=400 if is_wrong else 200)


def _taken(request: HttpRequest, name: str, process: Process | None, form: TableForm) -> actions.Outcome | None:
    content, takes_good = form.cleaned_data["file"], form.cleaned_data["takes_good"]
    actor, now = signed_in(request), timezone.now()
    if name == "policies":
        return actions.import_policies(content=content, takes_good=takes_good, actor=actor, now=now)
    if process is None:
        return None
    return actions.import_issues(process=process, content=content, takes_good=takes_good, actor=actor, now=now)
