"""The person's own pages (わたしの参加): what this device has sent, steps, other devices, everything held, erasure."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from jukugi.apps.accounts import actions, exports, queries
from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.accounts.enums import ErasureReason, StepKind
from jukugi.apps.accounts.errors import NothingHeld
from jukugi.apps.accounts.forms import CodeForm, EraseForm, MailForm
from jukugi.apps.accounts.models import Participant
from jukugi.kit import mail
from jukugi.kit.errors import Refusal, words_for
from jukugi.kit.pages.rendering import refusal_page


@never_cache
def me(request: HttpRequest) -> HttpResponse:
    """What this device has sent, and what one can do with it."""
    person = participation_of(request).current
    context = {
        "person": person,
        "steps": queries.steps_of(person),
        "sent": exports.held_of(person) if person is not None else [],
        "mail_leaves": mail.leaves_the_house(),
        "mail": StepKind.MAIL,
    }
    return render(request, "accounts/me.html", context)


@never_cache
def held(request: HttpRequest) -> HttpResponse:
    """Everything that is held, and what of it cannot be erased."""
    person = participation_of(request).current
    if person is None:
        return refusal_page(request, NothingHeld())
    return render(request, "accounts/held.html", {"found": exports.held_of(person), "kept": exports.kept_words()})


@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """The same as one file."""
    person = participation_of(request).current
    if person is None:
        return refusal_page(request, NothingHeld())
    response = HttpResponse(exports.export_zip(person, now=timezone.now()), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="jukugi-me.zip"'
    return response


@never_cache
def carry_code(request: HttpRequest) -> HttpResponse:
    """A code to go on with another device, shown this once; nothing is made by GET."""
    code = ""
    if request.method == "POST":
        try:
            with _somebody(request) as person:
                code = actions.make_carry_code(participant=person, now=timezone.now())
        except Refusal as error:
            return refusal_page(request, error)
    return render(request, "accounts/carry_code.html", {"code": code})


@never_cache
def carry(request: HttpRequest) -> HttpResponse:
    """Take the code that another device shows."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        now = timezone.now()
        try:
            with actions.counting_wrong_codes("carry", _place(request)), _somebody(request) as person:
                actions.carry_over(typed=form.cleaned_data["code"], device=person, now=now)
        except Refusal as error:
            return _refused(request, "accounts/carry.html", form, "code", error)
        messages.success(request, _("つながりました。どちらの機械からも、同じ人として続けられます。"))
        return redirect("accounts:me")
    return _shown(request, "accounts/carry.html", form)


@never_cache
def resident(request: HttpRequest) -> HttpResponse:
    """Enter the code from the city's letter or counter."""
    said = _("市民の確認ができました。これまでの声も賛否も、そのままです。")
    return _entering(request, "resident", "accounts/resident.html", actions.redeem_code, said)


@never_cache
def erase(request: HttpRequest) -> HttpResponse:
    """Ask for everything to be erased: what goes, what stays and why, and a mark that one is sure."""
    person = participation_of(request).current
    if person is None:
        return refusal_page(request, NothingHeld())
    form = EraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.erase_participant(participant=person, reason=ErasureReason.ASKED, now=timezone.now())
        except Refusal as error:
            return refusal_page(request, error)
        participation_of(request).forget()
        return render(request, "accounts/erased.html", {"kept": exports.kept_words()})
    return _shown(request, "accounts/erase.html", form, kept=exports.kept_words())


@never_cache
def forget(request: HttpRequest) -> HttpResponse:
    """Know this device no more; what it sent stays."""
    if request.method != "POST":
        return render(request, "accounts/forget.html")
    token = participation_of(request).token_hash
    if token is not None:
        actions.forget_device(token_hash=token, now=timezone.now())
    participation_of(request).forget()
    messages.success(request, _("この機械の参加の記録を外しました。送った声と答えは残っています。"))
    return redirect("accounts:me")


@never_cache
def leave_mail(request: HttpRequest) -> HttpResponse:
    """Leave an address, by which one finds one's participation again."""
    form = MailForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            with _somebody(request) as person:
                actions.leave_mail(participant=person, email=form.cleaned_data["email"], now=timezone.now())
        except Refusal as error:
            return _refused(request, "accounts/mail.html", form, "email", error, **_mail_context(request))
        messages.success(request, _("確認コードを送りました。届いたメールの16けたの数字を入れてください。"))
        return redirect("accounts:confirm-mail")
    return _shown(request, "accounts/mail.html", form, **_mail_context(request))


@never_cache
def confirm_mail(request: HttpRequest) -> HttpResponse:
    """Enter the code of the mail."""
    said = _("メールの確認ができました。機械を替えても、メールから続けられます。")
    return _entering(request, "mail", "accounts/confirm_mail.html", actions.confirm_mail, said)


@never_cache
def take_mail_back(request: HttpRequest) -> HttpResponse:
    """Delete the address at once."""
    person = participation_of(request).current
    if request.method == "POST" and person is not None:
        actions.take_mail_back(participant=person, now=timezone.now())
        messages.success(request, _("メールアドレスを消しました。"))
    return redirect("accounts:mail")


@never_cache
def find(request: HttpRequest) -> HttpResponse:
    """Have a code sent to one's address. The answer is the same whether the address is known or not."""
    form = MailForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.ask_for_the_way(email=form.cleaned_data["email"], place=_place(request))
        except Refusal as error:
            return _refused(request, "accounts/find.html", form, "email", error)
        messages.success(
            request, _("このアドレスで確認した人がいれば、引き継ぎコードを送りました。15分のうちに入れてください。")
        )
        return redirect("accounts:carry")
    return _shown(request, "accounts/find.html", form)


@contextmanager
def _somebody(request: HttpRequest) -> Iterator[Participant]:
    """Who takes part on this device; made where there is nobody yet, and only if they are not refused.

    Who is known already is not held here: two devices that are joined are held together, in one order.
    """
    known = participation_of(request).current
    if known is not None:
        yield known
        return
    with participation_of(request).acting(now=timezone.now()) as person:
        yield person


def _mail_context(request: HttpRequest) -> dict[str, object]:
    person = participation_of(request).current
    return {"address": queries.mail_of(person) if person is not None else None}


def _place(request: HttpRequest) -> str:
    return actions.place_of(str(get_adapter().get_client_ip(request)))


def _shown(request: HttpRequest, template: str, form: object, **shown: object) -> HttpResponse:
    is_wrong = request.method == "POST"
    return render(request, template, {"form": form} | shown, status=400 if is_wrong else 200)


def _refused(
    request: HttpRequest, template: str, form: CodeForm | MailForm, field: str, error: Refusal, **shown: object
) -> HttpResponse:
    form.add_error(field, str(words_for(error)))
    return render(request, template, {"form": form} | shown, status=error.status)


def _entering(request: HttpRequest, kind: str, page: str, act: Callable[..., Any], said: str) -> HttpResponse:
    """A code that brings a person one step up; wrong ones are counted by place."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _shown(request, page, form)
    now = timezone.now()
    try:
        with actions.counting_wrong_codes(kind, _place(request)), _somebody(request) as person:
            act(typed=form.cleaned_data["code"], participant=person, now=now)
    except Refusal as error:
        return _refused(request, page, form, "code", error)
    messages.success(request, said)
    return redirect("accounts:me")
