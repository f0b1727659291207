"""The small funds: their rules and what they paid, the one page by which a circle asks, and its report."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jukugi.apps.circles import actions, errors, permissions
from jukugi.apps.circles.enums import MemberState
from jukugi.apps.circles.forms.funding import FundForm, ReportForm
from jukugi.apps.circles.models import Circle, FundRequest, WardFund
from jukugi.apps.circles.papers import fund_form
from jukugi.apps.circles.queries import funding as queries
from jukugi.apps.circles.views.asked import FIELDS, current, done, sent
from jukugi.kit import receipts
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.papers import form_pdf_apart


@require_safe
def funds(request: HttpRequest) -> HttpResponse:
    """All funds, with what each has left."""
    return render(request, "circles/funds.html", {"funds": queries.funds(), "day": timezone.localdate()})


@require_safe
def fund(request: HttpRequest, fund_pk: int) -> HttpResponse:
    """The rules of one fund, what it paid for, and what circles reported."""
    shown = get_object_or_404(WardFund.objects.select_related("ward"), pk=fund_pk)
    context = {
        "page": queries.fund_page(shown),
        "fund": shown,
        "day": timezone.localdate(),
        "can_keep": request.user.is_authenticated and permissions.can_keep(request.user, shown.ward),
    }
    return render(request, "circles/fund.html", context)


@require_safe
def paper(request: HttpRequest, fund_pk: int) -> HttpResponse:
    """The one page as a PDF to print, with the report on its back."""
    shown = get_object_or_404(WardFund.objects.select_related("ward"), pk=fund_pk)
    try:
        content = form_pdf_apart(fund_form(shown))
    except Refusal as error:
        return refusal_page(request, error, back=shown.get_absolute_url())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="kikin-{shown.ward.code}-{shown.fiscal_year}.pdf"'
    return response


@never_cache
def ask(request: HttpRequest, circle_pk: int) -> HttpResponse:
    """Ask the ward's fund for money, on one page."""
    circle = get_object_or_404(Circle.objects.select_related("ward"), pk=circle_pk)
    person = current(request)
    member = permissions.membership(person, circle)
    if person is None or member is None or member.state != MemberState.JOINED:
        return refusal_page(request, errors.NotInCircle(), back=circle.get_absolute_url())
    day = timezone.localdate()
    found = WardFund.objects.select_related("ward").filter(ward=circle.ward_id, closes_on__gte=day).first()
    form = FundForm(sent(request))
    if found is not None and form.is_bound and form.is_valid():
        try:
            asked = actions.ask_fund(fund=found, circle=circle, draft=form.draft(), author=person, now=timezone.now())
            words = _("申し込みました。受付番号は%(number)sです。") % {"number": receipts.shown(asked.receipt)}
            return done(request, words, "circles:inside", circle.pk)
        except Refusal as error:
            tell(form, error, FIELDS)
    left = queries.left_yen(found) if found is not None else 0
    context = {"form": form, "circle": circle, "fund": found, "left": left}
    return render(request, "circles/fund_ask.html", context, status=400 if form.errors else 200)


@never_cache
def report(request: HttpRequest, request_pk: int) -> HttpResponse:
    """Tell what was done with the money."""
    found = get_object_or_404(FundRequest.objects.select_related("circle__ward", "fund__ward"), pk=request_pk)
    person = current(request)
    member = permissions.membership(person, found.circle)
    if person is None or member is None or member.state != MemberState.JOINED:
        return refusal_page(request, errors.NotInCircle(), back=found.circle.get_absolute_url())
    form = ReportForm(sent(request), initial={"used_yen": found.grant_yen})
    if form.is_bound and form.is_valid():
        try:
            actions.report_back(request=found, draft=form.draft(), author=person, now=timezone.now())
            return done(request, _("報告を受け付けました。活動のページと基金のページに載りました。"), found.circle)
        except Refusal as error:
            tell(form, error, FIELDS)
    context = {"form": form, "asked": found, "circle": found.circle}
    return render(request, "circles/fund_report.html", context, status=400 if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, request_pk: int) -> HttpResponse:
    """Take a request back before anything was decided."""
    found = get_object_or_404(FundRequest.objects.select_related("circle"), pk=request_pk)
    person = current(request)
    try:
        if person is None:
            raise errors.NotInCircle
        actions.withdraw_request(request=found, author=person, now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=found.circle.get_absolute_url())
    return done(request, _("取り下げました。"), "circles:inside", found.circle_id)
