"""Four eyes for files with what is known of people: one officer asks, another looks; the rooms hand out the files."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from jukugi.apps.accounts import actions, errors, permissions, queries
from jukugi.apps.accounts.enums import ExportState
from jukugi.apps.accounts.forms import AnswerForm, AskForm
from jukugi.apps.accounts.models import ExportAsk, User
from jukugi.kit.errors import NotAllowed, Refusal, WordsHaveControls, WordsMissing, WordsTooLong
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.personal_exports import personal_exports

OF_A_FIELD = (WordsMissing, WordsTooLong, WordsHaveControls, errors.ReasonTooShort)


@never_cache
@login_required
def exports(request: HttpRequest) -> HttpResponse:
    """Asks that wait for me, my own, and files that were taken."""
    permissions.know_roles(request.user)
    if not permissions.can_ask_for_files(request.user):
        return refusal_page(request, NotAllowed())
    asks = queries.shown_asks(request.user, day=timezone.localdate())
    return render(request, "accounts/exports.html", {"asks": asks, "kinds": list(personal_exports)})


@never_cache
@login_required
def new_export(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Ask for a file; who has an open ask for it is led there."""
    thing = queries.export_thing(kind, key)
    if thing is None:
        raise Http404
    if not permissions.can_take(request.user, kind, thing):
        return refusal_page(request, NotAllowed())
    today, person = timezone.localdate(), cast(User, request.user)
    last = queries.export_stands(person, kind, [key], day=today)[key]
    if request.method != "POST" and last.ask is not None and last.state in (ExportState.WAITING, ExportState.AGREED):
        return redirect(last.ask)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            ask = actions.ask_for_export(kind=kind, key=key, reason=reason, actor=person, now=timezone.now())
        except Refusal as error:
            tell(form, error, dict.fromkeys(OF_A_FIELD, "reason"))
        else:
            messages.success(request, _("お願いしました。ほかの担当者の机に出ています。"))
            return redirect(ask)
    others = queries.others_who_may(person, kind, thing, day=today)
    context = {"form": form, "thing": thing, "file": personal_exports[kind], "others": others}
    return render(request, "accounts/export_new.html", context, status=400 if form.errors else 200)


@never_cache
@login_required
def export(request: HttpRequest, ask_pk: int) -> HttpResponse:
    """One ask: for who asked, where it stands; for another one, what to look at, and the answer."""
    ask = get_object_or_404(ExportAsk, pk=ask_pk)
    today, person = timezone.localdate(), cast(User, request.user)
    shown = queries.shown_ask(person, ask, day=today)
    if shown is None:
        return refusal_page(request, NotAllowed())
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        agrees = request.POST.get("act") == "agree"
        try:
            actions.decide_export(
                ask=ask, agrees=agrees, answer=form.cleaned_data["answer"], actor=person, now=timezone.now()
            )
        except (errors.ExportAnswered, errors.SecondIsTheSame) as error:
            return refusal_page(request, error, back=ask.get_absolute_url())
        except Refusal as error:
            tell(form, error, dict.fromkeys(OF_A_FIELD, "answer"))
        else:
            told = _("よいと答えました。") if agrees else _("断りました。わけが、お願いした人に見えます。")
            messages.success(request, told)
            return redirect(ask)
    is_own = ask.asked_by == person.actor_key
    others = queries.others_who_may(person, ask.kind, shown.thing, day=today) if is_own else []
    context = {"shown": shown, "form": form, "is_own": is_own, "others": others}
    return render(request, "accounts/export.html", context, status=400 if form.errors else 200)
