"""A session that ends in the middle of a long text: what was sent is laid by until the writer has signed in again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

KEY = "laid_by"
LETTERS_AT_MOST = 20_000
FIELDS = ("heading", "text", "seen", "reason", "category", "changed", "change_note")
"""Those that are always there, empty where they were not sent."""
FIELDS_AT_MOST = 60


def keeps_words(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask to sign in, and where words came along, lay them by in the session of the device until then."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **options)
        if request.method == "POST":
            names = [name for name in request.POST if name != "csrfmiddlewaretoken"][:FIELDS_AT_MOST]
            kept = {name: request.POST[name][:LETTERS_AT_MOST] for name in names if name != "path"}
            request.session[KEY] = {**kept, "path": request.path}
            messages.warning(
                request, _("サインインが切れていました。書いたものは取ってあります。もう一度サインインしてください。")
            )
        return redirect_to_login(request.path)

    return wrapped


def laid_by(request: HttpRequest) -> dict[str, str]:
    """What was laid by for this page, taken out of the session; empty where there is nothing."""
    kept: dict[str, str] = request.session.get(KEY, {})
    if kept.get("path") != request.path:
        return {}
    del request.session[KEY]
    return {**dict.fromkeys(FIELDS, ""), **{name: words for name, words in kept.items() if name != "path"}}
