"""Calls for opinions at the desk: open one, print its poster, see what came in, end it."""

from datetime import date, datetime, time, timedelta

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from jukugi.apps.opinions import actions, errors, permissions
from jukugi.apps.opinions.enums import CallKind
from jukugi.apps.opinions.forms.calls import CallForm
from jukugi.apps.opinions.models import Call
from jukugi.apps.opinions.queries import calls as queries
from jukugi.apps.opinions.queries import reading
from jukugi.apps.opinions.views.asked import signed_in
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.queries import main_process
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.rendering import refusal_page, set_subject

# A consultation (パブリックコメント) has a desk of its own.
_CALLS = Call.objects.written_here().select_related("process", "ward", "about")
FIELD_OF_CALL = {errors.CallNeedsTitle: "title", errors.CallEndsBeforeItBegins: "last_on"}


@login_required
def calls(request: HttpRequest) -> HttpResponse:
    """The calls, and the form of a new one."""
    areas = permissions.areas_handled_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    process, now = main_process(), timezone.now()
    sent = request.POST if request.method == "POST" else None
    form = CallForm(sent, process=process, areas=areas, initial={"opens_on": timezone.localdate(now)})
    if process is not None and form.is_valid():
        try:
            return redirect("opinions:desk-call", _open(request, process, form, now).pk)
        except Refusal as error:
            form.add_error(FIELD_OF_CALL.get(type(error)), str(words_for(error)))
    context = {"process": process, "form": form, "rows": queries.call_rows(areas, now=now)}
    return render(request, "opinions/staff_calls.html", context, status=400 if form.is_bound else 200)


@login_required
def call(request: HttpRequest, call_pk: int) -> HttpResponse:
    """One call: its poster to print, and what came in."""
    found = get_object_or_404(_CALLS, pk=call_pk)
    if not permissions.can_call(request.user, found.ward):
        return refusal_page(request, NotAllowed())
    set_subject(request, found.process)
    return _call_page(request, found)


@login_required
@require_POST
def end_call(request: HttpRequest, call_pk: int) -> HttpResponse:
    """Ask no more."""
    found = get_object_or_404(_CALLS, pk=call_pk)
    try:
        actions.end_call(call=found, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error)
    return redirect("opinions:desk-call", found.pk)


def _open(request: HttpRequest, process: Process, form: CallForm, now: datetime) -> Call:
    fields = form.cleaned_data
    last: date | None = fields["last_on"]
    return actions.open_call(
        process=process,
        kind=CallKind(fields["kind"]),
        title=fields["title"],
        question=fields["question"],
        ward=fields["ward"],
        place=fields["place"],
        about=fields["about"],
        opens_at=_beginning_of(fields["opens_on"]),
        closes_at=_beginning_of(last + timedelta(days=1)) if last else None,
        actor=signed_in(request),
        now=now,
    )


def _beginning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _call_page(request: HttpRequest, found: Call) -> HttpResponse:
    now = timezone.now()
    context = {
        "call": found,
        "figures": queries.figures_of(found),
        "is_open": found.is_open_at(now),
        "is_ahead": found.opens_at > now,
        "until": reading.day_before(min((end for end in (found.closes_at, found.ended_at) if end), default=None)),
        "address": request.build_absolute_uri(found.get_absolute_url()),
    }
    return render(request, "opinions/staff_call.html", context)
