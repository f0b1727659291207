"""The desk of the small fund: rules, one request from its page to its report, and calls of issues."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.circles import actions, errors, permissions
from jukugi.apps.circles.enums import FundState
from jukugi.apps.circles.forms import CameForm, ReasonForm, today_came
from jukugi.apps.circles.forms.funding import CallForm, FundForm, GrantForm, PaidForm, ReportForm, RulesForm
from jukugi.apps.circles.models import Circle, FundRequest, ProjectCall, WardFund
from jukugi.apps.circles.queries.funding import left_yen
from jukugi.apps.circles.views.asked import FIELDS, Act, done, received, sent, signed_in, wards_of
from jukugi.apps.issues.models import Issue
from jukugi.core.fiscal_year import fiscal_year_of
from jukugi.kit import receipts
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.pages.stash import keeps_words

SAID = {
    "propose": gettext_lazy("案を出しました。もう一人の担当が見て決めます。"),
    "agree": gettext_lazy("決めました。基金のページに、理由と一緒に載りました。"),
    "back": gettext_lazy("差し戻しました。"),
    "paid": gettext_lazy("渡したことを記しました。報告の期限が決まりました。"),
    "report": gettext_lazy("報告を受け付けました。"),
}
TELLS = FIELDS | {errors.TooMuch: "grant_yen", errors.FundEmpty: "grant_yen"}


@login_required
@keeps_words
def new_fund(request: HttpRequest) -> HttpResponse:
    """Publish the rules of a ward's fund."""
    kept = permissions.wards_kept_by(request.user)
    if not kept:
        return refusal_page(request, NotAllowed())
    form = RulesForm(sent(request), wards=wards_of(kept), initial={"fiscal_year": fiscal_year_of(timezone.localdate())})

    def publish() -> WardFund:
        return actions.publish_fund(rules=form.rules(), actor=signed_in(request), now=timezone.now())

    return _ruled(request, form, publish, None)


@login_required
@keeps_words
def edit_fund(request: HttpRequest, fund_pk: int) -> HttpResponse:
    """Change the rules of a fund."""
    fund = get_object_or_404(WardFund.objects.select_related("ward"), pk=fund_pk)
    if not permissions.can_keep(request.user, fund.ward):
        return refusal_page(request, NotAllowed())
    names = ("ward", "fiscal_year", "sum_yen", "most_yen", "pays_for", "pays_not_for", "closes_on")
    initial = {name: getattr(fund, name) for name in names}
    form = RulesForm(sent(request), wards=wards_of({fund.ward_id}), initial=initial)

    def change() -> WardFund:
        return actions.change_fund(fund=fund, rules=form.rules(), actor=signed_in(request), now=timezone.now())

    return _ruled(request, form, change, fund)


def _ruled(request: HttpRequest, form: RulesForm, act: Callable[[], WardFund], fund: WardFund | None) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            return done(request, _("決まりを公開しました。"), act())
        except Refusal as error:
            tell(form, error, FIELDS | {errors.TooMuch: "most_yen"})
    context = {"form": form, "fund": fund}
    return render(request, "circles/desk_fund.html", context, status=400 if form.is_bound else 200)


@login_required
@keeps_words
def enter_request(request: HttpRequest, circle_pk: int) -> HttpResponse:
    """Type in the page by which a circle asks for money."""
    circle = get_object_or_404(Circle.objects.select_related("ward"), pk=circle_pk)
    if not permissions.can_keep(request.user, circle.ward):
        return refusal_page(request, NotAllowed())
    day = timezone.localdate()
    fund = WardFund.objects.select_related("ward").filter(ward=circle.ward_id, closes_on__gte=day).first()
    form, came = FundForm(sent(request)), CameForm(sent(request), initial=today_came(day))
    if fund is not None and form.is_bound and all([form.is_valid(), came.is_valid()]):
        now = timezone.now()
        try:
            found = actions.enter_fund_request(
                fund=fund,
                circle=circle,
                draft=form.draft(),
                channel=Channel(came.cleaned_data["channel"]),
                received_at=received(came, now),
                actor=signed_in(request),
                now=now,
            )
            return done(request, _("受け付けました。"), "circles:desk-request", found.pk)
        except Refusal as error:
            tell(came if FIELDS.get(type(error)) in came.fields else form, error, FIELDS)
    context = {"form": form, "came": came, "circle": circle, "fund": fund}
    return render(request, "circles/desk_fund_ask.html", context, status=400 if form.is_bound else 200)


@login_required
def fund_request(request: HttpRequest, request_pk: int) -> HttpResponse:
    """One request, with what may be done with it now."""
    found = _request(request_pk)
    if not permissions.can_keep(request.user, found.fund.ward):
        return refusal_page(request, NotAllowed())
    return _page(request, found)


@login_required
@require_POST
def act(request: HttpRequest, request_pk: int, act: str) -> HttpResponse:
    """Propose, decide, send back, pay, type in a report."""
    found = _request(request_pk)
    if act not in SAID:
        raise Http404
    if not permissions.can_keep(request.user, found.fund.ward):
        return refusal_page(request, NotAllowed())
    form = _forms(found, sent=request.POST)[act]
    if form.is_valid():
        try:
            _do(act, found, form.cleaned_data, request)
            return done(request, SAID[act], "circles:desk-request", found.pk)
        except (errors.AlreadyAnswered, errors.TwoHands) as error:
            return refusal_page(request, error)
        except Refusal as error:
            tell(form, error, TELLS)
    return _page(request, found, failed=(act, form), status=400)


def _do(act: str, found: FundRequest, given: dict[str, Any], request: HttpRequest) -> None:
    actor, now = signed_in(request), timezone.now()
    if act == "propose":
        actions.propose_grant(request=found, grant_yen=given["grant_yen"], reason=given["reason"], actor=actor, now=now)
    elif act in ("agree", "back"):
        actions.decide_grant(request=found, agrees=act == "agree", reason=given.get("reason", ""), actor=actor, now=now)
    elif act == "paid":
        actions.mark_paid(request=found, paid_on=given["paid_on"], actor=actor, now=now)
    else:
        draft = actions.ReportDraft(**given)
        actions.enter_report(request=found, draft=draft, channel=Channel.CARD, actor=actor, now=now)


def _forms(found: FundRequest, sent: Any = None) -> dict[str, forms.Form]:
    day = timezone.localdate()
    return {
        "propose": GrantForm(sent, initial={"grant_yen": found.ask_yen}, auto_id="propose_%s"),
        "agree": forms.Form(sent),
        "back": ReasonForm(sent, auto_id="back_%s"),
        "paid": PaidForm(sent, initial={"paid_on": day}, auto_id="paid_%s"),
        "report": ReportForm(sent, initial={"used_yen": found.grant_yen}, auto_id="report_%s"),
    }


TITLES = {
    "propose": (FundState.ASKED, gettext_lazy("案を出す"), gettext_lazy("案を出す")),
    "agree": (FundState.PROPOSED, gettext_lazy("案のとおりに決める"), gettext_lazy("この案に決める")),
    "back": (FundState.PROPOSED, gettext_lazy("差し戻す"), gettext_lazy("差し戻す")),
    "paid": (FundState.GRANTED, gettext_lazy("お金を渡した"), gettext_lazy("渡したことを記す")),
    "report": (FundState.PAID, gettext_lazy("紙で届いた報告を入力する"), gettext_lazy("報告を受け付ける")),
}


def _page(
    request: HttpRequest, found: FundRequest, *, failed: tuple[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    every = _forms(found)
    if failed is not None:
        every[failed[0]] = failed[1]
    is_own = found.state == FundState.PROPOSED and found.proposed_by == signed_in(request).actor_key
    acts = [
        Act(slug, str(title), every[slug], str(button), is_open=failed is not None and failed[0] == slug)
        for slug, (state, title, button) in TITLES.items()
        if state == found.state and not is_own
    ]
    context = {
        "asked": found,
        "number": receipts.shown(found.receipt),
        "circle": found.circle,
        "fund": found.fund,
        "left": left_yen(found.fund),
        "steps": list(found.steps.all()),
        "acts": acts,
        "is_own": is_own,
        "report": getattr(found, "report", None),
        "day": timezone.localdate(),
    }
    return render(request, "circles/desk_request.html", context, status=status)


def _request(request_pk: int) -> FundRequest:
    return get_object_or_404(FundRequest.objects.select_related("circle", "fund__ward", "report"), pk=request_pk)


@login_required
@keeps_words
def new_call(request: HttpRequest) -> HttpResponse:
    """Call for projects on an issue."""
    kept = permissions.wards_kept_by(request.user)
    if not kept:
        return refusal_page(request, NotAllowed())
    issues = Issue.objects.all()
    if None not in kept:
        issues = issues.filter(area__in=[key for key in kept if key is not None])
    form = CallForm(sent(request), issues=issues)
    if form.is_bound and form.is_valid():
        try:
            call = actions.open_call(**form.cleaned_data, actor=signed_in(request), now=timezone.now())
            return done(request, _("呼びかけました。論点のページに出ています。"), call.issue)
        except Refusal as error:
            tell(form, error, FIELDS)
    return render(request, "circles/desk_call.html", {"form": form}, status=400 if form.is_bound else 200)


@login_required
@require_POST
def end_call(request: HttpRequest, call_pk: int) -> HttpResponse:
    """A call is over."""
    call = get_object_or_404(ProjectCall.objects.select_related("issue__area"), pk=call_pk)
    try:
        actions.end_call(call=call, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error)
    return done(request, _("呼びかけを終えました。"), "circles:desk")
