"""Take part in a lot with the code of a letter: read what it is, fill in one form, get a number; correct, withdraw."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.sortition import errors, policies
from jukugi.apps.sortition.actions import registering
from jukugi.apps.sortition.enums import VolunteerState
from jukugi.apps.sortition.forms.inviting import RegistrationForm
from jukugi.apps.sortition.models import InvitationCode, Volunteer
from jukugi.apps.sortition.queries.pool import features_of
from jukugi.apps.sortition.views.asked import sent
from jukugi.kit.errors import Refusal, WordsMissing, words_for
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page, set_subject

SESSION_KEY = "lottery_code"
PLACES: dict[type[Refusal], str] = {errors.NoWayToReach: "phone", WordsMissing: "name"}


@never_cache
def join(request: HttpRequest) -> HttpResponse:
    """Come with the code of a letter (``?code=``, or typed); it is taken out of the address and stays with the device.
    Two queries."""
    refusal: Refusal | None = None
    if request.method == "POST" or "code" in request.GET:
        typed = request.POST.get("code", "") if request.method == "POST" else request.GET["code"]
        try:
            request.session[SESSION_KEY] = _found(typed).pk
            return redirect("sortition:register")
        except Refusal as error:
            refusal = error
    context = {"refusal": words_for(refusal) if refusal else None}
    return _private(render(request, "sortition/join.html", context, status=400 if refusal else 200))


def _found(typed: str) -> InvitationCode:
    """Raises CodeUnknown."""
    code = InvitationCode.objects.filter(digest=policies.code_digest(typed[:60])).first()
    if code is None:
        raise errors.CodeUnknown
    return code


def _code(request: HttpRequest) -> InvitationCode | None:
    """With which this device came. One query."""
    key = request.session.get(SESSION_KEY)
    related = ("round__lottery__process", "round__lottery__area", "round__lottery__department")
    return InvitationCode.objects.select_related(*related).filter(pk=key).first() if isinstance(key, int) else None


@never_cache
def register(request: HttpRequest) -> HttpResponse:
    """The notice and the form; who has registered sees their number instead."""
    code = _code(request)
    if code is None:
        return redirect("sortition:join")
    lottery = code.round.lottery
    set_subject(request, lottery.process)
    there = Volunteer.objects.filter(code=code).first()
    if there is not None and request.method != "POST":
        return redirect("sortition:mine")
    features = features_of(lottery)
    form = RegistrationForm(sent(request), features=features, form_key=secrets.token_urlsafe(16))
    if request.method == "POST" and form.is_valid():
        try:
            registering.register(
                code=code,
                told=form.told,
                channel=Channel.WEB,
                sent_key=form.cleaned_data["form_key"],
                now=timezone.now(),
            )
            return redirect("sortition:mine")
        except errors.LotteryNotOpen as error:
            return refusal_page(request, error, back=lottery.get_absolute_url())
        except Refusal as error:
            tell(form, error, PLACES)
    context = {
        "lottery": lottery,
        "form": form,
        "is_open": lottery.is_open_at(timezone.now()),
        "is_correction": False,
    }
    return _private(render(request, "sortition/register.html", context, status=400 if form.errors else 200))


@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """The number by which somebody is called in all that is published, and what they can still do. Nothing of what they
    told is shown: a letter may fall into other hands."""
    code = _code(request)
    volunteer = Volunteer.objects.filter(code=code).first() if code is not None else None
    if code is None or volunteer is None:
        return redirect("sortition:join")
    lottery = code.round.lottery
    set_subject(request, lottery.process)
    refusal: Refusal | None = None
    if request.method == "POST" and request.POST.get("act") == "withdraw":
        try:
            registering.withdraw(volunteer=volunteer, now=timezone.now())
            return redirect("sortition:mine")
        except Refusal as error:
            refusal = error
    context: dict[str, Any] = {
        "lottery": lottery,
        "volunteer": volunteer,
        "is_registered": volunteer.state == VolunteerState.REGISTERED,
        "can_change": lottery.state in registering.CHANGEABLE and volunteer.state == VolunteerState.REGISTERED,
        "reason": volunteer.steps.exclude(reason="").values_list("reason", flat=True).last(),
        "refusal": words_for(refusal) if refusal else None,
    }
    return _private(render(request, "sortition/mine.html", context, status=refusal.status if refusal else 200))


@never_cache
def correct(request: HttpRequest) -> HttpResponse:
    """Tell everything anew."""
    code = _code(request)
    volunteer = Volunteer.objects.filter(code=code).first() if code is not None else None
    if code is None or volunteer is None:
        return redirect("sortition:join")
    lottery = code.round.lottery
    set_subject(request, lottery.process)
    form = RegistrationForm(sent(request), features=features_of(lottery), form_key=secrets.token_urlsafe(16))
    if request.method == "POST" and form.is_valid():
        try:
            registering.correct(volunteer=volunteer, told=form.told, now=timezone.now())
            return redirect("sortition:mine")
        except (errors.TooLateToChange, errors.NotAVolunteer) as error:
            return refusal_page(request, error, back="/lots/join/mine/")
        except Refusal as error:
            tell(form, error, PLACES)
    context = {"lottery": lottery, "form": form, "is_open": True, "is_correction": True}
    return _private(render(request, "sortition/register.html", context, status=400 if form.errors else 200))


def _private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response
