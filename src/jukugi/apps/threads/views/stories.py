from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from jukugi.apps.areas.enums import WARD_COOKIE
from jukugi.apps.areas.queries import wards
from jukugi.apps.processes.queries import main_process
from jukugi.apps.threads import policies
from jukugi.apps.threads.forms import EmailForm, NumberForm
from jukugi.apps.threads.queries import stories as queries
from jukugi.apps.threads.queries.tellings import address_state
from jukugi.apps.threads.views.asked import cite_of
from jukugi.kit.pages.rendering import set_subject
from jukugi.kit.pages.voices import voices
from jukugi.kit.receipts import kind_of, shown

FATES_SHOWN = 20
WHOLE_CITY = "all"
JUST_SENT = timedelta(hours=1)


def threads(request: HttpRequest) -> HttpResponse:
    """What became of voices lately, of the ward one looks at or of all; ``?no=`` goes to the page of a number."""
    form = NumberForm()
    if "no" in request.GET:
        form = NumberForm.of(request.GET["no"])
        if form.is_valid():
            return redirect("receipt", number=form.cleaned_data["no"])
    asked = request.GET.get("ward") or request.COOKIES.get(WARD_COOKIE, "")
    known = wards()
    ward = next((ward for ward in known if ward.code == asked), None)
    fates = queries.newest_fates(FATES_SHOWN, ward.pk if ward else None)
    context = {"form": form, "fates": fates, "ward": ward, "wards": known, "process": main_process()}
    return render(request, "threads/thread_list.html", context, status=400 if form.errors else 200)


@never_cache
def thread(request: HttpRequest, number: str) -> HttpResponse:
    """The story of one voice, for everybody who has its number; words that are not public for few.

    What is not public is for no search engine: numbers can be guessed.
    """
    kind = kind_of(number)
    if kind is None or kind not in voices:
        return _unlisted(request, "threads/thread_unknown.html", number, status=404)
    voice = voices[kind](request, number)
    if voice is None:
        return _unlisted(request, "threads/thread_card.html", number, status=200)
    now = timezone.now()
    set_subject(request, voice.subject)
    context = {
        "story": queries.story_of(request, voice, now=now),
        "voice": voice,
        "number": shown(number),
        "is_fresh": voice.is_own and voice.is_waiting and now - voice.received_at < JUST_SENT,
        "company": queries.company_line(voice),
        "search_url": request.build_absolute_uri(reverse("threads")),
        "canonical": request.build_absolute_uri(reverse("receipt", args=[voice.number])),
        "cite": cite_of(request, voice, now=now),
    }
    if voice.is_own and policies.is_offered(voice):
        context |= {"mail_form": EmailForm(), "mail_state": address_state(voice.number)}
    response = render(request, "threads/thread.html", context)
    if not voice.is_public:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _unlisted(request: HttpRequest, template: str, number: str, *, status: int) -> HttpResponse:
    response = render(request, template, {"number": shown(number), "form": NumberForm()}, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
