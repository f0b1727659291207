"""E-mail addresses: left with a number, confirmed by the link of a mail, changed, taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from jukugi.apps.threads import errors, permissions, policies
from jukugi.apps.threads.actions import addresses as actions
from jukugi.apps.threads.enums import AddressState
from jukugi.apps.threads.forms import EmailForm
from jukugi.apps.threads.models import Address
from jukugi.apps.threads.queries.links import address_behind
from jukugi.apps.threads.queries.tellings import address_state
from jukugi.apps.threads.views.asked import voice_behind
from jukugi.kit import receipts
from jukugi.kit.errors import Refusal, words_for
from jukugi.kit.mail import leaves_the_house
from jukugi.kit.pages.rendering import refusal_page, set_subject
from jukugi.kit.pages.voices import Voice


@never_cache
def mailing(request: HttpRequest, number: str) -> HttpResponse:
    """Leave an address for a voice, or take it back: for the device that sent it, and for the counter."""
    voice = voice_behind(request, number)
    back = reverse("receipt", args=[number])
    if voice is None or not permissions.can_leave_for(request.user, voice):
        return refusal_page(request, errors.AddressNotYours(), back=back)
    set_subject(request, voice.subject)
    now = timezone.now()
    form, status = EmailForm(), 200
    try:
        if not address_state(number):
            policies.check_is_offered(voice)
        if request.POST.get("do") == "withdraw":
            actions.withdraw_address(voice=voice, user=request.user, now=now)
            messages.success(request, _("メールアドレスを消しました。もうメールは届きません。"))
            return redirect("threads:mailing", number=number)
        if request.method == "POST":
            form, status = EmailForm(request.POST), 400
            if form.is_valid():
                actions.leave_address(voice=voice, email=form.cleaned_data["email"], user=request.user, now=now)
                return redirect("threads:mailing", number=number)
    except errors.TooManyMails as error:
        form.add_error("email", str(words_for(error)))
        status = error.status
    except Refusal as error:
        return refusal_page(request, error, back=back)
    return _mailing_page(request, voice, form, status)


@never_cache
def address(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the links of mails: confirm, change, stop. To open it changes nothing: mail programs look ahead."""
    found = address_behind(token)
    if found is None or not _is_usable(found):
        return _unlisted(refusal_page(request, errors.LinkNotValid(), back=reverse("threads")))
    set_subject(request, found.process)
    now, form, status = timezone.now(), EmailForm(), 200
    wish = request.POST.get("do", "")
    try:
        if wish == "confirm":
            actions.confirm_address(address=found, now=now)
            return redirect("threads:address", token=token)
        if wish == "stop":
            actions.stop_telling(address=found, now=now)
            return _unlisted(render(request, "threads/address_stopped.html", {"number": receipts.shown(found.receipt)}))
        if wish == "change":
            form, status = EmailForm(request.POST), 400
            if form.is_valid():
                actions.change_address(address=found, email=form.cleaned_data["email"], now=now)
                return _unlisted(render(request, "threads/address_changed.html", {"receipt": found.receipt}))
    except errors.TooManyMails as error:
        form.add_error("email", str(words_for(error)))
        status = error.status
    except Refusal as error:
        return _unlisted(refusal_page(request, error, back=reverse("threads")))
    context = {
        "form": form,
        "token": token,
        "receipt": found.receipt,
        "number": receipts.shown(found.receipt),
        "is_confirmed": found.state == AddressState.CONFIRMED,
    }
    return _unlisted(render(request, "threads/address.html", context, status=status))


@csrf_exempt
@require_POST
def stop_at_once(request: HttpRequest, token: str) -> HttpResponse:
    """One click in a mail program (RFC 8058): it has no cookie and no form of ours, the signed link is its right."""
    found = address_behind(token)
    if found is not None:
        actions.stop_telling(address=found, now=timezone.now())
    return HttpResponse(_("知らせを止めました。"), content_type="text/plain; charset=utf-8")


def _is_usable(found: Address) -> bool:
    """A confirmed one as long as it is there; another while its link is fresh."""
    if found.state == AddressState.CONFIRMED:
        return True
    return found.state != AddressState.REFUSED and policies.link_is_fresh(found, now=timezone.now())


def _mailing_page(request: HttpRequest, voice: Voice, form: EmailForm, status: int) -> HttpResponse:
    context = {
        "voice": voice,
        "receipt": voice.number,
        "number": receipts.shown(voice.number),
        "form": form,
        "state": address_state(voice.number),
        "is_for_another": not voice.is_own,
        "stays_here": not leaves_the_house(),
    }
    return _unlisted(render(request, "threads/mailing.html", context, status=status))


def _unlisted(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    return response
