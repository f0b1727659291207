"""The desk of counting: the seed is entered, the count looked at, published by a second person; other decisions."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.budgeting.actions import counting, overriding
from jukugi.apps.budgeting.enums.results import OverrideState, ResultState
from jukugi.apps.budgeting.enums.rounds import RoundState
from jukugi.apps.budgeting.errors import results as errors
from jukugi.apps.budgeting.forms.results import OverrideForm, ReasonForm, SeedForm
from jukugi.apps.budgeting.models import BudgetResult, Round
from jukugi.apps.budgeting.queries import results as queries
from jukugi.apps.budgeting.views.asked import run_round, sent, signed_in
from jukugi.kit.errors import Refusal, Words, words_for
from jukugi.kit.pages.asked import tell

FIELDS: dict[type[Refusal], str] = {errors.OverrideUnfit: "kind", errors.OverrideStands: "project"}


@login_required
def count(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Where counting stands; until a seed is there, the form for it."""
    found = run_round(request, round_pk)
    if isinstance(found, HttpResponse):
        return found
    result = found.results.standing().first()
    if result is not None or found.state != RoundState.CLOSED:
        return _page(request, found, result)
    form = SeedForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            counting.want_result(budget_round=found, actor=signed_in(request), now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("種を入れました。数えています。終わると、ここに結果が出ます。"))
            return redirect("budgeting:count", found.pk)
        except Refusal as error:
            tell(form, error)
    return _page(request, found, None, form=form, status=400 if form.errors else 200)


@login_required
@require_POST
def publish(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Publish what was counted."""
    found = run_round(request, round_pk)
    if isinstance(found, HttpResponse):
        return found
    result = _standing(found)
    try:
        counting.publish_result(result=result, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return _page(request, found, result, refusal=words_for(error), status=error.status)
    messages.success(request, _("結果を公表しました。だれでも読み、数え直せます。"))
    return redirect("budgeting:count", found.pk)


@login_required
def recount(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Give up a count that nobody has seen, to enter the seed anew."""

    def act(result: BudgetResult, form: forms.Form) -> str:
        reason = form.cleaned_data["reason"]
        counting.replace_result(result=result, reason=reason, actor=signed_in(request), now=timezone.now())
        return _("前の集計を取りやめました。種を入れ直してください。")

    lead = _("公表する前に、種を入れまちがえたときだけ使います。前の集計と理由は、記録に残ります。")
    return _asked(request, round_pk, lambda found: ReasonForm(sent(request)), act, _("数え直す"), lead)


@login_required
def override(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Propose to do otherwise than was counted."""

    def act(result: BudgetResult, form: forms.Form) -> str:
        assert isinstance(form, OverrideForm)
        overriding.propose_override(result=result, draft=form.draft(), actor=signed_in(request), now=timezone.now())
        return _("起案しました。ほかの担当者が決めると、結果のページに並びます。")

    lead = _("数えた結果は変わりません。違うことをする理由を、結果の横に並べて公開します。決めた人の記録も残ります。")
    return _asked(
        request,
        round_pk,
        lambda found: OverrideForm(sent(request), budget_round=found),
        act,
        _("結果と違う決定を起案する"),
        lead,
    )


@login_required
@require_POST
def decide(request: HttpRequest, round_pk: int, override_pk: int, step: str) -> HttpResponse:
    """Decide on what somebody else proposed, or take a proposal back."""
    act = {"confirm": overriding.confirm_override, "drop": overriding.drop_override}.get(step)
    found = run_round(request, round_pk)
    if isinstance(found, HttpResponse):
        return found
    if act is None:
        raise Http404
    result = _standing(found)
    proposed = get_object_or_404(result.overrides, pk=override_pk)
    proposed.result = result
    try:
        act(override=proposed, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return _page(request, found, result, refusal=words_for(error), status=error.status)
    is_confirmed = step == "confirm"
    messages.success(request, _("決めました。結果のページに並びます。") if is_confirmed else _("取り下げました。"))
    return redirect("budgeting:count", found.pk)


def _standing(found: Round) -> BudgetResult:
    result = get_object_or_404(found.results.standing())
    result.round = found
    return result


def _asked(
    request: HttpRequest,
    round_pk: int,
    form_of: Callable[[Round], forms.Form],
    act: Callable[[BudgetResult, forms.Form], str],
    title: str,
    lead: str,
) -> HttpResponse:
    found = run_round(request, round_pk)
    if isinstance(found, HttpResponse):
        return found
    result, form = _standing(found), form_of(found)
    if form.is_bound and form.is_valid():
        try:
            messages.success(request, act(result, form))
            return redirect("budgeting:count", found.pk)
        except Refusal as error:
            tell(form, error, FIELDS)
    context = {"form": form, "round": found, "title": title, "lead": lead}
    return render(request, "budgeting/results/desk_ask.html", context, status=400 if form.errors else 200)


def _page(
    request: HttpRequest,
    found: Round,
    result: BudgetResult | None,
    *,
    form: SeedForm | None = None,
    refusal: Words | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"round": found, "result": result, "form": form, "refusal": refusal}
    if result is not None:
        context |= {
            "page": queries.result_page(result) if result.content else None,
            "steps": result.steps.all(),
            "is_own": result.actor_key == signed_in(request).actor_key,
            "is_published": result.state == ResultState.PUBLISHED,
            "proposed": [
                (one, one.actor_key == signed_in(request).actor_key)
                for one in result.overrides.filter(state=OverrideState.PROPOSED).select_related("project")
            ],
        }
    return render(request, "budgeting/results/desk_count.html", context, status=status)
