"""What every page of the room asks of a request."""

from dataclasses import dataclass
from typing import cast

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import wards
from jukugi.apps.inventory.errors import NotOpened
from jukugi.apps.inventory.models import AdminRequest
from jukugi.apps.inventory.permissions import Standing, standing_of
from jukugi.apps.organizations.enums import ASSOCIATION_COOKIE
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.permissions import Representation, looks_after, representation_for
from jukugi.kit.errors import NotAllowed, Refusal, words_for


@dataclass(frozen=True)
class Visit:
    """Somebody on an association's own pages: one who acts for it, or staff who look after it (and type in paper)."""

    organization: Organization
    actor: User | Representation
    is_staff: bool


def signed_in(request: HttpRequest) -> User:
    return cast(User, request.user)


def standing(request: HttpRequest) -> Standing:
    """What the person at the desk may do here. Four queries."""
    return standing_of(request.user, day=timezone.localdate())


def visit(request: HttpRequest, organization_pk: int) -> Visit:
    """By what right somebody opens an association's own page. At most four queries. Raises NotAllowed, Http404."""
    organization = get_object_or_404(
        Organization.objects.associations().standing(timezone.localdate()).select_related("area"), pk=organization_pk
    )
    if request.user.is_authenticated and looks_after(request.user, organization):
        return Visit(organization, signed_in(request), is_staff=True)
    try:
        by = representation_for(
            organization_pk,
            user=request.user,
            token=request.COOKIES.get(ASSOCIATION_COOKIE, ""),
            day=timezone.localdate(),
        )
    except NotAllowed:
        raise NotOpened from None
    return Visit(organization, by, is_staff=False)


def request_or_404(request_pk: int) -> AdminRequest:
    """Any request, for the desk. Three queries."""
    return get_object_or_404(AdminRequest.objects.with_recipients(), pk=request_pk)


def told_or_404(request_pk: int) -> AdminRequest:
    """A request that associations know of. Three queries."""
    return get_object_or_404(AdminRequest.objects.told().with_recipients(), pk=request_pk)


def chosen_ward(request: HttpRequest) -> tuple[list[Area], Area | None]:
    """All wards, and the one that the address names. One query."""
    known = wards()
    return known, next((ward for ward in known if ward.code == request.GET.get("ward")), None)


def tell(form: forms.Form, error: Refusal, places: dict[type[Refusal], str] | None = None) -> None:
    """Say a refusal in the form: at the field it speaks of, else above."""
    place = (places or {}).get(type(error))
    form.add_error(place if place in form.fields else None, str(words_for(error)))
