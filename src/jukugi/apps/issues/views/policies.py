"""The register of policies: for everybody, and for officers who keep it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.issues import actions, permissions
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.issues.forms import UndoForm
from jukugi.apps.issues.models import Policy, PolicyLink
from jukugi.apps.issues.policy_forms import PolicyForm, PolicyLinkForm, written
from jukugi.apps.issues.queries import policies as queries
from jukugi.apps.issues.views.desk_parts import done, number_of, signed_in
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.queries import main_process
from jukugi.core.text import one_line
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.rendering import refusal_page

WORDS_LIMIT = 80


def register(request: HttpRequest) -> HttpResponse:
    """The policies; ``q``, ``level`` and ``department`` leave some out."""
    words = one_line(request.GET.get("q", ""))[:WORDS_LIMIT]
    level = request.GET.get("level", "")
    level = level if level in IssueLevel.values else ""
    department = number_of(request, "department")
    page = queries.policy_list(words=words, level=level, department=department, page=request.GET.get("page", "1"))
    context = {
        "page": page,
        "words": words,
        "level": level,
        "department": department,
        "levels": IssueLevel.choices,
        "departments": Organization.objects.departments().filter(policies__isnull=False).distinct().only("pk", "name"),
        "can_edit": request.user.is_authenticated and permissions.can_edit(request.user),
    }
    return render(request, "issues/policy_list.html", context)


def policy(request: HttpRequest, policy_pk: int) -> HttpResponse:
    """One policy: what for, who does what, what it asks of whom, which issues it touches, what it meets with."""
    found = get_object_or_404(Policy.objects.select_related("department"), pk=policy_pk)
    can_edit = request.user.is_authenticated and permissions.can_edit(request.user)
    context = {"shown": queries.policy_page(found), "overlaps": queries.overlaps(found), "can_edit": can_edit}
    return render(request, "issues/policy_detail.html", context)


def overlaps(request: HttpRequest) -> HttpResponse:
    """Where policies meet."""
    return render(request, "issues/policy_overlaps.html", {"overlaps": queries.overlaps()})


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Put a policy into the register."""
    return _edit(request, None)


@login_required
def edit(request: HttpRequest, policy_pk: int) -> HttpResponse:
    """Change what stands of a policy."""
    return _edit(request, get_object_or_404(Policy.objects.select_related("department"), pk=policy_pk))


@login_required
@require_POST
def link(request: HttpRequest, policy_pk: int) -> HttpResponse:
    """Let a policy touch an issue."""
    found = get_object_or_404(Policy, pk=policy_pk)
    if not permissions.can_edit(request.user):
        return refusal_page(request, NotAllowed())
    form = PolicyLinkForm(request.POST, process=main_process())

    def act() -> None:
        actions.link_policy(policy=found, **form.cleaned_data, actor=signed_in(request), now=timezone.now())

    if done(request, form, act, _("つなぎました。論点と施策のページに、理由とともに出ています。")):
        return redirect("issues:edit-policy", policy_pk=found.pk)
    return _page(request, found, PolicyForm(initial=written(found)), link_form=form, status=400)


@login_required
@require_POST
def end_link(request: HttpRequest, link_pk: int) -> HttpResponse:
    """End such a link, with a reason."""
    found = get_object_or_404(PolicyLink.objects.select_related("policy"), pk=link_pk)
    if not permissions.can_edit(request.user):
        return refusal_page(request, NotAllowed())
    form = UndoForm(request.POST)

    def act() -> None:
        actions.end_policy_link(link=found, **form.cleaned_data, actor=signed_in(request), now=timezone.now())

    if done(request, form, act, _("つながりを終えました。前の理由も残ります。")):
        return redirect("issues:edit-policy", policy_pk=found.policy_id)
    return _page(request, found.policy, PolicyForm(initial=written(found.policy)), ended=(found.pk, form), status=400)


def _edit(request: HttpRequest, found: Policy | None) -> HttpResponse:
    if not permissions.can_edit(request.user):
        return refusal_page(request, NotAllowed())
    first = written(found) if found is not None else {"level": IssueLevel.SHIIKI}
    form = PolicyForm(request.POST if request.method == "POST" else None, initial=first)
    saved: list[Policy] = []

    def save() -> None:
        data = form.cleaned_data
        saved.append(
            actions.save_policy(
                policy=found,
                words=form.words(),
                parts=data["parts"],
                demands=data["demands"],
                actor=signed_in(request),
                now=timezone.now(),
            )
        )

    if request.method == "POST" and done(request, form, save, _("保存しました。公開の画面にも出ています。")):
        return redirect("issues:edit-policy", policy_pk=saved[0].pk)
    return _page(request, found, form, status=400 if form.errors else 200)


def _page(
    request: HttpRequest,
    found: Policy | None,
    form: PolicyForm,
    *,
    link_form: PolicyLinkForm | None = None,
    ended: tuple[int, UndoForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    ended_pk, end_form = ended or (None, None)
    context = {
        "policy": found,
        "form": form,
        "links": found.links.in_force().select_related("issue") if found is not None else (),
        "link_form": link_form or PolicyLinkForm(process=main_process()),
        "ended_pk": ended_pk,
        "end_form": end_form,
    }
    return render(request, "issues/desk_policy.html", context, status=status)
