"""What is told when no page can be shown: a number that stands in the log, and what to do now.

Without the database, sessions or anything of the request: these pages must work when all of it is gone. Programs that
asked the interface (``/api/``) get problem details (RFC 9457) with the same number.
"""

import json
import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import defaults

from jukugi.kit.logs import reference
from jukugi.kit.troubles import Trouble, trouble_of

INTERFACE = "/api/"
WAIT_S = {503: "30", 507: "300"}
STATUSES = {Trouble.DATABASE_AWAY: 503, Trouble.NO_ROOM: 507}
TITLES: dict[int, Any] = {
    400: gettext_lazy("頼み方に読めないところがあります"),
    403: gettext_lazy("開けません"),
    404: gettext_lazy("見つかりません"),
    500: gettext_lazy("こちら側で問題が起きました"),
    503: gettext_lazy("いま答えられません"),
    507: gettext_lazy("保存する場所がいっぱいです"),
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _problem(request, 400) or _page(400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _problem(request, 403) or defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _problem(request, 404) or defaults.page_not_found(request, exception)


def failed(request: HttpRequest) -> HttpResponse:
    """500; 503 while the database is away or busy; 507 where there is no room to write."""
    trouble = trouble_of(sys.exc_info()[1])
    status = 500 if trouble is None else STATUSES[trouble]
    return _problem(request, status) or _page(status)


def _page(status: int) -> HttpResponse:
    return _waiting(HttpResponse(render_to_string(f"{status}.html"), status=status))


def _problem(request: HttpRequest, status: int) -> HttpResponse | None:
    if not request.path.startswith(INTERFACE):
        return None
    told = {
        "type": f"/data/api/#problem-{status}",
        "title": str(TITLES[status]),
        "status": status,
        "detail": _("問い合わせるときは、この番号を知らせてください。"),
        "reference": reference(),
    }
    body = json.dumps(told, ensure_ascii=False).encode()
    return _waiting(HttpResponse(body, status=status, content_type="application/problem+json"))


def _waiting(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    if response.status_code in WAIT_S:
        response.headers["Retry-After"] = WAIT_S[response.status_code]
    return response
