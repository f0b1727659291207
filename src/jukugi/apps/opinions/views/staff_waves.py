"""Voices that came in at once: where there were many, one wave to look at, and the steps of deciding on it."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from jukugi.apps.opinions import actions, permissions
from jukugi.apps.opinions.enums import WaveState
from jukugi.apps.opinions.errors import ReasonMissing, RuleMissing
from jukugi.apps.opinions.forms.waves import TakeBackForm, WaveDecisionForm, WaveTimeForm
from jukugi.apps.opinions.models import Wave
from jukugi.apps.opinions.queries import waves as queries
from jukugi.apps.opinions.views.asked import signed_in
from jukugi.apps.processes.queries import main_process
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.rendering import page_or_part, refusal_page, set_subject

VOICES_SHOWN, WAVES_SHOWN = 50, 20
FIELD_OF: dict[type[Refusal], str] = {RuleMissing: "rule", ReasonMissing: "reason"}


@login_required
def waves(request: HttpRequest) -> HttpResponse:
    """Hours in which more came than usual; have those of one time looked at."""
    areas = permissions.areas_handled_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    process, now = main_process(), timezone.now()
    form = WaveTimeForm(request.POST if request.method == "POST" else None)
    if process is not None and form.is_bound and form.is_valid():
        try:
            return redirect(actions.open_wave(process=process, **form.cleaned_data, actor=signed_in(request), now=now))
        except Refusal as error:
            tell(form, error)
    set_subject(request, process)
    context = {
        "form": form,
        "process": process,
        "surges": queries.surges(process, areas, now=now),
        "waves": queries.waves_for(areas)[:WAVES_SHOWN],
    }
    return render(request, "opinions/staff_waves.html", context, status=400 if form.is_bound else 200)


@login_required
@never_cache
@require_safe
def wave(request: HttpRequest, wave_pk: int) -> HttpResponse:
    """What it holds and what may be chosen, how far the work is, or what became of it."""
    found = _wave(request, wave_pk)
    if isinstance(found, HttpResponse):
        return found
    if found.is_working:
        done, total = queries.progress_of(found)
        context = {"wave": found, "done": done, "total": total}
        return page_or_part(request, "opinions/staff_wave_now.html", "wave-now", context)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    if found.state == WaveState.READY:
        return _choosing(request, found, WaveDecisionForm(initial={"rule": found.rule, "reason": found.reason}))
    return _standing(request, found, TakeBackForm())


@login_required
@never_cache
def voices(request: HttpRequest, wave_pk: int) -> HttpResponse:
    """All voices of one group, or those in none, so many on a page; single ones are excepted here."""
    found = _wave(request, wave_pk)
    if isinstance(found, HttpResponse):
        return found
    number = whole((request.POST or request.GET).get("group"))
    group = get_object_or_404(found.groups, number=number) if number else None
    pages = Paginator(queries.voices_of(found).filter(group=group), VOICES_SHOWN)
    page = pages.get_page((request.POST or request.GET).get("page"))
    if request.method == "POST":
        try:
            actions.except_voices(
                wave=found,
                told=[voice.pk for voice in page],
                excepted=[whole(key) for key in request.POST.getlist("excepted")],
                actor=signed_in(request),
                now=timezone.now(),
            )
        except Refusal as error:
            return refusal_page(request, error, back=found.get_absolute_url())
        following = page.next_page_number() if page.has_next() else None
        return redirect(f"{request.path}?group={number}&page={following}" if following else found.get_absolute_url())
    return render(request, "opinions/staff_wave_voices.html", {"wave": found, "group": group, "page": page})


@login_required
@require_POST
def decide(request: HttpRequest, wave_pk: int) -> HttpResponse:
    """Hide the chosen groups, at once or after a second officer agreed."""
    found = get_object_or_404(Wave, pk=wave_pk)
    form = WaveDecisionForm(request.POST)
    groups = [int(name[8:]) for name, verdict in request.POST.items() if _is_hiding(name, verdict)]
    if form.is_valid():
        try:
            return redirect(
                actions.decide_wave(
                    wave=found, groups=groups, **form.cleaned_data, actor=signed_in(request), now=timezone.now()
                )
            )
        except Refusal as error:
            if not permissions.can_handle_wave(request.user, found):
                return refusal_page(request, error)
            tell(form, error, FIELD_OF)
    elif not permissions.can_handle_wave(request.user, found):
        return refusal_page(request, NotAllowed())
    return _choosing(request, found, form, chosen=groups)


@login_required
@require_POST
def agree(request: HttpRequest, wave_pk: int) -> HttpResponse:
    """The second officer agrees."""
    return _step(request, wave_pk, actions.agree_to_wave)


@login_required
@require_POST
def send_back(request: HttpRequest, wave_pk: int) -> HttpResponse:
    """Let it be chosen anew."""
    return _step(request, wave_pk, actions.send_wave_back)


@login_required
@require_POST
def give_up(request: HttpRequest, wave_pk: int) -> HttpResponse:
    """Hide nothing."""
    return _step(request, wave_pk, actions.give_up_wave)


@login_required
@require_POST
def take_back(request: HttpRequest, wave_pk: int) -> HttpResponse:
    """Let all that was hidden wait again."""
    found = get_object_or_404(Wave.objects.select_related("department", "returned_department"), pk=wave_pk)
    form = TakeBackForm(request.POST)
    if not form.is_valid():
        allowed = permissions.can_handle_wave(request.user, found)
        return _standing(request, found, form) if allowed else refusal_page(request, NotAllowed())
    try:
        actions.take_wave_back(
            wave=found, reason=form.cleaned_data["reason"], actor=signed_in(request), now=timezone.now()
        )
    except ReasonMissing as error:
        tell(form, error, FIELD_OF)
        return _standing(request, found, form)
    except Refusal as error:
        return refusal_page(request, error, back=found.get_absolute_url())
    return redirect(found)


def _step(request: HttpRequest, wave_pk: int, action: Any) -> HttpResponse:
    """An action that asks nothing more than who and when."""
    found = get_object_or_404(Wave, pk=wave_pk)
    try:
        action(wave=found, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=found.get_absolute_url())
    return redirect(found)


def _wave(request: HttpRequest, wave_pk: int) -> Wave | HttpResponse:
    """The wave, or why this person may not see it."""
    related = ("process", "department", "returned_department")
    found = get_object_or_404(Wave.objects.select_related(*related), pk=wave_pk)
    if not permissions.can_handle_wave(request.user, found):
        return refusal_page(request, NotAllowed())
    set_subject(request, found.process)
    return found


def _is_hiding(name: str, verdict: Any) -> bool:
    number = name.removeprefix("verdict-")
    return number != name and verdict == "hide" and number.isascii() and number.isdigit() and len(number) < 9


def _choosing(
    request: HttpRequest, found: Wave, form: WaveDecisionForm, chosen: list[int] | None = None
) -> HttpResponse:
    groups, others, others_count = queries.shown_groups(found)
    before = [shown.group.number for shown in groups if shown.group.is_chosen]
    context = {
        "wave": found,
        "form": form,
        "groups": groups,
        "chosen": before if chosen is None else chosen,
        "others": others,
        "others_count": others_count,
        "alike_count": found.total - others_count,
        "alone_at_most": settings.HIDDEN_ALONE,
    }
    return render(request, "opinions/staff_wave.html", context, status=400 if form.is_bound else 200)


def _standing(request: HttpRequest, found: Wave, form: forms.Form) -> HttpResponse:
    mine = signed_in(request).actor_key
    groups, _others, _count = queries.shown_groups(found)
    context = {
        "wave": found,
        "form": form,
        "groups": [shown for shown in groups if shown.group.is_chosen],
        "fates": queries.fates_of(found),
        "appeals": queries.appeals_in(found),
        "is_own": found.decided_by == mine,
    }
    return render(request, "opinions/staff_wave_end.html", context, status=400 if form.is_bound else 200)
