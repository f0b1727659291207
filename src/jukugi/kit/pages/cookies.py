"""What a browser sends as cookies, without what no cookie of ours can hold."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class CookieMiddleware:
    """Leaves out cookies with control characters: a NUL in one (``"\\000"``) would fail in the database, not here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kept = {name: value for name, value in request.COOKIES.items() if not CONTROL.search(name + value)}
        if len(kept) < len(request.COOKIES):
            request.COOKIES = kept
        return self._get_response(request)
