from datetime import datetime

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.areas.enums import WARD_COOKIE
from jukugi.apps.areas.queries import wards
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions import actions, policies
from jukugi.apps.opinions.enums import ARRIVAL, AgeBand
from jukugi.apps.opinions.forms.sending import OpinionForm
from jukugi.apps.opinions.models import Call, Submission
from jukugi.apps.opinions.queries import reading
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.queries import main_process
from jukugi.kit.errors import Refusal
from jukugi.kit.limits import counting
from jukugi.kit.pages.rendering import set_subject


@never_cache
def write(request: HttpRequest) -> HttpResponse:
    """The form of 60 seconds: one question, no account. What cannot be taken comes back with its words."""
    return _write(request, main_process(), None)


@never_cache
def write_for_call(request: HttpRequest, code: str) -> HttpResponse:
    """The same form, for what somebody at an event or a box was asked."""
    calls = Call.objects.written_here().select_related("process", "ward", "about")
    call = get_object_or_404(calls, code=code.lower())
    return _write(request, call.process, call)


def blank_card(request: HttpRequest) -> HttpResponse:
    """The same question on paper, to print at home. Such a card gets its number when it arrives."""
    process = main_process()
    context = {
        "process": process,
        "wards": wards(),
        "ages": [str(label) for label in AgeBand.labels],
        "until": reading.last_day(policies.hearing_phase(process, now=timezone.now())) if process else None,
    }
    set_subject(request, process)
    return render(request, "opinions/card_blank.html", context)


def _write(request: HttpRequest, process: Process | None, call: Call | None) -> HttpResponse:
    now = timezone.now()
    form = OpinionForm(
        wards(),
        sent=request.POST if request.method == "POST" else None,
        ward_code=request.COOKIES.get(WARD_COOKIE, ""),
    )
    asked = request.POST.get("about", "") if form.is_bound else request.GET.get("issue", "")
    about = reading.issue_of(process, asked, is_standing=True)
    if call is not None and call.about is not None:
        about = call.about
    status = 400 if form.is_bound else 200
    if process is not None and form.is_valid():
        try:
            return redirect(_send(request, process, form, about, call, now))
        except Refusal as error:
            form.refuse(error)
            status = 409
    if form.is_bound:
        form.keep_words()
    return _writing_page(request, process, form, about, call, now, status=status)


def _send(
    request: HttpRequest, process: Process, form: OpinionForm, about: Issue | None, call: Call | None, now: datetime
) -> Submission:
    with participation_of(request).acting(now=now) as author:
        return actions.send_opinion(
            process=process,
            text=form.cleaned_data["text"],
            ward=form.cleaned_data["ward"],
            age_band=form.cleaned_data["age_band"],
            about=about,
            call=call,
            author=author,
            form_key=form.page_key,
            arrival=_arrival(request, now),
            now=now,
        )


def _arrival(request: HttpRequest, now: datetime) -> str:
    """A hash of the part of the network with the salt of the day; the address itself is not kept."""
    place = counting.place_of(str(get_adapter().get_client_ip(request)))
    return counting.mark(ARRIVAL, place, now=now) if place else ""


def _writing_page(
    request: HttpRequest,
    process: Process | None,
    form: OpinionForm,
    about: Issue | None,
    call: Call | None,
    now: datetime,
    *,
    status: int,
) -> HttpResponse:
    """The form; where nothing is heard, when it was or will be, and the words that were sent, to copy."""
    set_subject(request, process)
    participation = participation_of(request)
    participation.offer()
    phase = policies.hearing_phase(process, now=now) if process else None
    until = policies.asked_until(phase, call, now=now)
    context = {
        "form": form,
        "about": about,
        "call": call,
        "is_open": until is not None,
        "is_heard_elsewhere": until is None and phase is not None,
        "until": reading.day_before(until) if until != policies.END_OF_TIME else None,
        "next_phase": reading.next_hearing(process, now=now) if process and phase is None else None,
        "sent_before": reading.sent_by(participation.current),
    }
    return render(request, "opinions/opinion_write.html", context, status=status)
