"""A draw at the desk: what was computed, its publication, and the number that came out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.sortition import errors
from jukugi.apps.sortition.actions.correcting import can_correct, correct_number
from jukugi.apps.sortition.actions.drawing import commit_draw, record_number, row_of, void_draw
from jukugi.apps.sortition.enums import DrawState
from jukugi.apps.sortition.forms.drawing import AnnouncementForm, CorrectionForm, NumberForm, ReasonForm
from jukugi.apps.sortition.models import Draw
from jukugi.apps.sortition.queries.composition import composition_of_draw, panel_keys
from jukugi.apps.sortition.queries.targets import feasibility
from jukugi.apps.sortition.views.asked import Visit, sent, visit
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.asked import tell

PLACES: dict[type[Refusal], str] = {
    errors.DrawInThePast: "draws_at",
    errors.NoSuchRow: "digits",
    errors.NotDrawnYet: "digits",
    errors.SameNumber: "digits",
}


def _draw(here: Visit, number: int) -> Draw:
    draw = get_object_or_404(here.lottery.draws, number=number)
    draw.lottery = here.lottery
    return draw


def _page(request: HttpRequest, template: str, here: Visit, draw: Draw, form: Any = None, **more: Any) -> HttpResponse:
    context = {"lottery": here.lottery, "draw": draw, "form": form, **more}
    return render(request, template, context, status=400 if form is not None and form.errors else 200)


@login_required
def draw(request: HttpRequest, lottery_pk: int, number: int) -> HttpResponse:
    """What was computed, and what is next."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    found = _draw(here, number)
    more: dict[str, Any] = {"files": found.files.defer("content")}
    if found.state == DrawState.INFEASIBLE:
        more["found"] = feasibility(here.lottery)
    if found.state == DrawState.DRAWN:
        more |= {"parts": composition_of_draw(found), "can_correct": can_correct(found)}
    return _page(request, "sortition/desk_draw.html", here, found, **more)


@login_required
def commit(request: HttpRequest, lottery_pk: int, number: int) -> HttpResponse:
    """Publish the files, and announce the draw."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    found = _draw(here, number)
    form = AnnouncementForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            commit_draw(draw=found, announcement=form.announcement, actor=here.person, now=timezone.now())
            messages.success(request, _("抽せんの資料を公表しました。もう変えられません。"))
            return redirect("sortition:desk-draw", lottery_pk=lottery_pk, number=number)
        except Refusal as error:
            tell(form, error, PLACES)
    return _page(request, "sortition/desk_commit.html", here, found, form)


@login_required
def number_(request: HttpRequest, lottery_pk: int, number: int) -> HttpResponse:
    """Enter the number, look again, and keep it for ever."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    found = _draw(here, number)
    form = NumberForm(sent(request))
    row, people = None, []
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("act") == "keep":
                record_number(
                    draw=found,
                    digits=form.cleaned_data["digits"],
                    note=form.cleaned_data["note"],
                    actor=here.person,
                    now=timezone.now(),
                )
                messages.success(request, _("抽せんの結果を公表しました。選ばれた人に連絡してください。"))
                return redirect("sortition:desk-draw", lottery_pk=lottery_pk, number=number)
            if request.POST.get("act") == "look":
                row = row_of(found, form.cleaned_data["digits"])
                people = panel_keys(found, row)
        except Refusal as error:
            tell(form, error, PLACES)
    return _page(request, "sortition/desk_number.html", here, found, form, row=row, people=people)


@login_required
def correct(request: HttpRequest, lottery_pk: int, number: int) -> HttpResponse:
    """Put a number right that was entered by mistake: look again, and keep both for everybody to see."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    found = _draw(here, number)
    form = CorrectionForm(sent(request))
    row, people = None, []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            if request.POST.get("act") == "keep":
                correct_number(draw=found, **told, actor=here.person, now=timezone.now())
                messages.success(request, _("数を正しました。前の数と理由も公表しています。"))
                return redirect("sortition:desk-draw", lottery_pk=lottery_pk, number=number)
            if request.POST.get("act") == "look":
                row = row_of(found, told["digits"])
                people = panel_keys(found, row)
        except Refusal as error:
            tell(form, error, PLACES)
    return _page(request, "sortition/desk_correct.html", here, found, form, row=row, people=people)


@login_required
def void(request: HttpRequest, lottery_pk: int, number: int) -> HttpResponse:
    """Give a draw up, with a reason."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    found = _draw(here, number)
    form = ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            void_draw(draw=found, reason=form.cleaned_data["reason"], actor=here.person, now=timezone.now())
            messages.success(request, _("この抽せんをやり直しにしました。理由は公表されます。"))
            return redirect("sortition:desk-lottery", lottery_pk=lottery_pk)
        except Refusal as error:
            tell(form, error)
    return _page(request, "sortition/desk_void.html", here, found, form)
