"""The staff desk asks for a second step: who has set none up is led to do so, and comes back."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from jukugi.apps.accounts.permissions import lacks_second_step

DESK = "/desk/"
# Kept in the session and never taken from an address: nobody can be led to another site by it.
WANTED = "page_wanted_at_the_desk"
LONGEST_ADDRESS = 2000


class SecondStepMiddleware:
    """Keeps the desk shut to staff without an authenticator. Pages for everybody, and of the account, stay open.

    The database is asked anew for every page of the desk (one query): when an operator takes a second step away,
    the desk shuts at once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.REQUIRE_SECOND_STEP or not request.path_info.startswith(DESK):
            return self._get_response(request)
        if lacks_second_step(request.user):
            return _to_setting_up(request)
        if WANTED in request.session:
            del request.session[WANTED]
        return self._get_response(request)


def _to_setting_up(request: HttpRequest) -> HttpResponse:
    """The way to the page of the authenticator app. What a form sent is not done, and that is said."""
    address = request.get_full_path()
    is_reading = request.method in ("GET", "HEAD") and not getattr(request, "htmx", False)
    request.session[WANTED] = address if is_reading and len(address) <= LONGEST_ADDRESS else DESK
    if request.method == "POST":
        messages.warning(
            request,
            _(
                "いま送った内容は、まだ記録していません。"
                "ブラウザーの「戻る」で内容を控え、二段階の確認を設定してから、もう一度送ってください。"
            ),
        )
    page = reverse("mfa_activate_totp")
    return HttpResponseClientRedirect(page) if getattr(request, "htmx", False) else HttpResponseRedirect(page)
