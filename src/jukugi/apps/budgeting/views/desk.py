"""The desk of those who run rounds: prepare, announce, open, close."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.actions import rounds as actions
from jukugi.apps.budgeting.forms.rounds import ExtendForm, RoundForm, WithdrawForm
from jukugi.apps.budgeting.models import Round
from jukugi.apps.budgeting.queries import desk as queries
from jukugi.apps.budgeting.queries import reading
from jukugi.apps.budgeting.views.asked import FIELDS, run_round, sent, signed_in
from jukugi.kit.errors import NotAllowed, Refusal, Words, words_for
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.pages.stash import keeps_words

DONE = {
    "announce": gettext_lazy("公表しました。提案の期間になると、だれでも提案できます。"),
    "open": gettext_lazy("投票を始めました。決まりと事業は、もう変わりません。"),
    "close": gettext_lazy("投票を締め切りました。数えることができます。"),
}


@login_required
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds of the wards one works for, with what waits in each."""
    areas = permissions.areas_run_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    return render(request, "budgeting/desk_list.html", {"rows": queries.desk_rounds(areas)})


@login_required
@keeps_words
def new(request: HttpRequest) -> HttpResponse:
    """Prepare a round."""
    if not permissions.areas_run_by(request.user):
        return refusal_page(request, NotAllowed())

    def prepare(form: RoundForm, now: datetime) -> Round:
        return actions.prepare_round(draft=form.draft(), actor=signed_in(request), now=now)

    return _writing(request, None, prepare)


@login_required
@keeps_words
def edit(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Change what is being prepared."""
    found = run_round(request, round_pk)
    if isinstance(found, HttpResponse):
        return found

    def change(form: RoundForm, now: datetime) -> Round:
        return actions.change_round(budget_round=found, draft=form.draft(), actor=signed_in(request), now=now)

    return _writing(request, found, change)


def _writing(request: HttpRequest, of: Round | None, act: Callable[[RoundForm, datetime], Round]) -> HttpResponse:
    areas = permissions.areas_run_by(request.user)
    wards = Area.objects.wards()
    own = wards if None in areas else wards.filter(pk__in=[key for key in areas if key is not None])
    form = RoundForm(sent(request), wards=own, of=of)
    if form.is_bound and form.is_valid():
        try:
            made = act(form, timezone.now())
            messages.success(request, _("保存しました。まだ職員だけに見えています。"))
            return redirect("budgeting:desk-round", made.pk)
        except Refusal as error:
            tell(form, error, FIELDS)
    return render(request, "budgeting/desk_edit.html", {"form": form, "round": of}, status=400 if form.errors else 200)


@login_required
def budget_round(request: HttpRequest, round_pk: int) -> HttpResponse:
    """One round to run: what is next, what came, what was done."""
    found = run_round(request, round_pk)
    return found if isinstance(found, HttpResponse) else _page(request, found)


@login_required
@require_POST
def step(request: HttpRequest, round_pk: int, step: str) -> HttpResponse:
    """Announce, open or close."""
    act: dict[str, Callable[..., Round]] = {
        "announce": actions.announce_round,
        "open": actions.open_voting,
        "close": actions.close_voting,
    }
    if step not in act:
        raise Http404
    found = run_round(request, round_pk)
    if isinstance(found, HttpResponse):
        return found
    try:
        act[step](budget_round=found, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return _page(request, found, words_for(error), error.status)
    messages.success(request, str(DONE[step]))
    return redirect("budgeting:desk-round", found.pk)


@login_required
def extend(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Give people more days to vote."""

    def act(found: Round, form: forms.Form) -> str:
        given = form.cleaned_data
        actions.extend_voting(
            budget_round=found,
            until=given["until"],
            reason=given["reason"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        return _("投票の期間を延ばしました。")

    return _asked(request, round_pk, ExtendForm(sent(request)), act, _("投票の期間を延ばす"), "")


@login_required
def withdraw(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Give a round up."""

    def act(found: Round, form: forms.Form) -> str:
        actions.withdraw_round(
            budget_round=found, reason=form.cleaned_data["reason"], actor=signed_in(request), now=timezone.now()
        )
        return _("取りやめました。理由は公開のページに出ます。")

    lead = _("取りやめると、元に戻せません。届いた提案と投票の記録は残りますが、数えません。")
    return _asked(request, round_pk, WithdrawForm(sent(request)), act, _("予算の投票を取りやめる"), lead)


def _asked(
    request: HttpRequest,
    round_pk: int,
    form: forms.Form,
    act: Callable[[Round, forms.Form], str],
    title: str,
    lead: str,
) -> HttpResponse:
    found = run_round(request, round_pk)
    if isinstance(found, HttpResponse):
        return found
    if form.is_bound and form.is_valid():
        try:
            messages.success(request, act(found, form))
            return redirect("budgeting:desk-round", found.pk)
        except Refusal as error:
            tell(form, error, FIELDS)
    context = {"form": form, "round": found, "title": title, "lead": lead}
    return render(request, "budgeting/desk_ask.html", context, status=400 if form.errors else 200)


def _page(request: HttpRequest, found: Round, refusal: Words | None = None, status: int = 200) -> HttpResponse:
    now = timezone.localtime()
    tabs = queries.tab_counts(found)
    context: dict[str, Any] = {
        "round": found,
        "stage": reading.stage_of(found, now),
        "rules": reading.rules_in_words(found),
        "tabs": tabs,
        "n_open": tabs["waiting"] + tabs["unanswered"],
        "papers": queries.paper_counts(found) if found.is_frozen else None,
        "came": queries.came(found),
        "steps": list(found.steps.all()),
        "refusal": refusal,
        "is_over": now >= found.vote_closes_at,
        "may_open": now.date() > found.proposals_until,
    }
    return render(request, "budgeting/desk_round.html", context, status=status)
