"""Proposals at the desk: looked at, shown, answered by a department, corrected, merged; cards typed in."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.actions import handling, proposing
from jukugi.apps.budgeting.enums.proposals import Verdict
from jukugi.apps.budgeting.forms.proposals import AssessForm, CameForm, ProposalForm, ReasonForm
from jukugi.apps.budgeting.models import Proposal, Round
from jukugi.apps.budgeting.queries import courses
from jukugi.apps.budgeting.queries import desk as queries
from jukugi.apps.budgeting.views.asked import FIELDS, run_round, sent, signed_in
from jukugi.apps.organizations.queries import department_of
from jukugi.kit import receipts
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.stash import keeps_words

MERGED_AT_MOST = 20
PER_PAGE = 30
DONE = {
    "show": gettext_lazy("公開しました。次に、実現できるかを答えます。"),
    "hide": gettext_lazy("公開しないことにしました。送った人は、受付番号で理由を読めます。"),
    "withdraw": gettext_lazy("取り下げました。"),
}


@login_required
def proposals(request: HttpRequest, round_pk: int) -> HttpResponse:
    """All proposals of a round, by what waits; several can be chosen to be merged."""
    found = run_round(request, round_pk)
    if isinstance(found, HttpResponse):
        return found
    part = request.GET.get("part", "")
    counts = queries.tab_counts(found)
    if part not in queries.TABS:
        part = next((name for name in ("waiting", "unanswered") if counts[name]), "answered")
    rows = found.proposals.filter(queries.TABS[part]).select_related("ward").order_by("received_at", "pk")
    context = {
        "round": found,
        "part": part,
        "tabs": [
            ("waiting", _("確かめる"), counts["waiting"]),
            ("unanswered", _("答える"), counts["unanswered"]),
            ("answered", _("答えた"), counts["answered"]),
            ("ended", _("終わった"), counts["ended"]),
        ],
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "query": f"part={part}",
        "merges": part in ("unanswered", "answered") and found.state == "announced",
    }
    return render(request, "budgeting/desk_proposals.html", context)


@login_required
@keeps_words
def enter(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Type in a card."""
    found = run_round(request, round_pk)
    if isinstance(found, HttpResponse):
        return found
    came = CameForm(sent(request), initial={"received_on": timezone.localdate()})

    def take(form: ProposalForm) -> Proposal:
        made = proposing.enter_proposal(
            budget_round=found,
            draft=form.draft(),
            channel=Channel(came.cleaned_data["channel"]),
            received_on=came.cleaned_data["received_on"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        number = receipts.shown(made.receipt)
        messages.success(
            request, _("受付番号は %(number)s です。紙に書いて、控えを渡してください。") % {"number": number}
        )
        return made

    return _writing(request, found, None, take, {"came": came, "title": _("紙の提案を入力する")})


@login_required
@keeps_words
def edit(request: HttpRequest, round_pk: int, proposal_pk: int) -> HttpResponse:
    """Correct a proposal as was agreed with who sent it."""
    here = _visit(request, round_pk, proposal_pk)
    if isinstance(here, HttpResponse):
        return here
    reason = ReasonForm(sent(request))

    def correct(form: ProposalForm) -> Proposal:
        made = handling.correct_proposal(
            proposal=here,
            draft=form.draft(here.organization),
            reason=reason.cleaned_data["reason"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        messages.success(
            request, _("直しました。前の内容は記録に残っています。実現できるかを、もう一度答えてください。")
        )
        return made

    return _writing(request, here.round, here, correct, {"reason": reason, "title": _("提案の内容を直す")})


@login_required
@keeps_words
def merge(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Make one proposal of several (``?of=1&of=2``)."""
    found = run_round(request, round_pk)
    if isinstance(found, HttpResponse):
        return found
    keys = [whole(key) for key in request.GET.getlist("of")[:MERGED_AT_MOST]]
    sources = list(found.proposals.filter(pk__in=keys).select_related("ward").prefetch_related("parts").order_by("pk"))
    if len(sources) < 2:
        messages.warning(request, _("まとめる提案を、二つ以上選んでください。"))
        return redirect("budgeting:desk-proposals", found.pk)
    reason = ReasonForm(sent(request))

    def act(form: ProposalForm) -> Proposal:
        made = handling.merge_proposals(
            sources=sources,
            draft=form.draft(),
            reason=reason.cleaned_data["reason"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        messages.success(request, _("一つにまとめました。元の提案は残り、ここへつながっています。"))
        return made

    more = {"reason": reason, "sources": sources, "title": _("提案を一つにまとめる")}
    return _writing(request, found, sources[0], act, more)


def _writing(
    request: HttpRequest,
    found: Round,
    of: Proposal | None,
    act: Callable[[ProposalForm], Proposal],
    more: dict[str, Any],
) -> HttpResponse:
    form = ProposalForm(sent(request), budget_round=found, wards=Area.objects.wards(), of=of)
    others = [more[name] for name in ("came", "reason") if name in more]
    if form.is_bound and all([form.is_valid(), *(other.is_valid() for other in others)]):
        try:
            made = act(form)
            return redirect("budgeting:desk-proposal", found.pk, made.pk)
        except Refusal as error:
            where = next((other for other in others if FIELDS.get(type(error)) in other.fields), form)
            tell(where, error, FIELDS)
    context = {"form": form, "round": found, "proposal": of, **more}
    return render(request, "budgeting/desk_write.html", context, status=400 if form.is_bound else 200)


@login_required
def proposal(request: HttpRequest, round_pk: int, proposal_pk: int) -> HttpResponse:
    """One proposal to work on: show or hide it, answer whether it can be done."""
    here = _visit(request, round_pk, proposal_pk)
    if isinstance(here, HttpResponse):
        return here
    department = department_of(signed_in(request), day=timezone.localdate())
    form = AssessForm(sent(request), proposal=here, department=department)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            handling.assess_proposal(
                proposal=here,
                verdict=Verdict(given["verdict"]),
                reason=given["reason"],
                change=given["change"],
                cost_yen=given["cost_yen"],
                cost_reason=given["cost_reason"],
                department=given["department"],
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("答えを公開しました。提案した人は、受付番号でも読めます。"))
            return redirect("budgeting:desk-proposals", here.round_id)
        except Refusal as error:
            tell(form, error, FIELDS)
    return _page(request, here, form=form, status=400 if form.errors else 200)


@login_required
@require_POST
def step(request: HttpRequest, round_pk: int, proposal_pk: int, step: str) -> HttpResponse:
    """Show, hide or take back a proposal."""
    acts: dict[str, Callable[..., Proposal]] = {
        "show": handling.show_proposal,
        "hide": handling.hide_proposal,
        "withdraw": handling.withdraw_proposal,
    }
    if step not in acts:
        raise Http404
    here = _visit(request, round_pk, proposal_pk)
    if isinstance(here, HttpResponse):
        return here
    said = {} if step == "show" else {"reason": request.POST.get("reason", "")}
    try:
        acts[step](proposal=here, **said, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        reason = ReasonForm(request.POST)
        reason.is_valid()
        if not reason.errors:
            tell(reason, error)
        return _page(request, here, reason=reason, status=error.status)
    messages.success(request, str(DONE[step]))
    return redirect("budgeting:desk-proposal", round_pk, proposal_pk)


def _visit(request: HttpRequest, round_pk: int, proposal_pk: int) -> Proposal | HttpResponse:
    found = run_round(request, round_pk)
    if isinstance(found, HttpResponse):
        return found
    related = Proposal.objects.select_related("round__area", "ward", "organization", "merged_into", "circle")
    return get_object_or_404(related, pk=proposal_pk, round=found)


def _page(
    request: HttpRequest,
    here: Proposal,
    *,
    form: AssessForm | None = None,
    reason: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    if form is None:
        form = AssessForm(None, proposal=here, department=department_of(signed_in(request), day=timezone.localdate()))
    context = {
        "proposal": here,
        "round": here.round,
        "number": receipts.shown(here.receipt),
        "form": form,
        "reason": reason or ReasonForm(),
        "is_open": here.round.state == "announced",
        "hidden_why": here.steps.filter(act="hidden").order_by("-pk").first() if here.state == "hidden" else None,
        **courses.proposal_page(here),
    }
    return render(request, "budgeting/desk_proposal.html", context, status=status)
