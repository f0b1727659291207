from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.models import User
from jukugi.apps.grouping import actions, permissions
from jukugi.apps.grouping.queries import desk
from jukugi.apps.grouping.views.desk import MOST_MOVED, _whole
from jukugi.apps.issues.models import Issue
from jukugi.apps.processes.queries import main_process
from jukugi.core.text.levels import propose_level
from jukugi.kit.errors import NotAllowed, Refusal, Words, words_for
from jukugi.kit.pages.rendering import refusal_page


@login_required
def suggestions(request: HttpRequest) -> HttpResponse:
    """Public voices without an issue beside the one that is proposed for them."""
    if not permissions.can_group(request.user):
        return refusal_page(request, NotAllowed())
    return _page(request, _whole(request.GET.get("issue")))


@login_required
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Have issues proposed anew."""
    if not permissions.can_group(request.user):
        return refusal_page(request, NotAllowed())
    process = main_process()
    if process is None:
        raise Http404
    try:
        actions.ask_for_suggestions(process=process, actor=cast(User, request.user), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=reverse("grouping:suggestions"))
    messages.info(request, _("論点の案をつくり始めました。声が多いと数分かかります。しばらくして開き直してください。"))
    return redirect("grouping:suggestions")


@login_required
@require_POST
def link(request: HttpRequest) -> HttpResponse:
    """Link the ticked voices to the issue."""
    if not permissions.can_group(request.user):
        return refusal_page(request, NotAllowed())
    issue = get_object_or_404(Issue.objects.select_related("process"), pk=_whole(request.POST.get("issue")))
    chosen = [key for key in map(_whole, request.POST.getlist("opinions")[:MOST_MOVED]) if key]
    try:
        links = actions.link_suggested(
            process=issue.process, issue=issue, opinions=chosen, actor=cast(User, request.user), now=timezone.now()
        )
    except Refusal as error:
        return _page(request, issue.pk, error=words_for(error), ticked=chosen, status=400)
    told = _("%(count)s件を「%(issue)s」につなぎました。")
    messages.success(request, told % {"count": len(links), "issue": issue.title})
    return redirect(f"{reverse('grouping:suggestions')}?issue={issue.pk}")


def _page(
    request: HttpRequest,
    issue_pk: int,
    *,
    error: Words | None = None,
    ticked: list[int] | None = None,
    status: int = 200,
) -> HttpResponse:
    process = main_process()
    issues = desk.suggested_issues(process) if process else []
    issue = next((each for each, _number in issues if each.pk == issue_pk), issues[0][0] if issues else None)
    page = desk.suggestions(process, issue=issue, page=_whole(request.GET.get("page")) or 1) if process else None
    rows = [(row, propose_level(row.opinion.text)) for row in page.object_list] if page else []
    context = {"issues": issues, "issue": issue, "page": page, "rows": rows, "error": error, "ticked": ticked or []}
    return render(request, "grouping/suggestions.html", context, status=status)
