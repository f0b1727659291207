"""When somebody who is signed in last sent a form: what is kept of their pages is asked for anew after it.

The mark is in the session, which every such page reads anyway, so that all web processes know of it.
"""

from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MARK = "last_form"


def last_form(request: HttpRequest) -> str:
    """A mark that is another after every form; empty before the first."""
    mark: str = request.session.get(MARK, "")
    return mark


class FormsSentMiddleware:
    """Marks a form when its view is done: who reads the mark reads all that the view wrote. One query more a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        # Citizens have no session, and get none here.
        is_known = settings.SESSION_COOKIE_NAME in request.COOKIES
        if is_known and request.method not in SAFE and request.user.is_authenticated:
            request.session[MARK] = uuid4().hex
        return response
