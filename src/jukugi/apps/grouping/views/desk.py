from collections.abc import Callable
from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.models import User
from jukugi.apps.grouping import actions, errors, permissions
from jukugi.apps.grouping.enums import LABEL_LIMIT
from jukugi.apps.grouping.models import GroupingRun, OpinionGroup
from jukugi.apps.grouping.queries import desk
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.queries import main_process
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.hints import asks_for_hints
from jukugi.kit.pages.rendering import page_or_part, refusal_page

MOST_MOVED = 200
ISSUES_ON_A_PAGE = 50


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Where all voices stand: issues, those most spoken of first, those without one, and how they add up."""
    if not permissions.can_group(request.user):
        return refusal_page(request, NotAllowed())
    process = main_process()
    shown = desk.overview(process) if process else None
    pages = Paginator(shown.rows if shown else (), ISSUES_ON_A_PAGE)
    context = {"process": process, "shown": shown, "page": pages.get_page(request.GET.get("page"))}
    return render(request, "grouping/overview.html", context)


@login_required
def pile(request: HttpRequest, issue_pk: int | None = None) -> HttpResponse:
    """The groups of an issue, or of the voices without one."""
    if not permissions.can_group(request.user):
        return refusal_page(request, NotAllowed())
    process, issue = _place(issue_pk)
    page = _pile_page(request, process, issue)
    if getattr(request, "htmx", False) and not GroupingRun.objects.under_way(process, issue).exists():
        page.headers["HX-Refresh"] = "true"  # the groups below are new now
    return page


@login_required
def unplaced(request: HttpRequest, issue_pk: int | None = None) -> HttpResponse:
    """The voices of an issue that stand in no group yet."""
    if not permissions.can_group(request.user):
        return refusal_page(request, NotAllowed())
    process, issue = _place(issue_pk)
    return _members_page(request, process, issue, None)


@login_required
def group(request: HttpRequest, group_pk: int) -> HttpResponse:
    """One group: its name, its voices, where they may go."""
    if not permissions.can_group(request.user):
        return refusal_page(request, NotAllowed())
    found = _group(group_pk)
    if found.ended_at is not None:
        return refusal_page(request, errors.GroupEnded(), back=pile_url(found.issue_id))
    return _members_page(request, found.process, found.issue, found)


@login_required
@require_POST
def name(request: HttpRequest, group_pk: int) -> HttpResponse:
    """Give a group its name."""
    found = _group(group_pk)
    typed = request.POST.get("label", "")
    if asks_for_hints(request) and permissions.can_group(request.user):
        return _members_page(request, found.process, found.issue, found, typed=typed)
    return _done(
        request,
        found.issue,
        lambda actor: actions.name_group(group=found, label=typed, actor=actor, now=timezone.now()),
        told=_("名前を決めました。論点のページで、だれでも読めます。"),
        then=reverse("grouping:group", args=[found.pk]),
        on_error=lambda error: _members_page(
            request, found.process, found.issue, found, error=error, typed=typed, status=400
        ),
    )


@login_required
@require_POST
def merge(request: HttpRequest, group_pk: int) -> HttpResponse:
    """Put a whole group into another one."""
    if not permissions.can_group(request.user):
        return refusal_page(request, NotAllowed())
    found = _group(group_pk)
    into = _target(request.POST.get("into"))
    if into is None:
        error = errors.MergedWithItself()
        return _members_page(request, found.process, found.issue, found, error=error, status=400)
    return _done(
        request,
        found.issue,
        lambda actor: actions.merge_groups(group=found, into=into, actor=actor, now=timezone.now()),
        told=_("まとまりを合わせました。次に計算しても、分かれません。"),
        then=reverse("grouping:group", args=[into.pk]),
        on_error=lambda error: _members_page(request, found.process, found.issue, found, error=error, status=400),
    )


@login_required
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Have the voices of an issue put into groups."""
    process, issue = _place(_whole(request.POST.get("issue")) or None)
    return _done(
        request,
        issue,
        lambda actor: actions.ask_for_groups(process=process, issue=issue, actor=actor, now=timezone.now()),
        told="",
        then=pile_url(issue.pk if issue else None),
        on_error=lambda error: _pile_page(request, process, issue, error=error, status=error.status),
    )


@login_required
@require_POST
def cancel(request: HttpRequest, run_pk: int) -> HttpResponse:
    """Stop a calculation."""
    run = get_object_or_404(GroupingRun.objects.select_related("process", "issue"), pk=run_pk)
    return _done(
        request,
        run.issue,
        lambda actor: actions.cancel_run(run=run, actor=actor, now=timezone.now()),
        told=_("取りやめました。まとまりは、計算の前のままです。"),
        then=pile_url(run.issue_id),
        on_error=lambda error: _pile_page(request, run.process, run.issue, error=error, status=error.status),
    )


@login_required
@require_POST
def move(request: HttpRequest) -> HttpResponse:
    """Put the ticked voices into another group, or into a new one."""
    process, issue = _place(_whole(request.POST.get("issue")) or None)
    source = _target(request.POST.get("source"))
    if not permissions.can_group(request.user):
        return refusal_page(request, NotAllowed())
    chosen = [key for key in map(_whole, request.POST.getlist("opinions")[:MOST_MOVED]) if key]
    into = request.POST.get("into", "")
    try:
        target = None if into == "new" else _target(into)
        if target is None and into != "new":
            raise errors.GroupEnded
        moved_to = actions.move_opinions(
            process=process,
            issue=issue,
            opinions=chosen,
            into=target,
            actor=cast(User, request.user),
            now=timezone.now(),
        )
    except Refusal as error:
        if source is not None and source.ended_at is not None:
            return refusal_page(request, error, back=pile_url(source.issue_id))
        return _members_page(request, process, issue, source, error=error, ticked=chosen, status=400)
    words = _("%(count)s件を%(name)sに移しました。次に計算しても、動きません。")
    messages.success(request, words % {"count": len(chosen), "name": _quoted(moved_to.name or _("新しいまとまり"))})
    if source is None:
        return redirect(_unplaced_url(issue))
    source.refresh_from_db()
    if into == "new" or source.ended_at is not None:
        return redirect("grouping:group", moved_to.pk)
    return redirect(_page_url(source.pk, request.POST.get("page")))


@login_required
@require_POST
def apart(request: HttpRequest, opinion_pk: int) -> HttpResponse:
    """Say that a voice is not the same as the one before it."""
    opinion = get_object_or_404(Opinion.objects.select_related("submission__process"), pk=opinion_pk)
    source = _target(request.POST.get("source"))
    return _done(
        request,
        source.issue if source else None,
        lambda actor: actions.set_apart(opinion=opinion, actor=actor, now=timezone.now()),
        told=_("別の声に分けました。次に計算しても、重なりません。"),
        then=reverse("grouping:group", args=[source.pk]) if source else reverse("grouping:overview"),
        on_error=lambda error: refusal_page(request, error, back=reverse("grouping:overview")),
    )


def pile_url(issue_pk: int | None) -> str:
    """The page of the groups of an issue."""
    return reverse("grouping:issue", args=[issue_pk]) if issue_pk else reverse("grouping:without")


def _done(
    request: HttpRequest,
    issue: Issue | None,
    act: Callable[[User], object],
    *,
    told: str,
    then: str,
    on_error: Callable[[Refusal], HttpResponse],
) -> HttpResponse:
    """One action of somebody who may, and the way on from it."""
    if not permissions.can_group(request.user):
        return refusal_page(request, NotAllowed())
    try:
        act(cast(User, request.user))
    except errors.GroupEnded as error:
        return refusal_page(request, error, back=pile_url(issue.pk if issue else None))
    except Refusal as error:
        return on_error(error)
    if told:
        messages.success(request, told)
    return redirect(then)


def _pile_page(
    request: HttpRequest, process: Process, issue: Issue | None, *, error: Refusal | None = None, status: int = 200
) -> HttpResponse:
    shown = desk.pile(process, issue)
    context = {
        "process": process,
        "issue": issue,
        "shown": shown,
        "is_silent": shown.run is not None and desk.is_silent(shown.run, now=timezone.now()),
        "error": words_for(error) if error else None,
        "here": pile_url(issue.pk if issue else None),
        "unplaced_url": _unplaced_url(issue),
    }
    return page_or_part(request, "grouping/pile.html", "run", context, status=status)


def _members_page(
    request: HttpRequest,
    process: Process,
    issue: Issue | None,
    found: OpinionGroup | None,
    *,
    error: Refusal | None = None,
    typed: str | None = None,
    ticked: list[int] | None = None,
    status: int = 200,
) -> HttpResponse:
    listed = desk.members(process, issue, found, page=_whole(request.GET.get("page") or request.POST.get("page")) or 1)
    groups = [each for each in desk.groups_of(process, issue) if found is None or each.pk != found.pk]
    context = {
        "process": process,
        "issue": issue,
        "group": found,
        "members": listed.members,
        "page": listed.page,
        "groups": groups,
        "label": typed if typed is not None else _first_name(found),
        "label_limit": LABEL_LIMIT,
        "ticked": ticked or [],
        "error": words_for(error) if error else None,
        "is_about_the_name": isinstance(error, errors.LabelMissing | errors.LabelTooLong),
        "pile_url": pile_url(issue.pk if issue else None),
    }
    return render(request, "grouping/members.html", context, status=status)


def _quoted(name: str) -> str:
    """In the signs of a name; a draft that quotes a voice has them."""
    return name if name.startswith("「") else f"「{name}」"


def _first_name(group: OpinionGroup | None) -> str:
    """What stands in the field: the name, or a draft that counts words; a quotation is no name."""
    if group is None:
        return ""
    return group.label or (group.draft if group.draft_coverage > 0 else "")


def _place(issue_pk: int | None) -> tuple[Process, Issue | None]:
    """The issue with its process; without an issue the main process. Raises Http404."""
    if issue_pk is not None:
        issue = get_object_or_404(Issue.objects.select_related("process"), pk=issue_pk)
        return issue.process, issue
    process = main_process()
    if process is None:
        raise Http404
    return process, None


def _group(group_pk: int) -> OpinionGroup:
    related = ("process", "issue", "central", "different", "minority")
    return get_object_or_404(OpinionGroup.objects.select_related(*related), pk=group_pk)


def _target(typed: str | None) -> OpinionGroup | None:
    return OpinionGroup.objects.select_related("process", "issue").filter(pk=_whole(typed)).first()


def _whole(typed: str | None) -> int:
    """A key from an address or a form; 0, which is nobody's, for what is none."""
    return int(typed) if typed is not None and typed.isascii() and typed.isdigit() and len(typed) <= 18 else 0


def _unplaced_url(issue: Issue | None) -> str:
    return reverse("grouping:issue-new", args=[issue.pk]) if issue else reverse("grouping:without-new")


def _page_url(group_pk: int, page: str | None) -> str:
    number = _whole(page)
    query = f"?{urlencode({'page': number})}" if number > 1 else ""
    return reverse("grouping:group", args=[group_pk]) + query
