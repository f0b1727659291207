"""Lotteries at the desk: the list, one with its six steps, and its targets."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.sortition import permissions
from jukugi.apps.sortition.actions.drawing import ask_for_draw
from jukugi.apps.sortition.actions.seating import settle_panel
from jukugi.apps.sortition.actions.targeting import close_registration, proposed_targets, set_targets
from jukugi.apps.sortition.enums import DrawMethod, LotteryState
from jukugi.apps.sortition.forms.drawing import MethodForm, TargetsForm
from jukugi.apps.sortition.queries import desk as queries
from jukugi.apps.sortition.queries.targets import TargetPart, feasibility, target_parts
from jukugi.apps.sortition.views.asked import Visit, sent, visit
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import page_or_part, refusal_page

SHOWN = 50
EDITABLE = (LotteryState.OPENED, LotteryState.CLOSED, LotteryState.DRAWN)


@login_required
def lotteries(request: HttpRequest) -> HttpResponse:
    """Every lottery that the person runs."""
    areas = permissions.areas_run_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    return render(request, "sortition/desk_list.html", {"lotteries": queries.my_lotteries(areas)[:SHOWN]})


@login_required
def lottery(request: HttpRequest, lottery_pk: int) -> HttpResponse:
    """How far a lottery is, and what is next."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    return _page(request, here)


def _page(request: HttpRequest, here: Visit, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "lottery": here.lottery,
        "page": queries.lottery_page(here.lottery),
        "steps": here.lottery.steps.select_related("department"),
        "is_over": timezone.now() >= here.lottery.closes_at,
        "method_form": MethodForm(),
        "refusal": words_for(refusal) if refusal else None,
    }
    return render(request, "sortition/desk_lottery.html", context, status=refusal.status if refusal else 200)


@login_required
@require_POST
def close(request: HttpRequest, lottery_pk: int) -> HttpResponse:
    """Nobody registers any more."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    try:
        close_registration(lottery=here.lottery, actor=here.person, now=timezone.now())
    except Refusal as error:
        return _page(request, here, error)
    messages.success(request, _("応募を締め切りました。次は、枠を決めます。"))
    return redirect("sortition:targets", lottery_pk=lottery_pk)


@login_required
@require_POST
def ask(request: HttpRequest, lottery_pk: int) -> HttpResponse:
    """Have the table of panels computed."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    form = MethodForm(request.POST)
    method = DrawMethod(form.cleaned_data["method"]) if form.is_valid() else DrawMethod.LEXIMIN
    try:
        draw = ask_for_draw(lottery=here.lottery, method=method, actor=here.person, now=timezone.now())
    except Refusal as error:
        return _page(request, here, error)
    messages.success(request, _("くじの表の計算を始めました。終わると、このページに結果が出ます。"))
    return redirect("sortition:desk-draw", lottery_pk=lottery_pk, number=draw.number)


@login_required
@require_POST
def settle(request: HttpRequest, lottery_pk: int) -> HttpResponse:
    """The panel stands."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    try:
        settle_panel(lottery=here.lottery, actor=here.person, now=timezone.now())
    except Refusal as error:
        return _page(request, here, error)
    messages.success(request, _("委員が決まったことを、みんなの見るページに出しました。"))
    return redirect("sortition:desk-lottery", lottery_pk=lottery_pk)


@login_required
def targets(request: HttpRequest, lottery_pk: int) -> HttpResponse:
    """The quota editor: check, relax, propose, save."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    parts = target_parts(here.lottery)
    form = TargetsForm(sent(request), parts=parts, seats=here.lottery.seats)
    act = request.POST.get("act", "")
    if request.method == "POST" and act == "propose":
        form, act = TargetsForm(_proposed(here, parts), parts=parts, seats=here.lottery.seats), "check"
    found = None
    if form.is_bound and form.is_valid():
        found = feasibility(here.lottery, form.bounds)
        if act == "relax" and found.relaxed:
            typed = request.POST.copy()
            for pk, (low, high) in found.relaxed.items():
                typed[f"low_{pk}"], typed[f"high_{pk}"] = str(low), str(high)
            form = TargetsForm(typed, parts=parts, seats=here.lottery.seats)
            form.is_valid()
            found = feasibility(here.lottery, form.bounds)
        elif act == "save":
            try:
                set_targets(lottery=here.lottery, targets=form.targets, actor=here.person, now=timezone.now())
                messages.success(request, _("枠を保存しました。"))
                return redirect("sortition:targets", lottery_pk=lottery_pk)
            except Refusal as error:
                tell(form, error)
    elif not form.is_bound:
        found = feasibility(here.lottery)
    context = {
        "lottery": here.lottery,
        "form": form,
        "found": found,
        "volunteers": parts[0].rows[0].of if parts and parts[0].rows else 0,
        "is_editable": here.lottery.state in EDITABLE,
    }
    status = 400 if form.errors else 200
    return page_or_part(request, "sortition/desk_targets.html", "verdict", context, status=status)


def _proposed(here: Visit, parts: list[TargetPart]) -> dict[str, str]:
    """Targets by the shares of the population, as if they had been typed."""
    typed = {}
    for part in parts:
        shares = [row.value.share for row in part.rows]
        for row, target in zip(part.rows, proposed_targets(shares, here.lottery.seats), strict=True):
            typed[f"low_{row.value.pk}"] = str(target.low)
            typed[f"high_{row.value.pk}"] = str(target.high)
    return typed
