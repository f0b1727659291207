"""Rounds of telling at the desk: write, look who would read what, approve, follow, stop."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jukugi.apps.processes.queries import main_process
from jukugi.apps.threads import errors, permissions
from jukugi.apps.threads.actions import tellings as actions
from jukugi.apps.threads.enums import TellingState
from jukugi.apps.threads.forms import CancelForm, TellingForm
from jukugi.apps.threads.models import Telling
from jukugi.apps.threads.queries import letters, previews, tellings
from jukugi.apps.threads.views.asked import for_counters, for_tellers, signed_in
from jukugi.kit.errors import Refusal, words_for
from jukugi.kit.mail import leaves_the_house
from jukugi.kit.pages.hints import asks_for_hints, unjudged
from jukugi.kit.pages.rendering import refusal_page

FIELD_OF = {
    errors.OccasionMissing: "occasion",
    errors.WordsMissing: "words",
    errors.GateNotPassed: "gate",
    errors.GateToldAlready: "gate",
}


@for_counters
def desk(request: HttpRequest) -> HttpResponse:
    """What was told, of what nobody was told yet, how many left an address."""
    process, now = main_process(), timezone.now()
    context = {
        "process": process,
        "can_tell": permissions.can_tell(request.user),
        "rows": tellings.telling_rows(process) if process is not None else [],
        "untold": tellings.untold_gates(process, now=now) if process is not None else [],
        "addresses": tellings.address_figures(process) if process is not None else None,
        "letters": letters.waiting_letters(process).count() if process is not None else 0,
        "stays_here": not leaves_the_house(),
    }
    return render(request, "threads/staff_tellings.html", context)


@for_tellers
def new(request: HttpRequest) -> HttpResponse:
    """Write what people are told."""
    process, now = main_process(), timezone.now()
    if process is None:
        raise Http404
    gates = [one.gate for one in tellings.untold_gates(process, now=now)]
    sent = request.POST if request.method == "POST" else None
    form = TellingForm(sent, gates=gates, initial={"gate": request.GET.get("gate", "")})
    if asks_for_hints(request):
        return _form_page(request, unjudged(form), None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.draft_telling(process=process, **form.cleaned_data, actor=signed_in(request), now=now)
            return redirect(made)
        except Refusal as error:
            form.add_error(FIELD_OF.get(type(error)), str(words_for(error)))
    return _form_page(request, form, None)


@for_tellers
def edit(request: HttpRequest, telling_pk: int) -> HttpResponse:
    """Write a draft anew."""
    telling = _telling(telling_pk)
    if telling.state != TellingState.DRAFT:
        return refusal_page(request, errors.TellingNotDraft(state=telling.get_state_display()))
    sent = request.POST if request.method == "POST" else None
    form = TellingForm(sent, gates=None, initial={"occasion": telling.occasion, "words": telling.words})
    if asks_for_hints(request):
        return _form_page(request, unjudged(form), telling)
    if form.is_bound and form.is_valid():
        try:
            actions.rewrite_telling(telling=telling, **form.cleaned_data, actor=signed_in(request), now=timezone.now())
            return redirect(telling)
        except Refusal as error:
            form.add_error(FIELD_OF.get(type(error)), str(words_for(error)))
    return _form_page(request, form, telling)


@for_counters
@never_cache
def telling(request: HttpRequest, telling_pk: int) -> HttpResponse:
    """A draft with what each would read; or how far the sending came."""
    return _telling_page(request, _telling(telling_pk), CancelForm(), 200)


@for_tellers
@require_POST
def approve(request: HttpRequest, telling_pk: int) -> HttpResponse:
    """Let it be sent."""
    found = _telling(telling_pk)
    try:
        actions.approve_telling(telling=found, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=found.get_absolute_url())
    messages.success(request, _("承認しました。メールは、これから順に送られます。"))
    return redirect(found)


@for_tellers
@require_POST
def cancel(request: HttpRequest, telling_pk: int) -> HttpResponse:
    """Send no more of it."""
    found, form = _telling(telling_pk), CancelForm(request.POST)
    if not form.is_valid():
        return _telling_page(request, found, form, 400)
    try:
        actions.cancel_telling(
            telling=found, reason=form.cleaned_data["reason"], actor=signed_in(request), now=timezone.now()
        )
    except errors.CancelReasonMissing as error:
        form.add_error("reason", str(words_for(error)))
        return _telling_page(request, found, form, 400)
    except Refusal as error:
        return refusal_page(request, error, back=found.get_absolute_url())
    return redirect(found)


@for_tellers
@require_POST
def again(request: HttpRequest, telling_pk: int) -> HttpResponse:
    """Hand over once more what may or may not have gone out."""
    found = _telling(telling_pk)
    try:
        count = actions.send_unsure_again(telling=found, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=found.get_absolute_url())
    messages.success(request, _("%(count)s通を、もう一度送ります。") % {"count": f"{count:,}"})
    return redirect(found)


def _telling(pk: int) -> Telling:
    return get_object_or_404(Telling.objects.select_related("process", "gate", "department"), pk=pk)


def _form_page(request: HttpRequest, form: TellingForm, found: Telling | None) -> HttpResponse:
    context = {"form": form, "telling": found}
    return render(request, "threads/staff_telling_form.html", context, status=400 if form.errors else 200)


def _telling_page(request: HttpRequest, found: Telling, form: CancelForm, status: int) -> HttpResponse:
    is_draft = found.state == TellingState.DRAFT
    context: dict[str, Any] = {
        "telling": found,
        "form": form,
        "can_tell": permissions.can_tell(request.user),
        "is_mine": found.drafted_by == signed_in(request).actor_key,
        "is_draft": is_draft,
        "is_approved": found.state in (TellingState.SENDING, TellingState.DONE),
        "can_cancel": found.state in (TellingState.DRAFT, TellingState.SENDING),
        "previews": previews.previews(found, now=timezone.now()) if is_draft else [],
        "progress": tellings.progress_of([found.pk])[found.pk],
        "failed": [] if is_draft else tellings.failed_notices(found),
        "trouble": tellings.mail_trouble() if found.state == TellingState.SENDING else "",
        "stays_here": not leaves_the_house(),
    }
    return render(request, "threads/staff_telling.html", context, status=status)
