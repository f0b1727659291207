"""Co-creation for everybody: the list, one proposal, a new one, the same on paper, a reply."""

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
from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.actions import cocreating
from jukugi.apps.budgeting.enums.cocreation import DAYS_TO_ANSWER, UNSETTLED, CoState, OfferingKind
from jukugi.apps.budgeting.errors import cocreation as errors
from jukugi.apps.budgeting.forms.cocreation import ProposalForm, WordsForm
from jukugi.apps.budgeting.models import CoProposal
from jukugi.apps.budgeting.queries import cocreation
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page

PLACES: dict[type[Refusal], str] = {
    errors.ContactMissing: "name",
    errors.InterestsMissing: "interests",
}


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """What was proposed, and where each stands."""
    state = request.GET.get("state", "")
    page, lines = cocreation.public_page(state, day=timezone.localdate(), number=request.GET.get("page", "1"))
    counts = cocreation.public_counts()
    context = {
        "page": page,
        "lines": lines,
        "state": state if state in CoState else "",
        "counts": [(value, CoState(value).label, count) for value, count in counts.items()],
        "total": sum(counts.values()),
        "query": f"state={state}" if state in CoState else "",
        "days": DAYS_TO_ANSWER,
    }
    return render(request, "budgeting/cocreation/list.html", context)


@never_cache
@require_safe
def proposal(request: HttpRequest, proposal_pk: int) -> HttpResponse:
    """One proposal: what it brings and asks, what the city asked and answered, what came of it."""
    found = CoProposal.objects.public().select_related("area", "department")
    shown = get_object_or_404(found, pk=proposal_pk)
    is_own = _is_own(request, shown)
    context = {
        "proposal": shown,
        "story": cocreation.story(shown, for_everybody=True),
        "is_late": shown.is_late(timezone.localdate()),
        "may_reply": is_own and shown.state == CoState.ASKED,
        "may_withdraw": is_own and shown.state in UNSETTLED,
        "can_keep": request.user.is_authenticated and permissions.can_run(request.user, shown.area),
        "investments": shown.investments.public(),
    }
    return render(request, "budgeting/cocreation/proposal.html", context)


@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Propose something; a receipt number comes back."""
    form = ProposalForm(request.POST if request.method == "POST" else None, wards=Area.objects.wards())
    participation = participation_of(request)
    participation.offer()
    if form.is_bound and form.is_valid():
        now = timezone.now()
        try:
            with participation.acting(now=now) as author:
                made = cocreating.propose_together(draft=form.draft(), contact=form.contact(), author=author, now=now)
            return redirect("receipt", made.receipt)
        except Refusal as error:
            tell(form, error, PLACES)
    context = {"form": form, "days": DAYS_TO_ANSWER}
    return render(request, "budgeting/cocreation/new.html", context, status=400 if form.errors else 200)


@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """The same on paper: one sheet to print and hand in."""
    context = {
        "kinds": OfferingKind.choices,
        "wards": Area.objects.wards(),
        "address": request.build_absolute_uri(reverse("budgeting:propose-together")),
        "days": DAYS_TO_ANSWER,
    }
    return render(request, "budgeting/cocreation/card.html", context)


@never_cache
def reply(request: HttpRequest, proposal_pk: int) -> HttpResponse:
    """Answer what the city asked, from the device that sent the proposal."""
    return _own_words(request, proposal_pk, is_reply=True)


@never_cache
def withdraw(request: HttpRequest, proposal_pk: int) -> HttpResponse:
    """Take a proposal back, from the device that sent it."""
    return _own_words(request, proposal_pk, is_reply=False)


def _own_words(request: HttpRequest, proposal_pk: int, *, is_reply: bool) -> HttpResponse:
    shown = get_object_or_404(CoProposal.objects.public().select_related("area"), pk=proposal_pk)
    author = participation_of(request).current
    if author is None or not _is_own(request, shown):
        return refusal_page(request, errors.NotYours(), back=shown.get_absolute_url())
    label = _("答え") if is_reply else _("取り下げる理由")
    form = WordsForm(request.POST if request.method == "POST" else None, label=label, hint=_("だれでも読めます。"))
    form.fields["words"].required = is_reply
    if form.is_bound and form.is_valid():
        words, now = form.cleaned_data["words"], timezone.now()
        try:
            if is_reply:
                cocreating.reply(proposal=shown, words=words, author=author, now=now)
                messages.success(request, _("答えを届けました。市は、あらためて日数を数えて答えます。"))
            else:
                cocreating.withdraw_proposal(proposal=shown, reason=words, author=author, now=now)
                messages.success(request, _("提案を取り下げました。"))
            return redirect(shown)
        except Refusal as error:
            tell(form, error)
    context = {
        "form": form,
        "proposal": shown,
        "is_reply": is_reply,
        "asked": shown.steps.filter(act="asked").last() if is_reply else None,
    }
    return render(request, "budgeting/cocreation/own.html", context, status=400 if form.errors else 200)


def _is_own(request: HttpRequest, shown: CoProposal) -> bool:
    current = participation_of(request).current
    return current is not None and current.actor_key == shown.author_key
