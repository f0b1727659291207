"""A page, or the one part of it that htmx swaps, from the same template."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from jukugi.kit.errors import Refusal, words_for


def page_or_part(
    request: HttpRequest, template: str, part: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render ``template#part`` for a request that swaps this part, else the whole template."""
    wants_part = bool(getattr(request, "htmx", False)) and not request.htmx.boosted  # type: ignore[attr-defined]
    response = render(request, f"{template}#{part}" if wants_part else template, context, status=status)
    response.headers["Vary"] = "HX-Request"
    return response


def set_subject(request: HttpRequest, subject: Any) -> None:
    """Say what the page is about, so that its frame tells of this and not of the site's main thing."""
    request.subject = subject  # type: ignore[attr-defined]


def subject_of(request: HttpRequest) -> Any:
    """What the page is about, as its view said; None where it said nothing."""
    return getattr(request, "subject", None)


def refusal_page(request: HttpRequest, error: Refusal, *, back: str = "") -> HttpResponse:
    """A whole page for a refusal: what, where, what to do now. ``back`` is where the way goes on."""
    return render(request, "kit/refusal.html", {"words": words_for(error), "back": back}, status=error.status)


LONGEST_WAY_BACK = 2000
"""Letters of an address that a page carries along; of a longer one the path alone."""


def way_back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page that the form names in ``next``, if it is one of ours; else home."""
    back = request.POST.get("next", "/")
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    return HttpResponseRedirect(back)


def here(request: HttpRequest) -> str:
    """The address to come back to: of a page that answers a form, the one on which the form stood."""
    if request.method == "GET":
        whole = request.get_full_path()
        return whole if len(whole) <= LONGEST_WAY_BACK else request.path
    before = urlsplit(request.headers.get("Referer", ""))
    is_ours = before.netloc == request.get_host()
    back = urlunsplit(("", "", before.path, before.query, ""))
    return back if is_ours and len(back) <= LONGEST_WAY_BACK else request.path
