"""What pages ask of a request."""

from typing import cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404

from jukugi.apps.accounts.models import User
from jukugi.apps.reports import permissions
from jukugi.apps.reports.models import Report
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.rendering import refusal_page, set_subject


def signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)


def sent(request: HttpRequest) -> QueryDict | None:
    """What came with a form; an empty form was sent too."""
    return request.POST if request.method == "POST" else None


def written_report(request: HttpRequest, report_pk: int) -> Report | HttpResponse:
    """A report for somebody who writes reports; else the page that says no. Two queries."""
    if not permissions.can_report(request.user):
        return refusal_page(request, NotAllowed())
    found = get_object_or_404(Report.objects.select_related("process", "asked_department"), pk=report_pk)
    set_subject(request, found.process)
    return found
