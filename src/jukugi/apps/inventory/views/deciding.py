from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.inventory import actions, errors
from jukugi.apps.inventory.forms import DecideForm, DepartmentProposalForm, KindForm
from jukugi.apps.inventory.models import DecisionKind
from jukugi.apps.inventory.queries.desk import proposals_on
from jukugi.apps.inventory.queries.reports import gap_of
from jukugi.apps.inventory.views.asked import request_or_404, signed_in, standing, tell
from jukugi.apps.organizations.models import Organization
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.rendering import refusal_page


@login_required
def decide(request: HttpRequest, request_pk: int) -> HttpResponse:
    """Decide what becomes of a request, beside what it costs and what was proposed."""
    shown = request_or_404(request_pk)
    if not standing(request).is_policy:
        return refusal_page(request, NotAllowed())
    form = DecideForm(request.POST or None, initial={"owner": shown.department_id})
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide(admin_request=shown, actor=signed_in(request), now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("決めたことを記録しました。公開の一覧に、理由と一緒に出ています。"))
            return redirect("inventory:desk-request", shown.pk)
        except Refusal as error:
            tell(form, error, {errors.ReasonMissing: "reason", errors.KindNotInUse: "kind"})
    context = {
        "shown": shown,
        "form": form,
        "kinds": list(DecisionKind.objects.in_use()),
        "proposals": proposals_on(shown),
        "gap": gap_of(shown),
    }
    return render(request, "inventory/desk_decide.html", context, status=400 if form.is_bound else 200)


@login_required
def propose(request: HttpRequest, request_pk: int) -> HttpResponse:
    """A department proposes a change."""
    shown, person = request_or_404(request_pk), standing(request)
    if not person.can_file:
        return refusal_page(request, NotAllowed())
    departments = Organization.objects.departments().standing(timezone.localdate())
    if not person.is_policy:
        departments = departments.filter(pk__in=person.departments)
    form = DepartmentProposalForm(request.POST or None, departments=departments)
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose(
                admin_request=shown,
                organization=form.cleaned_data["department"],
                wish=form.cleaned_data["wish"],
                text=form.cleaned_data["text"],
                channel=Channel.WEB,
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("案を記録しました。"))
            return redirect("inventory:desk-request", shown.pk)
        except Refusal as error:
            tell(form, error, {errors.ReasonMissing: "text"})
    return render(
        request, "inventory/desk_propose.html", {"shown": shown, "form": form}, status=400 if form.is_bound else 200
    )


@login_required
def kinds(request: HttpRequest) -> HttpResponse:
    """The city's words for decisions; a new one is added here."""
    return _kind_page(request, None)


@login_required
def kind(request: HttpRequest, kind_pk: int) -> HttpResponse:
    """Change one of the words."""
    return _kind_page(request, get_object_or_404(DecisionKind, pk=kind_pk))


def _kind_page(request: HttpRequest, of: DecisionKind | None) -> HttpResponse:
    if not standing(request).is_policy:
        return refusal_page(request, NotAllowed())
    form = KindForm(request.POST or None, of=of)
    if request.method == "POST" and form.is_valid():
        try:
            words: dict[str, Any] = form.cleaned_data
            actions.set_kind(kind=of, words=actions.KindWords(**words), actor=signed_in(request), now=timezone.now())
            messages.success(request, _("保存しました。前に決めたことの見込みは変わりません。"))
            return redirect("inventory:kinds")
        except Refusal as error:
            tell(form, error, {errors.LeftReversed: "left"})
    context = {"form": form, "of": of, "kinds": list(DecisionKind.objects.all())}
    return render(request, "inventory/desk_kinds.html", context, status=400 if form.is_bound else 200)
