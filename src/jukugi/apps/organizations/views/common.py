"""What every page of associations asks of a request."""

from collections.abc import Callable
from typing import cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.organizations import errors, permissions
from jukugi.apps.organizations.models import Organization
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.rendering import refusal_page

# Beside which field a refusal stands; others stand above the form.
FIELDS: dict[type[Refusal], str] = {
    errors.OrganizationExists: "name",
    errors.OrganizationNeedsName: "name",
    errors.TermEndsBeforeItStarts: "last_on",
    errors.OfficerOverlaps: "name",
    errors.CountNeedsFigures: "households",
    errors.MoreMembersThanHouseholds: "member_households",
    errors.CountIsTheSame: "as_of",
    errors.DayLiesAhead: "day",
    errors.NeedsContactWay: "ways",
    errors.NeedsPublicContact: "contact",
    errors.ReasonNeeded: "reason",
    errors.SubjectNeeded: "subject",
    errors.CodeUnreadable: "code",
    errors.CodeUnknown: "code",
    errors.CodeNotYet: "code",
    errors.CodeTooLate: "code",
    errors.TooManyCodes: "code",
}


def signed_in(request: HttpRequest) -> User:
    """The member of staff behind a page for which one has to sign in."""
    return cast(User, request.user)


def is_done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it; what is refused stands in the form, with everything that was typed."""
    try:
        act()
    except Refusal as error:
        field = FIELDS.get(type(error))
        form.add_error(field if field in form.fields else None, str(words_for(error)))
    return form.is_valid()


def form_page(request: HttpRequest, template: str, form: forms.Form, **shown: object) -> HttpResponse:
    return render(request, template, {"form": form} | shown, status=400 if form.is_bound else 200)


def looked_after(request: HttpRequest, association_pk: int) -> Organization | HttpResponse:
    """The association, or the refusal for who does not look after it."""
    found = get_object_or_404(Organization.objects.neighbours().select_related("area", "parent"), pk=association_pk)
    if not permissions.looks_after(request.user, found):
        return refusal_page(request, NotAllowed())
    return found


def reach(request: HttpRequest) -> permissions.Reach | HttpResponse:
    """What the person looks after, or the refusal for who looks after nothing."""
    found = permissions.reach_of(request.user)
    return found if found.looks_after_any else refusal_page(request, NotAllowed())


def has_ended(body: Organization) -> bool:
    return body.ended_on is not None and body.ended_on <= timezone.localdate()
