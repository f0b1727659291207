"""What pages ask of a request, and what they give back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.models import Area
from jukugi.apps.circles import errors
from jukugi.apps.circles.forms import CameForm
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.asked import tell

FIELDS: dict[type[Refusal], str] = {
    errors.NameMissing: "name",
    errors.ReasonMissing: "reason",
    errors.WrongChannel: "channel",
    errors.KindMissing: "kind",
    errors.SumMissing: "up_to_yen",
    errors.ExpiryOutOfRange: "expires_on",
    errors.AnotherDistrict: "district",
    errors.ContactMissing: "contact",
    errors.NoSuchStep: "step",
    errors.TooMuch: "ask_yen",
    errors.FundEmpty: "ask_yen",
    errors.UsedTooMuch: "used_yen",
    errors.FundExists: "fiscal_year",
    errors.RulesInUse: "sum_yen",
}


@dataclass(frozen=True)
class Act:
    """Something that can be done on a page: its form, the words of its button, and whether its fold is open."""

    slug: str
    title: str
    form: forms.Form
    button: str
    hint: str = ""
    is_open: bool = False
    values: list[tuple[str, str, str]] = field(default_factory=list)


def signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)


def sent(request: HttpRequest) -> QueryDict | None:
    """What came with a form; an empty form was sent too."""
    return request.POST if request.method == "POST" else None


def current(request: HttpRequest) -> Participant | None:
    """Who takes part on this device. One query."""
    return participation_of(request).current


def districts() -> QuerySet[Area]:
    """All school districts that are known."""
    known = Area.objects.filter(level=AreaLevel.SCHOOL_DISTRICT)
    return known.order_by("parent__lane_order", "name")


def wards_of(kept: set[int | None]) -> QuerySet[Area]:
    """Wards for which an officer types something in."""
    every = Area.objects.wards()
    return every if None in kept else every.filter(pk__in=[key for key in kept if key is not None])


def received(came: CameForm, now: datetime) -> datetime:
    """When paper came, of which only the day is known: now, where it is today."""
    day = came.cleaned_data["received_on"]
    if day == timezone.localdate(now):
        return now
    return timezone.make_aware(datetime.combine(day, time(12)))


def tried(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What the act gives; None where it refuses, which the form then says."""
    try:
        return act()
    except Refusal as error:
        tell(form, error, FIELDS)
        return None


def done(request: HttpRequest, words: Any, to: Any, *keys: Any) -> HttpResponse:
    """Say what was done, and go on."""
    messages.success(request, str(words))
    return redirect(to, *keys)
