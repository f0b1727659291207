"""Sheets at the desk: words are read, paper is typed in."""

from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.queries import wards
from jukugi.apps.evaluations import actions, errors, permissions
from jukugi.apps.evaluations.enums import SheetState, Side
from jukugi.apps.evaluations.forms.desk import ReadForm
from jukugi.apps.evaluations.forms.sheets import PaperSheetForm
from jukugi.apps.evaluations.models import EvaluationSheet, Review
from jukugi.apps.evaluations.queries import desk as queries
from jukugi.apps.evaluations.views.asked import RELATED, measure_of, run, signed_in
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page, set_subject
from jukugi.kit.pages.stash import keeps_words, laid_by
from jukugi.kit.receipts import shown

PLACES: dict[type[Refusal], str] = {errors.WrongChannel: "channel", errors.ReceivedInTheFuture: "received_on"}


@login_required
def sheets(request: HttpRequest, review_pk: int) -> HttpResponse:
    """Sheets to read (``?show=`` a state, or all)."""
    here = run(request, review_pk)
    return here if isinstance(here, HttpResponse) else _page(request, here)


@login_required
@require_POST
def read(request: HttpRequest, review_pk: int, sheet_pk: int) -> HttpResponse:
    """Make the words of a sheet public, or hide them."""
    here = run(request, review_pk)
    if isinstance(here, HttpResponse):
        return here
    sheet = get_object_or_404(EvaluationSheet.objects.select_related("measure__review__area"), pk=sheet_pk)
    if sheet.measure.review_id != here.pk:
        return refusal_page(request, NotAllowed())
    form = ReadForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.review_sheet(
                sheet=sheet,
                state=SheetState(given["state"]),
                rule=given["rule"],
                reason=given["reason"],
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("%(number)sを確かめました。") % {"number": shown(sheet.receipt)})
            return redirect("evaluations:desk-sheets", review_pk=here.pk)
        except Refusal as error:
            tell(form, error, {errors.RuleMissing: "rule"})
    return _page(request, here, form, sheet.pk)


@keeps_words
def enter(request: HttpRequest, review_pk: int, measure_pk: int) -> HttpResponse:
    """Type in a sheet that came on paper."""
    here = get_object_or_404(Review.objects.select_related(*RELATED), pk=review_pk)
    if not permissions.can_enter(request.user, here):
        return refusal_page(request, NotAllowed())
    set_subject(request, here.process)
    found = measure_of(here, measure_pk)
    kept = {name: words for name, words in laid_by(request).items() if words} if request.method == "GET" else {}
    now = timezone.now()
    first: dict[str, Any] = {"received_on": timezone.localdate(now), "side": Side.CITIZEN, "channel": Channel.POST}
    form = PaperSheetForm(
        list(here.criteria.all()),
        wards(),
        sent=request.POST.dict() if request.method == "POST" else None,
        initial={**first, **kept},
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        day = given["received_on"]
        at = now if day == timezone.localdate(now) else timezone.make_aware(datetime.combine(day, time(12)))
        try:
            sheet = actions.enter_paper_sheet(
                measure=found,
                draft=form.draft,
                side=Side(given["side"]),
                channel=Channel(given["channel"]),
                received_at=at,
                form_key=form.page_key,
                ward=given["ward"],
                age_band=given["age_band"],
                actor=signed_in(request),
                now=now,
            )
            said = _("受け付けました。受付番号は %(number)s です。紙に書き写してください。")
            messages.success(request, said % {"number": shown(sheet.receipt)})
            return redirect("evaluations:enter", review_pk=here.pk, measure_pk=found.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    context = {"review": here, "measure": found, "form": form}
    return render(request, "evaluations/desk_enter.html", context, status=400 if form.errors else 200)


def _page(request: HttpRequest, here: Review, form: ReadForm | None = None, at: int | None = None) -> HttpResponse:
    show = request.GET.get("show", SheetState.WAITING)
    page, verdicts = queries.sheets_to_read(here, show, request.GET.get("page"))
    rows = []
    for sheet in page:
        prefix_form = form if form is not None and sheet.pk == at else ReadForm(auto_id=f"id_{sheet.pk}_%s")
        rows.append((sheet, verdicts.get(sheet.pk, []), prefix_form))
    context = {
        "review": here,
        "page": page,
        "rows": rows,
        "show": show,
        "states": [(SheetState.WAITING.value, SheetState.WAITING.label), *_other_states(), ("all", _("すべて"))],
    }
    return render(request, "evaluations/desk_sheets.html", context, status=400 if form is not None else 200)


def _other_states() -> list[tuple[str, str]]:
    return [(one.value, str(one.label)) for one in (SheetState.SHOWN, SheetState.HIDDEN)]
