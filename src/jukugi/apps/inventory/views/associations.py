"""Pages of one association: opened by its code, by its members, and by staff who look after it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.inventory import actions, errors
from jukugi.apps.inventory.enums import AnswerKind
from jukugi.apps.inventory.forms import AnswerForm, BurdenForm, ProposalForm
from jukugi.apps.inventory.ical import CONTENT_TYPE, MonthEvent, calendar_text
from jukugi.apps.inventory.queries import associations as queries
from jukugi.apps.inventory.queries.hours import TINTS
from jukugi.apps.inventory.views.asked import Visit, tell, told_or_404, visit
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.rendering import refusal_page


def year(request: HttpRequest, organization_pk: int) -> HttpResponse:
    """What comes in a year, month by month, with the hours."""
    return _year_page(request, organization_pk, "inventory/year.html")


def sheet(request: HttpRequest, organization_pk: int) -> HttpResponse:
    """The same on one sheet of A4."""
    return _year_page(request, organization_pk, "inventory/year_sheet.html")


def year_ics(request: HttpRequest, organization_pk: int) -> HttpResponse:
    """The same for a calendar."""
    try:
        by = visit(request, organization_pk)
    except NotAllowed as error:
        return refusal_page(request, error, back=reverse("organizations:enter-code"))
    now = timezone.now()
    year = _year(by)
    events = [
        MonthEvent(
            key=str(organization_pk),
            on=date(month.year, month.month, 1),
            title=_("市からの依頼 %(month)d月（%(hours).0f時間）") % {"month": month.month, "hours": month.hours},
            lines=tuple(coming.admin_request.title for coming in month.comings),
        )
        for month in year.months
    ]
    name = _("%(name)s 市からの依頼") % {"name": by.organization.name}
    return HttpResponse(calendar_text(name, events, at=now), content_type=CONTENT_TYPE)


def bundle(request: HttpRequest, organization_pk: int, year: int, month: int) -> HttpResponse:
    """One month's requests in one bundle; each is received, or cannot be done."""
    if not (2000 <= year <= 2199 and 1 <= month <= 12):
        raise Http404
    try:
        by = visit(request, organization_pk)
    except NotAllowed as error:
        return refusal_page(request, error, back=reverse("organizations:enter-code"))
    month_on = date(year, month, 1)
    form = AnswerForm(request.POST or None, is_staff=by.is_staff)
    if request.method == "POST" and form.is_valid():
        try:
            done = _answer(by, form, month_on)
            messages.success(request, done)
            return redirect("inventory:bundle", organization_pk, year, month)
        except Refusal as error:
            tell(form, error, {errors.ReasonMissing: "reason"})
    context = {
        "visit": by,
        "bundle": queries.bundle_of(by.organization, month_on=month_on, day=timezone.localdate()),
        "form": form,
        "asked": form.data.get("request", "") if form.is_bound else request.GET.get("cannot", ""),
        "before": _month_before(month_on),
        "after": _month_after(month_on),
    }
    return render(request, "inventory/bundle.html", context, status=400 if form.is_bound else 200)


def reports(request: HttpRequest, organization_pk: int) -> HttpResponse:
    """What the association said of its hours, and what is still to say."""
    try:
        by = visit(request, organization_pk)
    except NotAllowed as error:
        return refusal_page(request, error, back=reverse("organizations:enter-code"))
    fiscal_year = queries.fiscal_year_of(timezone.localdate())
    rows = queries.report_rows(by.organization, fiscal_year=fiscal_year)
    context = {
        "visit": by,
        "rows": rows,
        "fiscal_year": fiscal_year,
        "told": sum(row.report is not None for row in rows),
    }
    return render(request, "inventory/reports.html", context)


def report(request: HttpRequest, organization_pk: int, request_pk: int) -> HttpResponse:
    """The one-minute form: how often, how many people, how long."""
    try:
        by = visit(request, organization_pk)
    except NotAllowed as error:
        return refusal_page(request, error, back=reverse("organizations:enter-code"))
    asked = told_or_404(request_pk)
    fiscal_year = queries.fiscal_year_of(timezone.localdate())
    former = asked.reports.standing().filter(organization=by.organization, fiscal_year=fiscal_year).first()
    known = (
        {name: getattr(former, name) for name in ("times", "people", "hours", "words", "channel")} if former else None
    )
    form = BurdenForm(request.POST or None, is_staff=by.is_staff, initial=known)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("times", "people", "hours", "words")}
        try:
            actions.report_burden(
                admin_request=asked,
                organization=by.organization,
                fiscal_year=fiscal_year,
                channel=form.told_by,
                actor=by.actor,
                now=timezone.now(),
                **told,
            )
            messages.success(request, _("受け取りました。ありがとうございます。"))
            return redirect("inventory:reports", organization_pk)
        except Refusal as error:
            tell(form, error)
    context = {"visit": by, "asked": asked, "form": form, "fiscal_year": fiscal_year, "former": former}
    return render(request, "inventory/report.html", context, status=400 if form.is_bound else 200)


def propose(request: HttpRequest, organization_pk: int, request_pk: int) -> HttpResponse:
    """What would be better."""
    try:
        by = visit(request, organization_pk)
    except NotAllowed as error:
        return refusal_page(request, error, back=reverse("organizations:enter-code"))
    asked = told_or_404(request_pk)
    form = ProposalForm(request.POST or None, is_staff=by.is_staff)
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose(
                admin_request=asked,
                organization=by.organization,
                wish=form.cleaned_data["wish"],
                text=form.cleaned_data["text"],
                channel=form.told_by,
                actor=by.actor,
                now=timezone.now(),
            )
            messages.success(request, _("案を受け取りました。決めたことは、依頼のページに理由を付けて出ます。"))
            return redirect("inventory:reports", organization_pk)
        except Refusal as error:
            tell(form, error)
    context = {"visit": by, "asked": asked, "form": form}
    return render(request, "inventory/propose.html", context, status=400 if form.is_bound else 200)


def _answer(by: Visit, form: AnswerForm, month_on: date) -> str:
    """Raises Refusal."""
    now = timezone.now()
    given: dict[str, Any] = {"organization": by.organization, "channel": form.told_by, "actor": by.actor, "now": now}
    if form.cleaned_data["request"] is None:
        bundle = queries.bundle_of(by.organization, month_on=month_on, day=timezone.localdate(now))
        count = actions.receive_all(bundle=bundle, **given)
        return _("%(count)d件を受け取ったと記録しました。") % {"count": count}
    asked = told_or_404(form.cleaned_data["request"])
    actions.answer_request(
        admin_request=asked,
        month_on=month_on,
        kind=AnswerKind(form.cleaned_data["kind"]),
        reason=form.cleaned_data["reason"],
        **given,
    )
    return _("「%(title)s」への答えを記録しました。") % {"title": asked.title}


def _year(by: Visit) -> queries.Year:
    day = timezone.localdate()
    return queries.year_of(by.organization, fiscal_year=queries.fiscal_year_of(day), day=day)


def _year_page(request: HttpRequest, organization_pk: int, template: str) -> HttpResponse:
    try:
        by = visit(request, organization_pk)
    except NotAllowed as error:
        return refusal_page(request, error, back=reverse("organizations:enter-code"))
    context = {"visit": by, "year": _year(by), "day": timezone.localdate(), "tints": TINTS}
    return render(request, template, context)


def _month_before(month_on: date) -> date:
    return date(month_on.year - (month_on.month == 1), (month_on.month - 2) % 12 + 1, 1)


def _month_after(month_on: date) -> date:
    return date(month_on.year + (month_on.month == 12), month_on.month % 12 + 1, 1)
