"""What pages of the room ask of a request."""

from typing import cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404

from jukugi.apps.accounts.models import User
from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.errors import ballots, proposals, rounds
from jukugi.apps.budgeting.models import Round
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.rendering import refusal_page

FIELDS: dict[type[Refusal], str] = {
    proposals.NoParts: "what_1",
    proposals.PartUnfit: "what_1",
    proposals.OverBudget: "yen_1",
    proposals.WardUnfit: "ward",
    proposals.ChangeMissing: "change",
    proposals.CostReasonMissing: "cost_reason",
    proposals.WrongChannel: "channel",
    proposals.ReceivedInTheFuture: "received_on",
    rounds.ScopeUnfit: "area",
    rounds.NoMoney: "budget_yen",
    rounds.DaysBackwards: "vote_from",
    rounds.VotePast: "vote_until",
    rounds.ApprovalsUnfit: "approvals_most",
    rounds.CompanionUnfit: "companion",
    rounds.NotExtended: "until",
    ballots.ReceivedTooLate: "received_on",
    ballots.ReceivedInTheFuture: "received_on",
    ballots.NotSpoiledThus: "spoiled",
    ballots.CodeUnknown: "code",
}


def sent(request: HttpRequest) -> QueryDict | None:
    """What came with a form; an empty form was sent too."""
    return request.POST if request.method == "POST" else None


def public_round(round_pk: int) -> Round:
    """A round with a page of its own. One query."""
    return get_object_or_404(Round.objects.public().select_related("area", "companion__area"), pk=round_pk)


def signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)


def run_round(request: HttpRequest, round_pk: int) -> Round | HttpResponse:
    """A round for somebody who runs it, else the page that says no. At most two queries."""
    found = get_object_or_404(Round.objects.select_related("area", "companion", "process"), pk=round_pk)
    if not permissions.can_run(request.user, found.area):
        return refusal_page(request, NotAllowed())
    return found
