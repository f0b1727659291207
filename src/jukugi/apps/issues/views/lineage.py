"""Merging, splitting, and undoing either, for officers."""

from collections.abc import Mapping, Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.issues import actions, permissions
from jukugi.apps.issues.enums import LineageSide
from jukugi.apps.issues.enums.lineage import lineage_followers
from jukugi.apps.issues.lineage_forms import DivideForm, MergeForm, SplitForm, UndoLineageForm, new_issues
from jukugi.apps.issues.models import Issue, LineageAct
from jukugi.apps.issues.queries.lineage import acts_of, candidates, newcomers_of
from jukugi.apps.issues.views.desk_parts import back_to, desk_page, done, issue_for_staff, signed_in
from jukugi.core.text import one_line
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.rendering import refusal_page

SEARCH_LIMIT = 80


@login_required
def merge(request: HttpRequest, issue_pk: int) -> HttpResponse:
    """Let this issue and others become one. ``?q=`` looks for the others."""
    issue = issue_for_staff(issue_pk)
    if not permissions.can_edit(request.user):
        return refusal_page(request, NotAllowed())
    form = MergeForm(request.POST if request.method == "POST" else None, issue=issue, initial={"level": issue.level})

    def act() -> None:
        reason, chosen = form.cleaned_data["reason"], form.merge()
        actions.merge_issues(**chosen, reason=reason, actor=signed_in(request), now=timezone.now())

    if request.method == "POST" and done(
        request, form, act, _("まとめました。声もつながりも移し、理由を公開しました。")
    ):
        return back_to("issues:lineage", issue)
    words = one_line(request.GET.get("q", ""))[:SEARCH_LIMIT]
    ticked = {int(key) for key in request.POST.getlist("others") if key.isdecimal() and len(key) < 10}
    context = {"form": form, "words": words, "others": candidates(issue, words, ticked), "ticked": ticked}
    return desk_page(request, "issues/desk_merge.html", issue, "merge", context, status=400 if form.errors else 200)


@login_required
def split(request: HttpRequest, issue_pk: int) -> HttpResponse:
    """Split this issue: first the names of the parts (in the address), then which voice goes where.

    ``?q=`` looks for voices.
    """
    issue = issue_for_staff(issue_pk)
    if not permissions.can_edit(request.user):
        return refusal_page(request, NotAllowed())
    names = SplitForm(request.GET if "titles" in request.GET else None)
    titles = names.lines()
    form = DivideForm(request.POST if request.method == "POST" else None, titles=titles, initial={"heir": "0"})

    def act() -> None:
        actions.split_issue(
            issue=issue,
            parts=new_issues(titles, issue.level, issue.area),
            divided=_divided(request.POST, len(titles)),
            heir=int(form.cleaned_data["heir"]),
            reason=form.cleaned_data["reason"],
            actor=signed_in(request),
            now=timezone.now(),
        )

    if request.method == "POST" and done(request, form, act, _("分けました。声を振り分け、理由を公開しました。")):
        return back_to("issues:lineage", issue)
    words = one_line(request.GET.get("q", ""))[:SEARCH_LIMIT]
    context = {
        "names": names,
        "titles": titles,
        "form": form,
        "words": words,
        "groups": _pieces(request, issue, titles, words),
    }
    return desk_page(request, "issues/desk_split.html", issue, "split", context, status=400 if form.errors else 200)


@login_required
def story(request: HttpRequest, issue_pk: int) -> HttpResponse:
    """The merges and splits in which an issue stands, each with the way to undo it."""
    issue = issue_for_staff(issue_pk)
    if not permissions.can_edit(request.user):
        return refusal_page(request, NotAllowed())
    return desk_page(request, "issues/desk_lineage.html", issue, "lineage", {"acts": acts_of(issue)})


@login_required
def undo(request: HttpRequest, act_pk: int) -> HttpResponse:
    """Undo a merge or a split."""
    act = get_object_or_404(LineageAct.objects.select_related("process"), pk=act_pk)
    if not permissions.can_edit(request.user):
        return refusal_page(request, NotAllowed())
    ties = list(act.ties.select_related("issue__process", "issue__area"))
    before = [tie.issue for tie in ties if tie.side == LineageSide.BEFORE]
    after = [tie.issue for tie in ties if tie.side == LineageSide.AFTER]
    form = UndoLineageForm(request.POST if request.method == "POST" else None, before=before)

    def do() -> None:
        actions.undo_lineage(act=act, **form.cleaned_data, actor=signed_in(request), now=timezone.now())

    if request.method == "POST" and done(
        request, form, do, _("取り消しました。もとの論点に声を戻し、理由を公開しました。")
    ):
        return back_to("issues:lineage", before[0])
    count = newcomers_of(act, [tie.issue_id for tie in ties if tie.is_new]) if act.undone_at is None else 0
    context = {"act": act, "before": before, "after": after, "form": form, "count": count}
    return desk_page(
        request, "issues/desk_undo_lineage.html", before[0], "lineage", context, status=400 if form.errors else 200
    )


def _divided(fields: QueryDict, parts: int) -> dict[str, dict[int, list[int]]]:
    """What was ticked: ``opinions-12`` with the places of the parts."""
    divided: dict[str, dict[int, list[int]]] = {}
    for field in fields:
        name, dash, key = field.rpartition("-")
        if dash and name in lineage_followers and key.isdecimal() and len(key) < 19:
            places = [int(place) for place in fields.getlist(field) if place.isdecimal() and len(place) < 3]
            divided.setdefault(name, {})[int(key)] = places
    return divided


def _pieces(request: HttpRequest, issue: Issue, titles: Sequence[str], words: str) -> list[Mapping[str, object]]:
    """What can be divided, with what was ticked when the page came back."""
    if len(titles) < 2:
        return []
    groups: list[Mapping[str, object]] = []
    for name, follower in lineage_followers.items():
        if follower.pieces is None:
            continue
        found = follower.pieces(issue.pk, words)
        rows = [(piece, f"{name}-{piece.key}", request.POST.getlist(f"{name}-{piece.key}")) for piece in found.pieces]
        groups.append({"rows": rows, "total": found.total, "more": found.total - len(found.pieces)})
    return groups
