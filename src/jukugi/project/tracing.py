"""Every request has a number, stands in the log in one line, and is counted; nothing of it tells who asked what."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from jukugi.kit.logs import GIVEN, new_number, request_number, route_of
from jukugi.project import metrics

logger = logging.getLogger("jukugi.requests")
HEADER = "X-Request-ID"


class TracingMiddleware:
    """Outermost: gives the number of a request, and tells how it went.

    A number that came along is taken from a proxy alone (``JUKUGI_TRUSTED_PROXIES``), so that nobody writes into the
    log from outside.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number, began = _number(request), time.monotonic()
        with request_number(number):
            response = self._get_response(request)
            seconds = time.monotonic() - began
            response.headers[HEADER] = number
            metrics.count_request(metrics.room_of(request), response.status_code, seconds)
            told = {
                "method": request.method if request.method in METHODS else "other",
                "route": metrics.STATIC if request.path.startswith(settings.STATIC_URL) else route_of(request),
                "status": response.status_code,
                "ms": round(1000 * seconds),
            }
            logger.log(_level(response.status_code), "request", extra={"told": told})
        return response


METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


def _number(request: HttpRequest) -> str:
    given = request.headers.get(HEADER, "") if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
    return given if GIVEN.fullmatch(given) else new_number()


def _level(status: int) -> int:
    if status >= 500:
        return logging.ERROR
    return logging.WARNING if status >= 400 else logging.INFO
