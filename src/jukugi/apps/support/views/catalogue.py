"""Who does what in support, for everybody; and the catalogue at the desk."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.support import errors, permissions
from jukugi.apps.support.actions import offering
from jukugi.apps.support.enums import Outcome
from jukugi.apps.support.forms.catalogue import FunctionForm, LookBackForm, OfferForm
from jukugi.apps.support.models import SupportOffer
from jukugi.apps.support.queries import functions
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page

PLACES: dict[type[Refusal], str] = {
    errors.FunctionThere: "name",
    errors.OfferBackwards: "ends_on",
    errors.ReviewBeforeStart: "review_on",
}


def support(request: HttpRequest) -> HttpResponse:
    """Functions against the city and its wards, what is missing, and what came of trials."""
    return render(request, "support/support.html", {"catalogue": functions.catalogue(timezone.localdate())})


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Every offer that the person keeps."""
    areas = permissions.areas_kept_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    context = {
        "offers": functions.kept_offers(areas),
        "today": timezone.localdate(),
        "may_name": None in areas,
    }
    return render(request, "support/desk.html", context)


@login_required
def new_function(request: HttpRequest) -> HttpResponse:
    """Name a function."""
    if None not in permissions.areas_kept_by(request.user):
        return refusal_page(request, NotAllowed())
    form = FunctionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            offering.name_function(**form.cleaned_data, actor=cast(User, request.user), now=timezone.now())
            messages.success(request, _("はたらきを足しました。"))
            return redirect("support:desk")
        except Refusal as error:
            tell(form, error, PLACES)
    return render(request, "support/desk_function.html", {"form": form}, status=400 if form.errors else 200)


@login_required
def new_offer(request: HttpRequest) -> HttpResponse:
    """Write down an offer."""
    areas = permissions.areas_kept_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    wards = Area.objects.wards()
    if None not in areas:
        wards = wards.filter(pk__in=[pk for pk in areas if pk is not None])
    form = OfferForm(request.POST if request.method == "POST" else None, wards=wards, may_be_city=None in areas)
    if request.method == "POST" and form.is_valid():
        try:
            offering.record_offer(draft=form.draft, actor=cast(User, request.user), now=timezone.now())
            messages.success(request, _("支援メニューを載せました。だれでも読めます。"))
            return redirect("support:desk")
        except Refusal as error:
            tell(form, error, PLACES)
    return render(request, "support/desk_offer.html", {"form": form}, status=400 if form.errors else 200)


@login_required
def look_back(request: HttpRequest, offer_pk: int) -> HttpResponse:
    """Say what came of a trial."""
    offer = get_object_or_404(SupportOffer.objects.select_related("function", "organization", "area"), pk=offer_pk)
    try:
        permissions.check_can_keep(request.user, offer.area)
    except NotAllowed as error:
        return refusal_page(request, error)
    form = LookBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            offering.look_back(
                offer=offer,
                tried=given["tried"],
                came_of_it=given["came_of_it"],
                outcome=Outcome(given["outcome"]),
                actor=cast(User, request.user),
                now=timezone.now(),
            )
            messages.success(request, _("振り返りを載せました。だれでも読めます。"))
            return redirect("support:desk")
        except Refusal as error:
            tell(form, error, PLACES)
    context = {"form": form, "offer": offer}
    return render(request, "support/desk_look_back.html", context, status=400 if form.errors else 200)
