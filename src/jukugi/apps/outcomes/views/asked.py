"""What pages ask of a request."""

from typing import cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404

from jukugi.apps.accounts.models import User
from jukugi.apps.outcomes import permissions
from jukugi.apps.outcomes.models import Promise
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.rendering import refusal_page, set_subject


def signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)


def sent(request: HttpRequest) -> QueryDict | None:
    """What came with a form; an empty form was sent too."""
    return request.POST if request.method == "POST" else None


def kept_promise(request: HttpRequest, promise_pk: int) -> Promise | HttpResponse:
    """A promise for somebody who keeps it; else the page that says no. Two queries."""
    found = get_object_or_404(Promise.objects.select_related("process", "area", "department"), pk=promise_pk)
    try:
        permissions.check_can_keep(request.user, found.area)
    except NotAllowed as error:
        return refusal_page(request, error)
    set_subject(request, found.process)
    return found
