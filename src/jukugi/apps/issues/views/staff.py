from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.issues import actions, errors, permissions
from jukugi.apps.issues.actions import IssueWords
from jukugi.apps.issues.forms import EdgeForm, IssueForm, UndoForm
from jukugi.apps.issues.models import Issue, IssueEdge
from jukugi.apps.issues.queries.desk import desk_list
from jukugi.apps.issues.queries.neighbours import moves_of
from jukugi.apps.issues.views.desk_parts import desk_page, issue_for_staff, signed_in, tell
from jukugi.apps.processes.queries import main_process
from jukugi.core.text import one_line
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.hints import asks_for_hints, unjudged
from jukugi.kit.pages.rendering import refusal_page

SEARCH_LIMIT = 80


@login_required
def issues(request: HttpRequest) -> HttpResponse:
    """All issues of the main process for officers; ``?q=`` looks for words, ``?department=none`` for a gap,
    ``?ended=1`` shows those too that were merged or split."""
    if not permissions.can_edit(request.user):
        return refusal_page(request, NotAllowed())
    process = main_process()
    words = one_line(request.GET.get("q", ""))[:SEARCH_LIMIT]
    is_ownerless = request.GET.get("department") == "none"
    with_ended = request.GET.get("ended") == "1"
    page = request.GET.get("page", "1")
    found = (
        desk_list(process, words=words, is_ownerless=is_ownerless, with_ended=with_ended, page=page)
        if process
        else None
    )
    return render(
        request,
        "issues/desk_list.html",
        {"found": found, "words": words, "is_ownerless": is_ownerless, "with_ended": with_ended},
    )


@login_required
def issue(request: HttpRequest, issue_pk: int) -> HttpResponse:
    """One issue for officers: its edges, and the city's own words on it, which are saved from here."""
    shown = issue_for_staff(issue_pk)
    if not permissions.can_edit(request.user):
        return refusal_page(request, NotAllowed())
    if request.method != "POST":
        return _issue_page(request, shown)
    form = IssueForm(request.POST)
    if asks_for_hints(request):
        return _issue_page(request, shown, words=unjudged(form))
    if form.is_valid():
        seen = form.cleaned_data.pop("seen")
        try:
            actions.edit_issue(
                issue=shown,
                words=IssueWords(**form.cleaned_data),
                seen=seen,
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("保存しました。公開の画面にも出ています。"))
            return redirect("issues:edit", issue_pk=shown.pk)
        except Refusal as error:
            form = _again(form, shown) if isinstance(error, errors.IssueChangedMeanwhile) else form
            tell(form, error)
    return _issue_page(request, shown, words=form, status=400)


@login_required
@require_POST
def add_edge(request: HttpRequest, issue_pk: int) -> HttpResponse:
    """Connect the issue with another, or say what stays in its level."""
    shown = issue_for_staff(issue_pk)
    if not permissions.can_edit(request.user):
        return refusal_page(request, NotAllowed())
    form = EdgeForm(request.POST, issue=shown)
    if asks_for_hints(request):
        return _issue_page(request, shown, edge=unjudged(form))
    if form.is_valid():
        try:
            actions.connect_issues(source=shown, **form.cleaned_data, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("つなぎました。論点のページに理由と日付が出ています。"))
            return redirect("issues:edit", issue_pk=shown.pk)
        except Refusal as error:
            tell(form, error)
    return _issue_page(request, shown, edge=form, status=400)


@login_required
@require_POST
def undo(request: HttpRequest, edge_pk: int) -> HttpResponse:
    """Undo an edge, with a reason."""
    edge = get_object_or_404(IssueEdge, pk=edge_pk)
    if not permissions.can_edit(request.user):
        return refusal_page(request, NotAllowed())
    form = UndoForm(request.POST)
    if form.is_valid():
        try:
            actions.undo_edge(edge=edge, **form.cleaned_data, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("取り消しました。前の理由も、論点のページに残ります。"))
            return redirect("issues:edit", issue_pk=edge.source_id)
        except errors.EdgeUndone as error:
            return refusal_page(request, error, back=f"/desk/issues/{edge.source_id}/")
        except Refusal as error:
            tell(form, error)
    return _issue_page(request, issue_for_staff(edge.source_id), undone=(edge.pk, form), status=400)


def _again(form: IssueForm, issue: Issue) -> IssueForm:
    """The same words, now against the edition that stands: pressing again is a decision."""
    again = IssueForm({**cast(QueryDict, form.data).dict(), "seen": issue.edition})
    again.is_valid()
    return again


def _issue_page(
    request: HttpRequest,
    issue: Issue,
    *,
    words: IssueForm | None = None,
    edge: EdgeForm | None = None,
    undone: tuple[int, UndoForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """``words``, ``edge`` and ``undone`` (an edge's key and its form) are what came back with errors."""
    undone_pk, undo_form = undone or (None, None)
    written = {name: getattr(issue, name) for name in ("description", "keywords")}
    context = {
        "moves": moves_of(issue),
        "words": words or IssueForm(initial={**written, "seen": issue.edition}),
        "edge": edge or EdgeForm(issue=issue),
        "undone_pk": undone_pk,
        "undo_form": undo_form,
    }
    return desk_page(request, "issues/desk_issue.html", issue, "words", context, status=status)
