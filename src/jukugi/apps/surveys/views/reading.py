"""What everybody reads: the surveys, and the notice of one, with the ways in."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from jukugi.apps.surveys import permissions
from jukugi.apps.surveys.models import Survey
from jukugi.apps.surveys.queries import reading
from jukugi.apps.surveys.views.doors import doors_of, open_with_code, open_with_key
from jukugi.kit.errors import Refusal, words_for
from jukugi.kit.pages.rendering import set_subject


def surveys(request: HttpRequest) -> HttpResponse:
    """All surveys: those that take answers, those that are being counted, results."""
    found = reading.survey_list(request.GET.get("page"), now=timezone.now())
    return render(request, "surveys/survey_list.html", {"list": found})


@never_cache
def survey(request: HttpRequest, code: str) -> HttpResponse:
    """The notice, and a button for each way in. A letter's code (``?code=``, or typed) and a link's key (``?key=``) are
    taken out of the address: they stay with the device."""
    found = public(request, code)
    refusal: Refusal | None = None
    try:
        if request.method == "POST" or "code" in request.GET:
            typed = request.POST.get("code", "") if request.method == "POST" else request.GET["code"]
            audience = open_with_code(request, found, typed)
            return redirect("surveys:answer", code=found.code, audience_pk=audience.pk)
        if "key" in request.GET:
            open_with_key(request, found, request.GET["key"])
            return redirect(found)
    except Refusal as error:
        refusal = error
    return _page(request, found, refusal)


def public(request: HttpRequest, code: str) -> Survey:
    """A survey of which everybody may know. Raises Http404."""
    found = reading.public_survey(code)
    if found is None:
        raise Http404
    set_subject(request, found.process)
    return found


def _page(request: HttpRequest, found: Survey, refusal: Refusal | None) -> HttpResponse:
    page = reading.notice_page(found, now=timezone.now())
    doors = doors_of(request, page.people)
    context: dict[str, Any] = {
        "survey": found,
        "page": page,
        "doors": doors,
        "refusal": words_for(refusal) if refusal is not None else None,
        "may_run": permissions.can_run(request.user, found.area),
        "code_label": _("回答番号"),
    }
    return render(request, "surveys/survey_detail.html", context, status=400 if refusal is not None else 200)
