"""Consultations at the desk: typed in, assigned, answered, handed on, ended."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.apps.support import permissions
from jukugi.apps.support.actions import consulting, forgetting
from jukugi.apps.support.enums import InquiryResult
from jukugi.apps.support.forms.consultations import AskForm, AssignForm, CloseForm, HandOnForm, WordsForm
from jukugi.apps.support.models import Inquiry
from jukugi.apps.support.queries import consultations as queries
from jukugi.apps.support.views.company_asked import is_done, sent, signed_in
from jukugi.apps.support.views.consultations import open_issues
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.rendering import refusal_page


@never_cache
@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Consultations that wait, or those that were answered."""
    day = timezone.localdate()
    areas = permissions.areas_kept_by(request.user)
    if not areas and not permissions.bodies_of(request.user, day=day):
        return refusal_page(request, NotAllowed())
    is_open = request.GET.get("done") != "1"
    rows = queries.inquiry_rows(request.user, is_open=is_open, day=day)
    context = {"rows": rows, "is_open": is_open, "may_enter": bool(areas)}
    return render(request, "support/consultations/desk.html", context)


@never_cache
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Type in a card, or what was said on the phone."""
    areas = permissions.areas_kept_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    wards = Area.objects.wards()
    if None not in areas:
        wards = wards.filter(pk__in=[pk for pk in areas if pk is not None])
    day = timezone.localdate()
    form = AskForm(sent(request), is_staff=True, wards=wards, issues=open_issues(), initial={"received_on": day})
    kept: list[Inquiry] = []

    def act() -> None:
        given = form.cleaned_data
        entered = consulting.enter_inquiry(
            draft=form.draft,
            channel=Channel(given["channel"]),
            received_on=given["received_on"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        kept.append(entered)

    if is_done(form, act):
        messages.success(request, _("受け付けました。受付番号を、相談した人に伝えてください。"))
        return redirect("support:inquiry", kept[0].pk)
    return render(request, "support/consultations/desk_new.html", {"form": form}, status=400 if form.errors else 200)


@never_cache
@login_required
@require_safe
def inquiry(request: HttpRequest, inquiry_pk: int) -> HttpResponse:
    """One consultation with everything that was done about it."""
    found = _inquiry(inquiry_pk)
    day = timezone.localdate()
    try:
        permissions.check_can_read(request.user, found, day=day)
    except NotAllowed as error:
        return refusal_page(request, error)
    context = {
        "inquiry": found,
        "steps": queries.steps_of(found),
        "may_answer": permissions.can_answer(request.user, found),
        "today": day,
    }
    return render(request, "support/consultations/desk_inquiry.html", context)


@dataclass(frozen=True)
class Deed:
    """Something that can be done with a consultation: its form, its words, and the action."""

    form: forms.Form
    title: str
    lead: str
    press: str
    act: Callable[[], object]
    done: str


@never_cache
@login_required
def deed(request: HttpRequest, inquiry_pk: int, what: str) -> HttpResponse:
    """Assign, answer, hand on, tell what came of it, end, or erase."""
    found = _inquiry(inquiry_pk)
    day = timezone.localdate()
    may_tell = what == "told" and permissions.is_handed_to(request.user, found, day=day)
    if not may_tell and not permissions.can_answer(request.user, found):
        return refusal_page(request, NotAllowed())
    if what not in DEEDS:
        raise Http404
    one = DEEDS[what](request, found)
    if is_done(one.form, one.act):
        messages.success(request, one.done)
        return redirect("support:inquiry", found.pk)
    asked = queries.steps_of(found)[:1]
    context = {"inquiry": found, "asked": asked, "form": one.form, "title": one.title, "lead": one.lead}
    context["press"] = one.press
    template = "support/consultations/desk_form.html"
    return render(request, template, context, status=400 if one.form.errors else 200)


def _assign(request: HttpRequest, found: Inquiry) -> Deed:
    officers = permissions.answering_officers(found.ward_id)
    initial = {"officer": found.officer_id or signed_in(request).pk, "due_on": found.due_on}
    form = AssignForm(sent(request), officers=officers, initial=initial)
    return Deed(
        form,
        _("担当と期限を決める"),
        _("相談した人は、担当が答えを用意していることと、期限を読みます。担当の名前は出ません。"),
        _("決める"),
        lambda: consulting.assign(inquiry=found, **form.cleaned_data, **_by(request)),
        _("担当と期限を決めました。"),
    )


def _answer(request: HttpRequest, found: Inquiry) -> Deed:
    hint = _("受付番号を知っている人が読みます。人の名前や、相談した人と分かることは書かないでください。")
    form = WordsForm(sent(request), label=_("答え"), hint=hint)
    return Deed(
        form,
        _("答える"),
        _("分からないことは分からないと書き、次にどこへ行けばよいかを一つは書きます。"),
        _("答えを出す"),
        lambda: consulting.answer(inquiry=found, **form.cleaned_data, **_by(request)),
        _("答えを出しました。受付番号のページで読めます。"),
    )


def _hand_on(request: HttpRequest, found: Inquiry) -> Deed:
    apart = (OrganizationKind.ASSOCIATION, OrganizationKind.FEDERATION)
    bodies = Organization.objects.standing(timezone.localdate()).exclude(kind__in=apart).order_by("kind", "name")
    due_on = timezone.localdate() + timedelta(days=14)
    form = HandOnForm(sent(request), bodies=bodies, has_consent=found.may_hand_on, initial={"due_on": due_on})
    return Deed(
        form,
        _("ほかの団体につなぐ"),
        _("相談した人は、伝えてよいと答えています。")
        if found.may_hand_on
        else _("相談した人は、まだ伝えてよいと言っていません。本人に聞き、どう同意を得たかを書いてください。"),
        _("つなぐ"),
        lambda: consulting.hand_on(inquiry=found, **form.cleaned_data, **_by(request)),
        _("つなぎました。その団体の、サインインする人が読めます。"),
    )


def _told(request: HttpRequest, found: Inquiry) -> Deed:
    form = WordsForm(sent(request), label=_("どうなったか"), hint=_("受付番号を知っている人が読みます。"))
    return Deed(
        form,
        _("どうなったかを書く"),
        _("つないだ先で、何をして、どうなったか。"),
        _("書きとめる"),
        lambda: consulting.tell_what_came(inquiry=found, **form.cleaned_data, **_by(request)),
        _("書きとめました。受付番号のページで読めます。"),
    )


def _close(request: HttpRequest, found: Inquiry) -> Deed:
    form = CloseForm(sent(request), label=_("わけ"), hint=_("受付番号を知っている人が読みます。"))
    return Deed(
        form,
        _("終わりにする"),
        _("解決しなかったことも、そのまま残します。"),
        _("終わりにする"),
        lambda: consulting.close(
            inquiry=found,
            result=InquiryResult(form.cleaned_data["result"]),
            words=form.cleaned_data["words"],
            **_by(request),
        ),
        _("終わりにしました。連絡先は、90日たつと消えます。"),
    )


def _erase(request: HttpRequest, found: Inquiry) -> Deed:
    form = WordsForm(
        sent(request), label=_("消すわけ"), hint=_("例：本人の申し出による。人の名前は書かないでください。")
    )
    return Deed(
        form,
        _("中身を消す"),
        _("相談と答えの言葉、連絡先を消します。元には戻せません。受け付けたことと、日付は残ります。"),
        _("消す"),
        lambda: forgetting.erase_inquiry(inquiry=found, reason=form.cleaned_data["words"], **_by(request)),
        _("消しました。"),
    )


DEEDS: dict[str, Callable[[HttpRequest, Inquiry], Deed]] = {
    "assign": _assign,
    "answer": _answer,
    "hand-on": _hand_on,
    "told": _told,
    "close": _close,
    "erase": _erase,
}


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"actor": signed_in(request), "now": timezone.now()}


def _inquiry(inquiry_pk: int) -> Inquiry:
    rows = Inquiry.objects.select_related("ward", "function", "issue", "officer", "handed_to")
    return get_object_or_404(rows, pk=inquiry_pk)
