"""A page, or the one part of it that htmx swaps, from the same template."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
