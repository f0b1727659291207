"""Pages that everybody reads: rounds with their rules, proposals and what became of each."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.enums.rounds import Scope
from jukugi.apps.budgeting.forms.proposals import WantedForm
from jukugi.apps.budgeting.models import CurrentBallot, Proposal
from jukugi.apps.budgeting.queries import courses, reading
from jukugi.apps.budgeting.queries.results import published_result
from jukugi.apps.budgeting.views.asked import public_round
from jukugi.apps.budgeting.views.proposing import is_own


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds: where money is decided on now, by ward."""
    wards = list(Area.objects.wards())
    chosen = next((ward for ward in wards if ward.code == request.GET.get("ward")), None)
    now = timezone.localtime()
    cards = reading.round_cards(ward=chosen, today=now.date(), now=now)
    context = {"cards": cards, "wards": wards, "chosen": chosen}
    return render(request, "budgeting/round_list.html", context)


@require_safe
def budget_round(request: HttpRequest, round_pk: int) -> HttpResponse:
    """One round: how much, when, by which rules; what one can do now; its projects."""
    found, now = public_round(round_pk), timezone.localtime()
    stage = reading.stage_of(found, now)
    until = reading.until_of(found, stage)
    context = {
        "round": found,
        "stage": stage,
        "stage_words": reading.STAGES[stage],
        "until": until,
        "days_left": None if until is None else (until - now.date()).days,
        "rules": reading.rules_in_words(found),
        "projects": list(found.projects.select_related("ward")) if found.is_frozen else [],
        "counts": [row for row in reading.counts_by_state(found) if row[2]],
        "n_ballots": CurrentBallot.objects.filter(round=found).count() if found.is_frozen else 0,
        "can_run": request.user.is_authenticated and permissions.can_run(request.user, found.area),
        "now": now,
        "result": published_result(found) if stage == "closed" else None,
    }
    return render(request, "budgeting/round.html", context)


@require_safe
def proposals(request: HttpRequest, round_pk: int) -> HttpResponse:
    """All public proposals of a round, by what became of them."""
    found = public_round(round_pk)
    wards = Area.objects.wards() if found.scope == Scope.JOINT else None
    form = WantedForm(request.GET, wards=wards)
    wanted = form.wanted()
    page = Paginator(reading.proposals_of(found, wanted), reading.PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context: dict[str, Any] = {
        "round": found,
        "form": form,
        "page": page,
        "counts": reading.counts_by_state(found),
        "query": query.urlencode(),
        "narrowed": bool(wanted.words or wanted.state or wanted.ward),
        "takes": found.takes_proposals_at(timezone.now()),
    }
    return render(request, "budgeting/proposal_list.html", context)


@require_safe
def proposal(request: HttpRequest, round_pk: int, proposal_pk: int) -> HttpResponse:
    """One proposal with its course. Before it is shown, only its sender and officers read it."""
    related = Proposal.objects.select_related("round__area", "ward", "merged_into", "organization", "circle")
    found = get_object_or_404(related.exclude(round__state="prepared"), pk=proposal_pk, round=round_pk)
    can_run = request.user.is_authenticated and permissions.can_run(request.user, found.round.area)
    own = is_own(request, found)
    if not (found.is_public or own or can_run):
        return render(request, "budgeting/proposal_waiting.html", {"proposal": found, "round": found.round}, status=404)
    context = {
        "proposal": found,
        "round": found.round,
        "is_own": own,
        "can_run": can_run,
        "takes": found.round.state == "announced",
        **courses.proposal_page(found),
    }
    return render(request, "budgeting/proposal.html", context)
