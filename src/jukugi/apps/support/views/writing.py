"""What the pages of the desk for scenarios share: who may, and the page of one form."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from jukugi.apps.accounts.models import User
from jukugi.apps.support import errors, permissions
from jukugi.apps.support.forms.scenarios import GroupedForm
from jukugi.apps.support.models import Scenario
from jukugi.apps.support.queries.scenarios import RELATED
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page, set_subject

PLACES: dict[type[Refusal], str] = {
    errors.ScenarioThere: "kind",
    errors.CallBackwards: "closes_on",
    errors.CommentsNotAnswered: "taken_up",
    errors.AlternativeDropped: "alternative",
    errors.LookBackThere: "year",
    errors.LookBackNotDue: "year",
}


def signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)


def sent(request: HttpRequest) -> Any:
    """What came with a form; an empty form was sent too."""
    return request.POST if request.method == "POST" else None


def kept(request: HttpRequest, scenario_pk: int) -> Scenario | HttpResponse:
    """A scenario for somebody who writes it; else the page that says no. Two queries."""
    found = get_object_or_404(Scenario.objects.select_related(*RELATED), pk=scenario_pk)
    try:
        permissions.check_can_keep(request.user, found.area)
    except NotAllowed as error:
        return refusal_page(request, error)
    set_subject(request, found.process)
    return found


def write(
    request: HttpRequest,
    form: GroupedForm,
    save: Callable[[Any], str],
    *,
    scenario: Scenario | None,
    title: Any,
    lead: Any = "",
    button: Any,
    done: Any,
    **more: Any,
) -> HttpResponse:
    """The page of one form. ``save`` takes the form, does it, and says where the way goes on."""
    if request.method == "POST" and form.is_valid():
        try:
            way = save(form)
            messages.success(request, done)
            return redirect(way)
        except Refusal as error:
            tell(form, error, PLACES)
    context = {"form": form, "scenario": scenario, "title": title, "lead": lead, "button": button, **more}
    return render(request, "support/scenarios/desk_write.html", context, status=400 if form.errors else 200)
