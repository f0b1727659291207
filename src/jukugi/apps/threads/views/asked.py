"""What the pages of this room have in common: who asks, of which ward, and how a page is cited."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import wards
from jukugi.apps.threads import permissions
from jukugi.kit import receipts
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.pages.voices import Voice, voices
from jukugi.kit.pages.wording import jdate

View = Callable[..., HttpResponse]


def for_tellers(view: View) -> View:
    """Policy officers of the whole city."""
    return _for(permissions.can_tell, view)


def for_counters(view: View) -> View:
    """Policy and ward officers."""
    return _for(permissions.can_serve, view)


def signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)


def voice_behind(request: HttpRequest, number: str) -> Voice | None:
    """The voice with this number, as this visitor may see it. As many queries as its room takes, and one."""
    kind = receipts.kind_of(number)
    return voices[kind](request, number) if kind is not None and kind in voices else None


def ward_asked(request: HttpRequest) -> tuple[Area | None, list[Area]]:
    """The ward that stands in the address, and all of them. One query."""
    known = wards()
    return next((ward for ward in known if ward.code == request.GET.get("ward", "")), None), known


def cite_of(request: HttpRequest, voice: Voice, *, now: datetime) -> str:
    """One line by which the page of a public voice is cited; "" of what is not public. No query."""
    if not voice.is_public:
        return ""
    words = {
        "number": receipts.shown(voice.number),
        "process": voice.subject.title if voice.subject is not None else "",
        "received": jdate(voice.received_at),
        "url": request.build_absolute_uri(reverse("receipt", args=[voice.number])),
        "day": jdate(now),
    }
    return _("受付番号 %(number)s の声（%(received)s受付）、「%(process)s」声のゆくえ、%(url)s（%(day)s閲覧）") % words


def _for(may: Callable[[Any], bool], view: View) -> View:
    @login_required
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if not may(request.user):
            return refusal_page(request, NotAllowed())
        return view(request, *args, **options)

    return cast(View, checked)
