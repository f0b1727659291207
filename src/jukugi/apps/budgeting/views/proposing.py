"""Propose a project: without an account, on the web or on a card to print; take it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.actions import handling, proposing
from jukugi.apps.budgeting.enums.proposals import ProposerKind
from jukugi.apps.budgeting.errors import proposals as errors
from jukugi.apps.budgeting.forms.proposals import ProposalForm, ReasonForm
from jukugi.apps.budgeting.models import Proposal
from jukugi.apps.budgeting.queries.reading import circles_of
from jukugi.apps.budgeting.views.asked import FIELDS, public_round, sent
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page


@never_cache
def propose(request: HttpRequest, round_pk: int) -> HttpResponse:
    """Propose a project; a receipt number comes back."""
    found = public_round(round_pk)
    if not found.takes_proposals_at(timezone.now()):
        return refusal_page(request, errors.ProposalsNotTaken(), back=found.get_absolute_url())
    participation = participation_of(request)
    own = circles_of(participation.current)
    form = ProposalForm(sent(request), budget_round=found, wards=Area.objects.wards(), circles=own)
    participation.offer()
    if form.is_bound and form.is_valid():
        now = timezone.now()
        try:
            with participation.acting(now=now) as author:
                made = proposing.propose(budget_round=found, draft=form.draft(), author=author, now=now)
            return redirect("receipt", made.receipt)
        except Refusal as error:
            tell(form, error, FIELDS)
    return render(request, "budgeting/propose.html", {"form": form, "round": found}, status=400 if form.errors else 200)


@require_safe
def card(request: HttpRequest, round_pk: int) -> HttpResponse:
    """The same on paper: one sheet to print and hand in."""
    found = public_round(round_pk)
    context = {
        "round": found,
        "proposers": ProposerKind.choices,
        "rows": range(5),
        "wards": Area.objects.wards() if found.scope == "joint" else [],
        "address": request.build_absolute_uri(reverse("budgeting:propose", args=[found.pk])),
    }
    return render(request, "budgeting/proposal_card.html", context)


@never_cache
def withdraw(request: HttpRequest, round_pk: int, proposal_pk: int) -> HttpResponse:
    """Take a proposal back that was sent from this device."""
    proposal = get_object_or_404(Proposal.objects.select_related("round"), pk=proposal_pk, round=round_pk)
    if not is_own(request, proposal):
        return refusal_page(request, errors.NotAnAuthor(), back=proposal.get_absolute_url())
    form = ReasonForm(sent(request))
    if form.is_bound and form.is_valid():
        now = timezone.now()
        try:
            with participation_of(request).acting(now=now) as author:
                handling.withdraw_proposal(proposal=proposal, reason=form.cleaned_data["reason"], actor=author, now=now)
            messages.success(request, _("提案を取り下げました。"))
            return redirect("receipt", proposal.receipt)
        except Refusal as error:
            tell(form, error)
    context = {"form": form, "proposal": proposal, "round": proposal.round}
    return render(request, "budgeting/withdraw.html", context, status=400 if form.errors else 200)


def is_own(request: HttpRequest, proposal: Proposal) -> bool:
    """Whether this device sent it. At most one query."""
    current = participation_of(request).current
    return current is not None and bool(proposal.author_key) and current.actor_key == proposal.author_key
