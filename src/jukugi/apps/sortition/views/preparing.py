"""A lottery in the making at the desk: its notice, its letters, what came back."""

import csv
import io
import json
import re
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.processes.queries import main_process
from jukugi.apps.sortition import errors, permissions
from jukugi.apps.sortition.actions import inviting, preparing
from jukugi.apps.sortition.forms.drawing import ReasonForm
from jukugi.apps.sortition.forms.inviting import (
    InvitedForm,
    NewLotteryForm,
    NoticeForm,
    PublicNumberForm,
    ReturnedForm,
    RoundForm,
    notice_of,
)
from jukugi.apps.sortition.models import InvitationRound
from jukugi.apps.sortition.queries import inviting as queries
from jukugi.apps.sortition.views.asked import Visit, sent, visit
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page, set_subject

PLACES: dict[type[Refusal], str] = {
    errors.DatesBackwards: "closes_on",
    errors.TooManyLetters: "letters",
    errors.InvitedUnfit: "file",
}
LARGEST = 20_000_000
COLUMNS = ("number", "ward", "band", "sex")
NUMBER = re.compile(r"[0-9]{1,9}")


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Prepare a lottery."""
    areas = permissions.areas_run_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    process = main_process()
    if process is None:
        return render(request, "sortition/desk_new.html", {"form": None})
    set_subject(request, process)
    wards = Area.objects.wards()
    if None not in areas:
        wards = wards.filter(pk__in=[pk for pk in areas if pk is not None])
    form = NewLotteryForm(sent(request), wards=wards, may_be_city=None in areas)
    if request.method == "POST" and form.is_valid():
        ward = form.cleaned_data["ward"]
        try:
            made = preparing.prepare_lottery(
                process=process,
                notice=form.notice,
                area=ward,
                body=form.cleaned_data["body"],
                features=[*queries.known_features(ward), *form.cleaned_data["own"]],
                actor=cast(User, request.user),
                now=timezone.now(),
            )
            messages.success(request, _("準備をはじめました。まだ職員にしか見えません。次は、案内の回をつくります。"))
            return redirect("sortition:desk-lottery", lottery_pk=made.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    return render(request, "sortition/desk_new.html", {"form": form}, status=400 if form.errors else 200)


@login_required
def edit(request: HttpRequest, lottery_pk: int) -> HttpResponse:
    """Change the notice."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    form = NoticeForm(sent(request), initial=notice_of(here.lottery))
    if request.method == "POST" and form.is_valid():
        try:
            preparing.change_lottery(lottery=here.lottery, notice=form.notice, actor=here.person, now=timezone.now())
            messages.success(request, _("保存しました。"))
            return redirect("sortition:desk-lottery", lottery_pk=lottery_pk)
        except Refusal as error:
            tell(form, error, PLACES)
    return _page(request, here, "sortition/desk_edit.html", form)


@login_required
def cancel(request: HttpRequest, lottery_pk: int) -> HttpResponse:
    """Call a lottery off, with a public reason."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    form = ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            preparing.cancel_lottery(
                lottery=here.lottery, reason=form.cleaned_data["reason"], actor=here.person, now=timezone.now()
            )
            messages.success(request, _("取りやめました。応募した人の情報は消されます。"))
            return redirect("sortition:desk-lottery", lottery_pk=lottery_pk)
        except Refusal as error:
            tell(form, error)
    return _page(request, here, "sortition/desk_cancel.html", form)


def _page(request: HttpRequest, here: Visit, template: str, form: Any, **more: Any) -> HttpResponse:
    context = {"lottery": here.lottery, "form": form, **more}
    return render(request, template, context, status=400 if form is not None and form.errors else 200)


@login_required
def rounds(request: HttpRequest, lottery_pk: int) -> HttpResponse:
    """Letters that went out, and one more round; its codes are told once, as a file for the city's machine."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    form = RoundForm(sent(request))
    rows: list[Any] = []
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        rate, weights = float(told["rate"]) / 100, {band: float(told["young"]) for band in queries.YOUNG}
        if request.POST.get("act") == "make":
            try:
                made, codes = inviting.plan_round(
                    lottery=here.lottery,
                    letters=told["letters"],
                    weights=weights,
                    rate=rate,
                    how=told["how"],
                    actor=here.person,
                    now=timezone.now(),
                )
                return _codes_file(request, made, codes)
            except Refusal as error:
                tell(form, error, PLACES)
        else:
            rows = queries.strata(here.lottery, told["letters"], rate=rate, weights=weights)
    more = {
        "rounds": queries.rounds_of(here.lottery),
        "rows": rows,
        "needed": queries.letters_needed(here.lottery, rate=0.04),
        "response": queries.response(here.lottery),
    }
    return _page(request, here, "sortition/desk_rounds.html", form, **more)


def _codes_file(request: HttpRequest, made: InvitationRound, codes: list[str]) -> HttpResponse:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["number", "code", "address"])
    address = request.build_absolute_uri(reverse("sortition:join"))
    writer.writerows([number, code, f"{address}?code={code}"] for number, code in enumerate(codes, start=1))
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="codes-{made.lottery_id}-{made.number}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _round(here: Visit, number: int) -> InvitationRound:
    found = get_object_or_404(here.lottery.rounds, number=number)
    found.lottery = here.lottery
    return found


@login_required
def round_(request: HttpRequest, lottery_pk: int, number: int) -> HttpResponse:
    """One round: its promise, its public number, the plan for the city's machine, and what came of it."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    return _round_page(request, here, _round(here, number))


def _round_page(request: HttpRequest, here: Visit, found: InvitationRound, **forms: Any) -> HttpResponse:
    context = {
        "lottery": here.lottery,
        "round": found,
        "number_form": PublicNumberForm(),
        "invited_form": InvitedForm(),
        "returned_form": ReturnedForm(),
        "returned": found.codes.filter(returned_at__isnull=False).count(),
        **forms,
    }
    is_bad = any(form.is_bound and form.errors for form in forms.values())
    return render(request, "sortition/desk_round.html", context, status=400 if is_bad else 200)


@login_required
def plan(request: HttpRequest, lottery_pk: int, number: int) -> HttpResponse:
    """What the city's machine needs to draw the letters: seed, strata, weights, the words of the letter."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    found = _round(here, number)
    told = {
        "format": "jukugi-invitation-1",
        "lottery": here.lottery.pk,
        "round": found.number,
        "title": here.lottery.title,
        "aim": here.lottery.aim,
        "asked": here.lottery.asked,
        "contact": here.lottery.contact,
        "closes_on": here.lottery.closes_on.isoformat(),
        "letters": found.letters,
        "seed": inviting.seed_of(found),
        "bands": [[code, low, high] for code, low, high in queries.BANDS],
        "weights": found.plan.get("weights", {}),
        "wards": [here.lottery.area.name] if here.lottery.area else [],
    }
    content = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    response = HttpResponse(content, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="plan-{here.lottery.pk}-{found.number}.json"'
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def round_step(request: HttpRequest, lottery_pk: int, number: int, act: str) -> HttpResponse:
    """The public number is known, the invited letters are drawn, sent, or came back."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    found, now = _round(here, number), timezone.now()
    form: Any = None
    try:
        if act == "number":
            form = PublicNumberForm(request.POST)
            if not form.is_valid():
                return _round_page(request, here, found, number_form=form)
            inviting.know_public_number(round_=found, number=form.cleaned_data["number"], actor=here.person, now=now)
        elif act == "invited":
            form = InvitedForm(request.POST, request.FILES)
            rows = _invited(form) if form.is_valid() else []
            if form.errors:
                return _round_page(request, here, found, invited_form=form)
            inviting.take_invited(round_=found, rows=rows, counts={}, actor=here.person, now=now)
        elif act == "sent":
            inviting.letters_sent(round_=found, actor=here.person, now=now)
        else:
            form = ReturnedForm(request.POST)
            if not form.is_valid():
                return _round_page(request, here, found, returned_form=form)
            inviting.letters_returned(round_=found, numbers=form.cleaned_data["numbers"], actor=here.person, now=now)
    except Refusal as error:
        return refusal_page(request, error, back=reverse("sortition:round", args=[lottery_pk, number]))
    messages.success(request, _("記録しました。"))
    return redirect("sortition:round", lottery_pk=lottery_pk, number=number)


def _invited(form: InvitedForm) -> list[inviting.InvitedRow]:
    """The rows of the file; the form says what is wrong. A file that has other columns is not looked at further."""
    file = form.cleaned_data["file"]
    if file.size > LARGEST:
        form.add_error("file", _("ファイルが大きすぎます。invited.csv を選んでください。"))
        return []
    try:
        lines = list(csv.DictReader(io.StringIO(file.read().decode("utf-8-sig")), strict=True))
    except (UnicodeDecodeError, csv.Error):
        form.add_error("file", _("このファイルは読めません。invited.csv を、書き換えずに選んでください。"))
        return []
    if not lines or tuple(lines[0]) != COLUMNS:
        form.add_error(
            "file",
            _("列が違います。letters.csv ではなく、invited.csv を選んでください。中身は読まずに捨てました。"),
        )
        return []
    wrong = [place for place, line in enumerate(lines, start=2) if not NUMBER.fullmatch(line["number"] or "")]
    for place in wrong[:20]:
        form.add_error("file", _("%(row)d行目の番号が数ではありません。") % {"row": place})
    return [] if wrong else [
        inviting.InvitedRow(int(line["number"]), line["ward"] or "", line["band"] or "", line["sex"] or "")
        for line in lines
    ]  # fmt: skip
