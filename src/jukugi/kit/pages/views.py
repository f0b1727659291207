from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from jukugi.kit.pages.furigana import FURIGANA_COOKIE, ON
from jukugi.kit.pages.hints import asked_field, shown_hints
from jukugi.kit.pages.rendering import way_back

YEAR_SECONDS = 365 * 24 * 60 * 60


@require_POST
def furigana(request: HttpRequest) -> HttpResponse:
    """Switch readings beside kanji on or off on this device, and go back to the page."""
    response = way_back(request)
    if request.POST.get("on") == ON:
        response.set_cookie(
            FURIGANA_COOKIE, ON, max_age=YEAR_SECONDS, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        response.delete_cookie(FURIGANA_COOKIE, samesite="Lax")
    return response


@login_required
@require_POST
def hints(request: HttpRequest) -> HttpResponse:
    """Hints on what stands in one field of a form, as the part that htmx puts below it. Nothing is kept."""
    text = request.POST.get(asked_field(request), "")
    return render(request, "kit/parts/_hints.html", {"hints": shown_hints(text)})
