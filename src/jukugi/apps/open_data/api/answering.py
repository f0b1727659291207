"""The view before all operations: only reading, a fair share for everybody, what is kept, and the headers.

An answer may be a minute old: half of that a process keeps it, half of it a browser or a proxy.
"""

import hashlib
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page

from jukugi.apps.open_data.api.allowance import allowance
from jukugi.apps.open_data.api.problems import Problem

if TYPE_CHECKING:
    from jukugi.apps.open_data.api.building import Interface

READING = "GET, HEAD, OPTIONS"
BROWSERS_KEEP = 30
LARGEST_KEPT = 64 * 1024
EXPOSED = "ETag, Link, RateLimit, RateLimit-Policy, Retry-After"
_building = Lock()


def interface() -> "Interface":
    """The operations, made by whoever asks first."""
    with _building:
        return _interface()


@cache
def _interface() -> "Interface":
    from jukugi.apps.open_data.api.building import Interface

    return Interface()


@csrf_exempt
@gzip_page
def answer(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Everything below ``/api/v1/``. Nobody's cookies are looked at, and none is set."""
    request.COOKIES = {}
    if request.method == "OPTIONS":
        response = HttpResponse(status=204, content_type="text/plain", headers={"Allow": READING})
        response.headers["Access-Control-Max-Age"] = "86400"
        response.headers["Access-Control-Allow-Methods"] = READING
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
        return _for_everybody(response)
    if request.method not in ("GET", "HEAD"):
        words = _("このAPIは読むためのものです。GETで頼んでください。")
        response = Problem(405, words).response(request.path)
        response.headers["Allow"] = READING
        return _for_everybody(response)
    share = allowance.take(_address(request))
    if share.is_used_up:
        words = _("続けて頼まれたため、いったん待っていただいています。%(wait)s秒あとに、もう一度頼んでください。")
        response = Problem(429, words % {"wait": share.wait}).response(request.path)
    else:
        response = _answer(request, rest)
    for name, value in share.headers().items():
        response.headers[name] = value
    return _for_everybody(response)


def _answer(request: HttpRequest, rest: str) -> HttpResponse:
    if not rest:
        return HttpResponseRedirect("/data/api/", content_type="text/plain")
    name = hashlib.sha256(request.get_full_path().encode()).hexdigest()
    kept = caches["api"].get(name)
    response = HttpResponse(kept[0], headers=kept[1]) if kept else _dispatch(request, rest)
    if response.status_code != 200:
        return response
    if not kept and settings.API_KEPT_SECONDS and len(response.content) <= LARGEST_KEPT:
        caches["api"].set(name, (response.content, dict(response.headers)), settings.API_KEPT_SECONDS)
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={BROWSERS_KEEP}"
    return get_conditional_response(request, etag=etag, response=response) or response


def _dispatch(request: HttpRequest, rest: str) -> HttpResponse:
    if rest == "openapi.json":
        return HttpResponse(interface().description, content_type="application/json")
    method, request.method = request.method, "GET"
    try:
        view, args, named = interface().resolver.resolve(rest)
        response: HttpResponse = view(request, *args, **named)
        return response
    except Http404:
        words = _("このアドレスには何もありません。頼めることは /api/v1/openapi.json と /data/api/ にあります。")
        return Problem(404, words).response(request.path)
    finally:
        request.method = method


def _address(request: HttpRequest) -> str:
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""


def _for_everybody(response: HttpResponse) -> HttpResponse:
    """Pages of other sites may read it, without anybody's cookies."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    return response
