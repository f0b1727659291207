"""Doors that hold against machines, and do not shut people of a library out.

Counted for each part of the network (``kit.limits``): what is sent by devices that nobody knows yet, and codes that
were wrong. A device that took part before is not held up by what others send from its address. Nobody is asked to
solve puzzles, and nothing is asked of a company: where much is sent at once, one waits ten seconds.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import ResolverMatch
from django.utils import timezone

from jukugi.apps.accounts.actions import participation_of
from jukugi.kit.limits import counting

SENT, WRONG = "sent", "wrong"
WAIT_SECONDS, TICKET_SECONDS = 10, 60 * 60
TICKET, SALT = "waited", "jukugi.project.floods"
REFUSED_AT = 5
"""So many times as often as people begin to wait, nothing is taken any more until the ten minutes are over."""
WRONG_AT_MOST, WRONG_OF_ONE_AT_MOST = 60, 20
# Where a number or code opens something, so that guesses are counted: in the address, and in a form.
CODES_IN_ADDRESSES = frozenset(
    {"receipt", "drafts:review", "meetings:join-table", "meetings:registration", "organizations:code"}
)
CODES_IN_FORMS = frozenset(
    {
        "accounts:carry",
        "accounts:confirm-mail",
        "accounts:resident",
        "budgeting:ballot-code",
        "meetings:find-registration",
        "organizations:enter-code",
        "sortition:join",
        "surveys:survey",
    }
)
WRONG_STATUSES = frozenset({400, 404, 409})
# Forms that keep nothing, and those behind a secret of their own (a table of a meeting, a code that was right).
FREE_ROUTES = frozenset({"areas:choose", "furigana", "hints"})
FREE_SPACES = frozenset({"organizations", "drafts", "meetings", "inventory"})


class FloodMiddleware:
    """Comes after sign-in and participation are known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if response.status_code in WRONG_STATUSES and _tries_a_code(request) and _is_stranger(request):
            _count_wrong(request, now=timezone.now())
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method != "POST" and not _tries_a_code(request):
            return None  # who only reads is not asked who they are: the answer would vary by cookie
        if not _is_stranger(request):
            return None
        now = timezone.now()
        if _tries_a_code(request) and _guessed_too_often(request, now=now):
            return _refused(request, now)
        if request.method != "POST" or _is_free(request) or participation_of(request).current is not None:
            return None
        return _held_up(request, now) if settings.SENT_BEFORE_WAITING else None


def _tries_a_code(request: HttpRequest) -> bool:
    name = request.resolver_match.view_name if request.resolver_match else ""
    in_form = name in CODES_IN_FORMS and request.method == "POST"
    return name in CODES_IN_ADDRESSES or in_form


def _is_free(request: HttpRequest) -> bool:
    """Keeps nothing, has limits of its own (sign-in, codes), or stands behind a secret that was right already."""
    match = cast(ResolverMatch, request.resolver_match)  # a view was found: it is about to be called
    own = match.view_name.startswith(("account_", "mfa_")) or _tries_a_code(request)
    return own or match.view_name in FREE_ROUTES or match.namespace in FREE_SPACES


def _held_up(request: HttpRequest, now: datetime) -> HttpResponse | None:
    sent = counting.count(SENT, _place(request), now=now)
    begin = settings.SENT_BEFORE_WAITING
    if sent > begin * REFUSED_AT:
        return _refused(request, now)
    has_files = request.content_type == "multipart/form-data"
    if sent <= begin or has_files or _has_waited(request, now):
        return None
    return _wait(request, now)


def _wait(request: HttpRequest, now: datetime) -> HttpResponse:
    """A page that keeps what was written, and sends it when one presses again after some seconds."""
    left_out = (TICKET, "csrfmiddlewaretoken")
    fields = [(name, value) for name, values in request.POST.lists() if name not in left_out for value in values]
    ticket = signing.dumps([request.path, _place(request), int(now.timestamp())], salt=SALT, compress=True)
    context = {"fields": fields, "ticket": ticket, "ticket_name": TICKET, "seconds": WAIT_SECONDS}
    response = render(request, "wait.html", context, status=409 if getattr(request, "htmx", False) else 429)
    if getattr(request, "htmx", False):
        for name, value in {"HX-Retarget": "#main", "HX-Reswap": "innerHTML", "HX-Reselect": "#wait"}.items():
            response.headers[name] = value
    response.headers["Retry-After"] = str(WAIT_SECONDS)
    return response


def _has_waited(request: HttpRequest, now: datetime) -> bool:
    try:
        path, place, since = signing.loads(request.POST.get(TICKET, ""), salt=SALT)
    except (signing.BadSignature, ValueError):
        return False
    waited = int(now.timestamp()) - since
    return path == request.path and place == _place(request) and WAIT_SECONDS <= waited <= TICKET_SECONDS


def _guessed_too_often(request: HttpRequest, *, now: datetime) -> bool:
    """Who took part before is held by their own guesses first, and by those of their place much later."""
    known = participation_of(request).current
    of_place = counting.seen(WRONG, _place(request), now=now)
    if known is None:
        return of_place >= WRONG_AT_MOST
    if of_place >= WRONG_AT_MOST * REFUSED_AT:
        return True
    return counting.seen(WRONG, known.actor_key, now=now) >= WRONG_OF_ONE_AT_MOST


def _count_wrong(request: HttpRequest, *, now: datetime) -> None:
    counting.count(WRONG, _place(request), now=now)
    known = participation_of(request).current
    if known is not None:
        counting.count(WRONG, known.actor_key, now=now)


def _refused(request: HttpRequest, now: datetime) -> HttpResponse:
    seconds = counting.seconds_left(now)
    response = render(request, "too_many.html", {"minutes": -(-seconds // 60)}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _is_stranger(request: HttpRequest) -> bool:
    return not request.user.is_authenticated


def _place(request: HttpRequest) -> str:
    """By the address that the trusted proxies tell (``JUKUGI_TRUSTED_PROXIES``)."""
    return counting.place_of(str(get_adapter().get_client_ip(request)))
