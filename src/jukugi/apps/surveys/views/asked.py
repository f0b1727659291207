"""What every page of the desk asks of a request."""

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404

from jukugi.apps.accounts.models import User
from jukugi.apps.surveys import permissions
from jukugi.apps.surveys.models import Survey
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.rendering import refusal_page, set_subject

RELATED = ("process", "area", "department", "call")


@dataclass(frozen=True)
class Visit:
    """A survey and who looks at it; ``runs``: may do everything there, else type in paper alone."""

    survey: Survey
    person: User
    runs: bool


def visit(request: HttpRequest, survey_pk: int, *, runs: bool = True) -> Visit | HttpResponse:
    """A survey for somebody who runs it, or (``runs`` False) types in its paper; else the page that says no.

    At most three queries.
    """
    survey = get_object_or_404(Survey.objects.select_related(*RELATED), pk=survey_pk)
    may_run = permissions.can_run(request.user, survey.area)
    if not may_run and (runs or not permissions.can_key(request.user, survey)):
        return refusal_page(request, NotAllowed())
    set_subject(request, survey.process)
    return Visit(survey, cast(User, request.user), may_run)


def sent(request: HttpRequest) -> QueryDict | None:
    """What came with a form; an empty form was sent too."""
    return request.POST if request.method == "POST" else None
