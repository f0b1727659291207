"""The desk for co-creation: what waits, one proposal, and each thing that an officer does with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.actions import cocreating
from jukugi.apps.budgeting.enums.cocreation import CoState
from jukugi.apps.budgeting.forms.cocreation import AnswerForm, PaperForm, TieForm, WordsForm
from jukugi.apps.budgeting.models import CoProposal
from jukugi.apps.budgeting.queries import cocreation
from jukugi.apps.budgeting.views.cocreation import PLACES
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page

PARTS = ("waiting", "asked", "trials", "all")


@dataclass(frozen=True)
class Step:
    """Something an officer does: its words, its form, where it can be done, and the action with what it is given."""

    title: Any
    done: Any
    form: Callable[[Any], forms.Form]
    states: tuple[CoState, ...]
    act: Callable[[CoProposal, dict[str, Any], forms.Form], object]


def _words(label: Any, hint: Any = "") -> Callable[[Any], forms.Form]:
    return lambda sent: WordsForm(sent, label=label, hint=hint)


SEEN = (CoState.SHOWN, CoState.ASKED)
ALL_READ = gettext_lazy("だれでも読めます。")
STEPS: dict[str, Step] = {
    "ask": Step(
        gettext_lazy("問い返す"),
        gettext_lazy("問いを載せました。"),
        _words(gettext_lazy("問い"), ALL_READ),
        (CoState.SHOWN,),
        lambda one, who, form: cocreating.ask_back(proposal=one, question=form.cleaned_data["words"], **who),
    ),
    "reply": Step(
        gettext_lazy("届いた答えを打ち込む"),
        gettext_lazy("答えを載せました。"),
        _words(gettext_lazy("提案者の答え"), gettext_lazy("電話や紙で届いた言葉のままに。だれでも読めます。")),
        (CoState.ASKED,),
        lambda one, who, form: cocreating.enter_reply(proposal=one, words=form.cleaned_data["words"], **who),
    ),
    "answer": Step(
        gettext_lazy("答える"),
        gettext_lazy("答えを公表しました。"),
        AnswerForm,
        (*SEEN, CoState.TRIED),
        lambda one, who, form: cocreating.answer_proposal(proposal=one, draft=cast(AnswerForm, form).draft(), **who),
    ),
    "came": Step(
        gettext_lazy("どうなったかを書く"),
        gettext_lazy("どうなったかを載せました。"),
        _words(gettext_lazy("どうなったか"), gettext_lazy("うまくいかなかったことも書きます。だれでも読めます。")),
        (CoState.AGREED, CoState.TRIED),
        lambda one, who, form: cocreating.tell_what_came(proposal=one, words=form.cleaned_data["words"], **who),
    ),
    "tie": Step(
        gettext_lazy("台帳の事業とつなぐ"),
        gettext_lazy("台帳の事業とつなぎました。"),
        TieForm,
        (CoState.AGREED, CoState.TRIED),
        lambda one, who, form: cocreating.tie_investment(proposal=one, code=form.cleaned_data["code"], **who),
    ),
    "keep-back": Step(
        gettext_lazy("載せない"),
        gettext_lazy("載せないことにしました。"),
        _words(gettext_lazy("載せない理由"), gettext_lazy("提案した人が、受付番号で読みます。")),
        (CoState.WAITING, *SEEN),
        lambda one, who, form: cocreating.keep_back(proposal=one, reason=form.cleaned_data["words"], **who),
    ),
}


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the city, for who proposed, and trials to look back on."""
    areas = permissions.areas_run_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    part = request.GET.get("part", "waiting")
    part = part if part in PARTS else "waiting"
    page, lines = cocreation.desk_page(part, areas, day=timezone.localdate(), number=request.GET.get("page", "1"))
    context = {"part": part, "page": page, "lines": lines, "query": f"part={part}"}
    return render(request, "budgeting/cocreation/desk.html", context)


@login_required
@require_safe
def desk_proposal(request: HttpRequest, proposal_pk: int) -> HttpResponse:
    """One proposal, and what can be done with it now."""
    shown = _kept(request, proposal_pk)
    if isinstance(shown, HttpResponse):
        return shown
    context = {
        "proposal": shown,
        "story": cocreation.story(shown, for_everybody=False),
        "is_late": shown.is_late(timezone.localdate()),
        "steps": [(name, step.title) for name, step in STEPS.items() if shown.state in step.states],
        "may_show": shown.state == CoState.WAITING,
    }
    return render(request, "budgeting/cocreation/desk_proposal.html", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Type in a proposal on paper."""
    areas = permissions.areas_run_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    wards = Area.objects.wards()
    wards = wards if None in areas else wards.filter(pk__in=[pk for pk in areas if pk is not None])
    sent = request.POST if request.method == "POST" else None
    form = PaperForm(sent, wards=wards, may_be_city=None in areas)
    if form.is_bound and form.is_valid():
        try:
            made = cocreating.enter_together(
                draft=form.draft(),
                contact=form.contact(),
                channel=Channel(form.cleaned_data["channel"]),
                received_at=form.received_at(),
                **_who(request),
            )
            messages.success(request, _("打ち込みました。受付番号を紙に書いて、控えを渡してください。"))
            return redirect("budgeting:desk-co-proposal", made.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    return render(request, "budgeting/cocreation/desk_new.html", {"form": form}, status=400 if form.errors else 200)


@login_required
@require_POST
def show(request: HttpRequest, proposal_pk: int) -> HttpResponse:
    """Put a proposal into the public list."""
    shown = get_object_or_404(CoProposal, pk=proposal_pk)
    back = reverse("budgeting:desk-co-proposal", args=[shown.pk])
    try:
        cocreating.show_proposal(proposal=shown, **_who(request))
    except Refusal as error:
        return refusal_page(request, error, back=back)
    messages.success(request, _("一覧に載せました。だれでも読めます。"))
    return redirect(back)


@login_required
def step(request: HttpRequest, proposal_pk: int, act: str) -> HttpResponse:
    """One thing that an officer does with a proposal."""
    if act not in STEPS:
        raise Http404
    shown = _kept(request, proposal_pk)
    if isinstance(shown, HttpResponse):
        return shown
    chosen = STEPS[act]
    form = chosen.form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            chosen.act(shown, _who(request), form)
            messages.success(request, str(chosen.done))
            return redirect("budgeting:desk-co-proposal", shown.pk)
        except Refusal as error:
            tell(form, error)
    context = {"form": form, "proposal": shown, "title": chosen.title}
    return render(request, "budgeting/cocreation/desk_step.html", context, status=400 if form.errors else 200)


@never_cache
@login_required
@require_POST
def contact(request: HttpRequest, proposal_pk: int) -> HttpResponse:
    """How to reach who made a proposal; that it was read stays on record."""
    shown = get_object_or_404(CoProposal.objects.select_related("area"), pk=proposal_pk)
    try:
        found = cocreating.open_contact(proposal=shown, **_who(request))
    except Refusal as error:
        return refusal_page(request, error, back=reverse("budgeting:desk-co-proposal", args=[shown.pk]))
    return render(request, "budgeting/cocreation/desk_contact.html", {"proposal": shown, "contact": found})


def _kept(request: HttpRequest, proposal_pk: int) -> CoProposal | HttpResponse:
    shown = get_object_or_404(CoProposal.objects.select_related("area", "department"), pk=proposal_pk)
    if not permissions.can_run(request.user, shown.area):
        return refusal_page(request, NotAllowed())
    return shown


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": cast(User, request.user), "now": timezone.now()}
