"""People who were drawn are asked; who came to which meeting; the list of honorariums."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.queries import export_stands
from jukugi.apps.meetings.models import Meeting
from jukugi.apps.sortition.actions.seating import (
    acts_for,
    honorarium_rows,
    note_attendance,
    open_particulars,
    settle_seat,
)
from jukugi.apps.sortition.enums import HONORARIUMS, SeatAct
from jukugi.apps.sortition.forms.drawing import SeatForm
from jukugi.apps.sortition.models import Attendance, Seat
from jukugi.apps.sortition.queries.desk import seat_counts, seats_to_ask
from jukugi.apps.sortition.views.asked import Visit, sent, visit
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.sheets import safe_cell


@login_required
def seats(request: HttpRequest, lottery_pk: int) -> HttpResponse:
    """Everybody who was drawn, those who wait first; without names."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    context = {
        "lottery": here.lottery,
        "seats": seats_to_ask(here.lottery),
        "counts": seat_counts(here.lottery),
    }
    return render(request, "sortition/desk_seats.html", context)


def _seat(here: Visit, position: int) -> Seat:
    seat = get_object_or_404(here.lottery.drawn_seats.select_related("volunteer", "draw", "member"), position=position)
    seat.lottery = here.lottery
    return seat


@login_required
def seat(request: HttpRequest, lottery_pk: int, position: int) -> HttpResponse:
    """One of them: what was tried, and what came of it."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    found = _seat(here, position)
    form = SeatForm(sent(request), acts=acts_for(found))
    if request.method == "POST" and form.is_valid():
        try:
            settle_seat(
                seat=found,
                act=SeatAct(form.cleaned_data["act"]),
                note=form.cleaned_data["note"],
                actor=here.person,
                now=timezone.now(),
            )
            messages.success(request, _("記録しました。"))
            return redirect("sortition:seat", lottery_pk=lottery_pk, position=position)
        except Refusal as error:
            tell(form, error)
    return _seat_page(request, here, found, form)


@login_required
@require_POST
def particulars(request: HttpRequest, lottery_pk: int, position: int) -> HttpResponse:
    """Open the name and how to reach somebody; that it was done is written down."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    found = _seat(here, position)
    try:
        told = open_particulars(seat=found, actor=here.person, now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=request.path.removesuffix("particulars/"))
    response = _seat_page(request, here, found, SeatForm(None, acts=acts_for(found)), told)
    response["Cache-Control"] = "no-store"
    return response


def _seat_page(
    request: HttpRequest, here: Visit, found: Seat, form: SeatForm, told: dict[str, Any] | None = None
) -> HttpResponse:
    context = {
        "lottery": here.lottery,
        "seat": found,
        "form": form,
        "told": told,
        "steps": found.steps.all(),
    }
    return render(request, "sortition/desk_seat.html", context, status=400 if form.errors else 200)


@login_required
def attendance(request: HttpRequest, lottery_pk: int) -> HttpResponse:
    """Who came to which meeting of the body."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    meetings = list(Meeting.objects.filter(body=here.lottery.body).order_by("starts_at")) if here.lottery.body else []
    chosen = next((one for one in meetings if one.pk == whole(request.GET.get("meeting"))), None)
    chosen = chosen or (meetings[0] if meetings else None)
    members = list(here.lottery.drawn_seats.filter(member__isnull=False).select_related("volunteer"))
    if request.method == "POST" and chosen is not None:
        present = {whole(key) for key in request.POST.getlist("present")}
        try:
            note_attendance(
                lottery=here.lottery, meeting=chosen, present=present, actor=here.person, now=timezone.now()
            )
        except Refusal as error:
            return refusal_page(request, error, back=request.path)
        messages.success(request, _("出席を記録しました。"))
        return redirect(f"{request.path}?meeting={chosen.pk}")
    there = dict(Attendance.objects.filter(seat__in=members, meeting=chosen).values_list("seat", "is_present"))
    rows = [(member, there.get(member.pk)) for member in members]
    key = str(lottery_pk)
    stand = export_stands(here.person, HONORARIUMS, [key], day=timezone.localdate())[key]
    context = {
        "lottery": here.lottery,
        "meetings": meetings,
        "chosen": chosen,
        "rows": rows,
        "is_noted": bool(there),
        "stand": stand,
    }
    return render(request, "sortition/desk_attendance.html", context)


@login_required
@require_POST
def honorariums(request: HttpRequest, lottery_pk: int) -> HttpResponse:
    """Names, meetings and yen as CSV, for those who pay, once another officer has agreed; that it was made is written
    down.
    """
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    try:
        rows = honorarium_rows(lottery=here.lottery, actor=here.person, now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=reverse("sortition:attendance", args=[lottery_pk]))
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_("番号"), _("氏名"), _("住所"), _("出席した回数"), _("謝礼（円）")])
    writer.writerows([safe_cell(str(cell)) for cell in row] for row in rows)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="honorarium-{lottery_pk}.csv"'
    response["Cache-Control"] = "no-store"
    return response
