"""What the officers' pages of one issue have in common."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from jukugi.apps.accounts.models import User
from jukugi.apps.issues import errors
from jukugi.apps.issues.models import Issue
from jukugi.kit.errors import Refusal, words_for
from jukugi.kit.pages.rendering import set_subject

DIGITS_LIMIT = 9
# Where an error of the action is told: at the field it speaks of.
PLACES: dict[type[Refusal], str] = {
    errors.ReasonMissing: "reason",
    errors.AboutMissing: "about",
    errors.AboutTooLong: "about",
    errors.TargetMissing: "target",
    errors.TargetNotWanted: "target",
    errors.EdgeToItself: "target",
    errors.EdgeOfAnotherProcess: "target",
    errors.WrongDirection: "target",
    errors.EdgeMakesCycle: "target",
    errors.NotADepartment: "department",
    errors.StepNotAllowed: "became",
    errors.DirectionMissing: "became",
    errors.TitleMissing: "title",
    errors.TitleTooLong: "title",
    errors.MaterialEmpty: "text",
    errors.CodeMissing: "code",
    errors.CodeTaken: "code",
    errors.EndsBeforeItStarts: "ended",
    errors.PolicyLinked: "issue",
    errors.MaterialInTheFuture: "dated_on",
}


def issue_for_staff(key: int) -> Issue:
    """The issue of a page, or 404. One query."""
    return get_object_or_404(Issue.objects.select_related("process", "department", "area"), pk=key)


def signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)


def number_of(request: HttpRequest, name: str) -> int | None:
    """A key or page from the address; what is none, or longer than any, is not there."""
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) <= DIGITS_LIMIT else None


def tell(form: Form, error: Refusal) -> None:
    """The words of a refusal, at the field it speaks of."""
    place = PLACES.get(type(error))
    if place == "title" and "name" in form.fields:
        place = "name"
    form.add_error(place if place in form.fields else None, str(words_for(error)))


def done(request: HttpRequest, form: Form, act: Callable[[], Any], words: str) -> bool:
    """Whether the form was right and the action did it; the words of success, or of the refusal, are told."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refusal as error:
        tell(form, error)
        return False
    messages.success(request, words)
    return True


def desk_page(
    request: HttpRequest, template: str, issue: Issue, tab: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """One of the officers' pages of an issue; ``tab`` says which stands open."""
    set_subject(request, issue.process)
    return render(request, template, {"issue": issue, "tab": tab, **context}, status=status)


def back_to(route: str, issue: Issue) -> HttpResponse:
    """To the page of an issue, so that a reload sends nothing again."""
    return redirect(route, issue_pk=issue.pk)
