"""By what right somebody opens pages of an association's company, and the pages that all of its forms are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.organizations.enums import ASSOCIATION_COOKIE, OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.permissions import Representation, representation_for
from jukugi.apps.support import errors, permissions
from jukugi.apps.support.actions import accompanying
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page

PLACES: dict[type[Refusal], str] = {
    errors.AlreadyReader: "reader",
    errors.AlreadyInCharge: "officer",
    errors.NotOfTheWard: "officer",
    errors.NotOnPaper: "channel",
    errors.StepInThePast: "due_on",
    errors.UnreadableList: "file",
}


@dataclass(frozen=True)
class Side:
    """Somebody who acts in an association's company: for the association, or the officer in charge."""

    organization: Organization
    actor: User | Representation
    is_staff: bool

    @property
    def home(self) -> str:
        name = "support:company-association" if self.is_staff else "support:own-company"
        return reverse(name, args=[self.organization.pk])

    @property
    def pages(self) -> dict[str, str]:
        """Names of the pages that both sides have."""
        kind = "company" if self.is_staff else "own"
        names = ("sheet", "paper", "match", "step", "step_done")
        return {name: f"support:{kind}-{name.replace('_', '-')}" for name in names}


def signed_in(request: HttpRequest) -> User:
    return cast(User, request.user)


def association_or_404(association_pk: int) -> Organization:
    """One query."""
    return get_object_or_404(Organization.objects.associations().select_related("area"), pk=association_pk)


def side_of(request: HttpRequest, association_pk: int, is_staff: bool) -> Side | HttpResponse:
    """Who acts here, or the refusal. What an officer opens is written down, and told to the association."""
    if not is_staff:
        try:
            token, day = request.COOKIES.get(ASSOCIATION_COOKIE, ""), timezone.localdate()
            by = representation_for(association_pk, user=request.user, token=token, day=day)
        except NotAllowed:
            return refusal_page(request, errors.NotOpened(), back=reverse("organizations:enter-code"))
        if by.organization.kind != OrganizationKind.ASSOCIATION:
            raise Http404
        return Side(by.organization, by, is_staff=False)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    organization = association_or_404(association_pk)
    try:
        access = permissions.sheet_access(request.user, organization, day=timezone.localdate())
    except NotAllowed as error:
        return refusal_page(request, error)
    if not access.is_in_charge:
        return refusal_page(request, NotAllowed())
    if request.method == "GET":
        accompanying.open_sheet(access=access, now=timezone.now())
    return Side(organization, signed_in(request), is_staff=True)


def sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def is_done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it where the form holds; what is refused stands in the form."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act()
    except Refusal as error:
        tell(form, error, PLACES)
    return form.is_valid()


def done(request: HttpRequest, words: str, url: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(url)


def form_page(
    request: HttpRequest, form: forms.Form, side: Side, *, title: str, lead: str, press: str, **more: Any
) -> HttpResponse:
    """A form of one side: at the desk, or on the association's own pages."""
    template = "support/company/desk_form.html" if side.is_staff else "support/company/own_form.html"
    context = {"form": form, "side": side, "title": title, "lead": lead, "press": press, **more}
    return render(request, template, context, status=400 if form.errors else 200)
