"""What every answer says to the browser beside what Django says by itself."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# What no page needs is switched off, also for whatever might get into one. A walk asks where one stands.
PERMISSIONS = ", ".join(
    [
        "geolocation=(self)",
        *(
            f"{name}=()"
            for name in ("camera", "microphone", "payment", "usb", "midi", "display-capture", "browsing-topics")
        ),
    ]
)
OPEN = ("/api/", "/data/")
"""Below these lies what other sites may use: open data."""


class HeadersMiddleware:
    """The first of all, so that files and refusals of others have them too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        is_open = request.path.startswith(OPEN)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if is_open else "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
