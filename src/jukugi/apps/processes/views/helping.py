"""What the desk pages of this room share: who may, and a page with one form."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from jukugi.apps.accounts.models import User
from jukugi.apps.processes import permissions
from jukugi.apps.processes.models import Milestone, Phase, Process
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.rendering import refusal_page

View = Callable[..., HttpResponse]


def for_staff(view: View) -> View:
    """Every member of staff."""
    return _for(permissions.can_read, view)


def for_officers(view: View) -> View:
    """Policy officers of the city."""
    return _for(permissions.can_edit, view)


def _for(may: Callable[[Any], bool], view: View) -> View:
    @login_required
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if not may(request.user):
            return refusal_page(request, NotAllowed())
        return view(request, *args, **options)

    return cast(View, checked)


def actor(request: HttpRequest) -> User:
    return cast(User, request.user)


def process_of(pk: int) -> Process:
    return get_object_or_404(Process.objects.select_related("area"), pk=pk)


def stage_of(kind: str, pk: int) -> Phase | Milestone:
    if kind == "phase":
        return get_object_or_404(Phase.objects.select_related("process"), pk=pk)
    return get_object_or_404(Milestone.objects.select_related("process"), pk=pk)


def back_to(process: Process) -> HttpResponseRedirect:
    return redirect("processes:desk-process", process_pk=process.pk)


def form_page(
    request: HttpRequest,
    process: Process | None,
    form: forms.Form,
    act: Callable[[], object],
    *,
    title: str,
    button: str,
    done: str,
    lead: str = "",
    template: str = "processes/desk_form.html",
    **shown: Any,
) -> HttpResponse:
    """A page with one form: what is refused stands in it, with everything that was typed."""
    if form.is_bound and form.is_valid():
        try:
            made = act()
        except Refusal as error:
            form.add_error(None, str(words_for(error)))
        else:
            messages.success(request, done)
            of = made if isinstance(made, Process) else process
            return back_to(of) if of is not None else redirect("processes:desk")
    back = reverse("processes:desk-process", args=[process.pk]) if process else reverse("processes:desk")
    context = {"process": process, "form": form, "title": title, "button": button, "lead": lead, "back": back, **shown}
    return render(request, template, context, status=400 if form.is_bound else 200)


def bound(request: HttpRequest) -> Any:
    """What a form is bound to: what was sent, or nothing."""
    return request.POST if request.method == "POST" else None
