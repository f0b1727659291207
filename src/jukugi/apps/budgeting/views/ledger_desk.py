"""The ledger at the desk: what waits, an investment, its forms, tables that are brought."""

from dataclasses import replace
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.actions import investing
from jukugi.apps.budgeting.actions.ledger_import import import_ledger
from jukugi.apps.budgeting.enums.ledger import LedgerAct, ResultOutcome, ResultYears
from jukugi.apps.budgeting.errors import ledger as errors
from jukugi.apps.budgeting.forms.ledger import (
    AmountSet,
    InvestmentForm,
    ReasonForm,
    ResultForm,
    TableForm,
    first_amounts,
    first_of,
)
from jukugi.apps.budgeting.models import Investment
from jukugi.apps.budgeting.queries import ledger
from jukugi.apps.budgeting.queries.ledger_words import changes_between, facts_lines
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.rendering import refusal_page

PARTS = ("waiting", "due", "draft", "all")
PLACES: dict[type[Refusal], str] = {
    errors.CodeTaken: "code",
    errors.AreaUnfit: "area",
    errors.DepartmentMissing: "department",
    errors.DecidedInTheFuture: "decided_on",
}
SHOWN_FAULTS = 200


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for a second person, what has to be told, and all that the person keeps."""
    areas = permissions.areas_run_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    day = timezone.localdate()
    waits, due = ledger.waiting_counts(areas, day=day)
    first = "waiting" if waits else "due" if due else "all"
    part = request.GET.get("part", first)
    part = part if part in PARTS else first
    words = request.GET.get("words", "").strip()[:80]
    number = request.GET.get("page", "1")
    context = {
        "part": part,
        "waits": sum(waits.values()),
        "dues": sum(due.values()),
        "words": words,
        "query": f"part={part}",
        "listing": ledger.desk_page(part, areas, day=day, number=number, words=words),
    }
    return render(request, "budgeting/ledger/desk.html", context)


@login_required
@require_safe
def desk_investment(request: HttpRequest, investment_pk: int) -> HttpResponse:
    """One investment with what waits, beside what everybody sees, and its whole history."""
    shown = _kept(request, investment_pk)
    if isinstance(shown, HttpResponse):
        return shown
    waiting = shown.waiting
    before = investing.current_facts(shown)
    is_fact = waiting is not None and "title" in waiting.facts
    context = {
        "investment": shown,
        "waiting": waiting,
        "lines": facts_lines(before),
        "changes": changes_between(before, waiting.facts) if waiting is not None and is_fact else (),
        "is_new": waiting is not None and is_fact and not shown.is_public,
        "is_own": waiting is not None and waiting.actor_key == cast(User, request.user).actor_key,
        "told": _result_words(waiting),
        "due": ledger.due_results(shown, day=timezone.localdate()),
        "today": timezone.localdate(),
        "history": ledger.history(shown, for_everybody=False),
    }
    return render(request, "budgeting/ledger/desk_investment.html", context)


@login_required
def new_investment(request: HttpRequest) -> HttpResponse:
    """Write an investment into the ledger."""
    return _form_page(request, None)


@login_required
def edit_investment(request: HttpRequest, investment_pk: int) -> HttpResponse:
    """Say something else of one."""
    shown = _kept(request, investment_pk)
    return shown if isinstance(shown, HttpResponse) else _form_page(request, shown)


@login_required
def tell_result(request: HttpRequest, investment_pk: int, years: int) -> HttpResponse:
    """Say what came of one after so many years."""
    shown = _kept(request, investment_pk)
    if isinstance(shown, HttpResponse):
        return shown
    if years not in ResultYears:
        raise Http404
    told = shown.results.filter(years=years).first()
    names = ResultForm.base_fields
    first = {name: getattr(told, name) for name in names} if told else {}
    form = ResultForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            investing.tell_result(
                investment=shown, draft=form.draft(ResultYears(years)), actor=_user(request), now=timezone.now()
            )
            messages.success(request, _("書きました。ほかの担当者が確かめると、公表されます。"))
            return redirect("budgeting:desk-investment", shown.pk)
        except Refusal as error:
            tell(form, error)
    context = {"form": form, "investment": shown, "years": ResultYears(years)}
    return render(request, "budgeting/ledger/desk_result.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def publish(request: HttpRequest, investment_pk: int) -> HttpResponse:
    """Show everybody what waits."""
    shown = get_object_or_404(Investment, pk=investment_pk)
    back = reverse("budgeting:desk-investment", args=[shown.pk])
    seen = whole(request.POST.get("seen"))
    try:
        investing.publish_waiting(investment=shown, seen=seen, actor=_user(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=back)
    messages.success(request, _("公表しました。だれでも読めます。"))
    return redirect(back)


@login_required
def give_back(request: HttpRequest, investment_pk: int) -> HttpResponse:
    """Give what waits back to who wrote it."""
    shown = _kept(request, investment_pk)
    if isinstance(shown, HttpResponse):
        return shown
    form = ReasonForm(request.POST if request.method == "POST" else None)
    seen = whole(request.POST.get("seen") or request.GET.get("seen"))
    if request.method == "POST" and form.is_valid():
        try:
            given = {"reason": form.cleaned_data["reason"], "actor": _user(request), "now": timezone.now()}
            investing.return_waiting(investment=shown, seen=seen, **given)
            messages.success(request, _("理由を付けて、差し戻しました。"))
            return redirect("budgeting:desk-investment", shown.pk)
        except Refusal as error:
            tell(form, error)
    context = {"form": form, "investment": shown, "seen": seen or shown.waiting_id, "is_return": True}
    return render(request, "budgeting/ledger/desk_reason.html", context, status=400 if form.errors else 200)


@login_required
def withdraw(request: HttpRequest, investment_pk: int) -> HttpResponse:
    """Ask that an investment is counted no more."""
    shown = _kept(request, investment_pk)
    if isinstance(shown, HttpResponse):
        return shown
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            given = {"reason": form.cleaned_data["reason"], "actor": _user(request), "now": timezone.now()}
            investing.ask_withdrawal(investment=shown, **given)
            messages.success(request, _("取り下げを申し出ました。ほかの担当者が確かめると、合計から外れます。"))
            return redirect("budgeting:desk-investment", shown.pk)
        except Refusal as error:
            tell(form, error)
    context = {"form": form, "investment": shown, "is_return": False}
    return render(request, "budgeting/ledger/desk_reason.html", context, status=400 if form.errors else 200)


@login_required
def import_table(request: HttpRequest) -> HttpResponse:
    """Take a table, or say all that is wrong with it."""
    if not permissions.areas_run_by(request.user):
        return refusal_page(request, NotAllowed())
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    outcome = None
    if form.is_bound and form.is_valid():
        content, takes_good = form.cleaned_data["file"].read(), form.cleaned_data["faulty"] == "good"
        try:
            now = timezone.now()
            outcome = import_ledger(content=content, takes_good=takes_good, actor=_user(request), now=now)
        except Refusal as error:
            return refusal_page(request, error)
    faults = outcome.faults if outcome is not None else []
    context = {"form": form, "outcome": outcome, "faults": faults[:SHOWN_FAULTS], "fault_count": len(faults)}
    is_refused = bool(form.errors) or (outcome is not None and not outcome.is_taken)
    return render(request, "budgeting/ledger/desk_import.html", context, status=400 if is_refused else 200)


def _form_page(request: HttpRequest, there: Investment | None) -> HttpResponse:
    areas = permissions.areas_run_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    sent = request.POST if request.method == "POST" else None
    form = InvestmentForm(
        sent,
        wards=_wards(areas),
        may_be_city=None in areas,
        there=there,
        initial=first_of(there) if there else None,
    )
    amounts: Any = AmountSet(sent, prefix="money", initial=first_amounts(there) if there else None)
    are_valid = sent is not None and form.is_valid()
    if sent is not None and amounts.is_valid() and are_valid:
        try:
            saved = _save(form, amounts, there, _user(request))
            messages.success(request, _("書きました。ほかの担当者が確かめると、公表されます。"))
            return redirect("budgeting:desk-investment", saved)
        except Refusal as error:
            tell(form, error, PLACES)
    is_faulty = sent is not None
    context = {"form": form, "amounts": amounts, "investment": there}
    return render(request, "budgeting/ledger/desk_form.html", context, status=400 if is_faulty else 200)


def _save(form: InvestmentForm, amounts: Any, there: Investment | None, actor: User) -> int:
    draft, now = form.draft(amounts.drafts()), timezone.now()
    if there is None:
        return investing.write_investment(draft=draft, actor=actor, now=now).pk
    reason = form.cleaned_data["reason"]
    draft = replace(draft, project=there.project)  # the form does not ask for it, so it must not take it away
    investing.change_investment(investment=there, draft=draft, reason=reason, actor=actor, now=now)
    return there.pk


def _kept(request: HttpRequest, investment_pk: int) -> Investment | HttpResponse:
    """An investment that the person keeps, or the page that says why not."""
    shown = ledger.investment_of(investment_pk)
    if shown is None:
        raise Http404
    try:
        permissions.check_can_run(request.user, shown.area)
    except NotAllowed as error:
        return refusal_page(request, error)
    return shown


def _result_words(waiting: Any) -> dict[str, Any] | None:
    if waiting is None or waiting.act != LedgerAct.RESULT:
        return None
    facts = waiting.facts
    return {
        **facts,
        "years_words": ResultYears(facts["years"]).label,
        "outcome_words": ResultOutcome(facts["outcome"]).label,
    }


def _wards(areas: set[int | None]) -> QuerySet[Area]:
    wards = Area.objects.wards()
    return wards if None in areas else wards.filter(pk__in=[pk for pk in areas if pk is not None])


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
