"""What pages ask of a request."""

from typing import cast

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.models import Area
from jukugi.apps.places import errors
from jukugi.apps.places.models import Place
from jukugi.kit.errors import Refusal

FIELDS: dict[type[Refusal], str] = {
    errors.WardMissing: "ward",
    errors.AnotherDistrict: "district",
    errors.ContactNotAgreed: "contact_agreed",
    errors.PositionIncomplete: "lat",
    errors.ReasonMissing: "reason",
    errors.WrongChannel: "channel",
    errors.ReceivedInTheFuture: "received_on",
}


def signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)


def sent(request: HttpRequest) -> QueryDict | None:
    """What came with a form; an empty form was sent too."""
    return request.POST if request.method == "POST" else None


def districts() -> QuerySet[Area]:
    """All school districts that are known."""
    known = Area.objects.filter(level=AreaLevel.SCHOOL_DISTRICT)
    return known.order_by("parent__lane_order", "name")


def public_place(place_pk: int) -> Place:
    """A place with a page of its own. One query."""
    return get_object_or_404(Place.objects.public().select_related("ward", "district"), pk=place_pk)


def any_place(place_pk: int) -> Place:
    """Any place, for the desk. One query."""
    return get_object_or_404(Place.objects.select_related("ward", "district"), pk=place_pk)
