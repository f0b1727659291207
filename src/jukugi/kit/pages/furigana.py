"""The switch ふりがな: a cookie that says nothing of a person, and what puts readings on finished pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from jukugi.kit.pages.ruby import with_ruby
from jukugi.kit.readings import reader

FURIGANA_COOKIE = "jukugi_furigana"
ON = "1"


def is_on(request: HttpRequest) -> bool:
    """Whether this browser asked for readings."""
    return request.COOKIES.get(FURIGANA_COOKIE) == ON


class FuriganaMiddleware:
    """Puts readings beside the kanji of pages and of parts that are swapped, where the switch is on.

    Nothing that is cached before holds any: a cached header serves those who asked and those who did not. One query
    on a page that was read before, two else. Pages that tell of a failure of the site (5xx) ask nothing of it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        patch_vary_headers(response, ("Cookie",))
        if is_on(request) and response.status_code < 500 and response.content:
            response.content = with_ruby(response.content.decode(), reader())
        return response
