"""What works: the months of places, told by those who keep them; and what can be said of all together."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.places import actions, permissions, policies
from jukugi.apps.places.enums.months import StoryState
from jukugi.apps.places.forms import CameForm, today_came
from jukugi.apps.places.forms.months import MonthForm
from jukugi.apps.places.models import PlaceMonth
from jukugi.apps.places.queries.months import visits_page
from jukugi.apps.places.views.asked import any_place, sent, signed_in
from jukugi.apps.places.views.keeping import entry_or_404, unlisted
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page


@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """Visits in the middle, between kinds of places, before and after; and stories. No place by its numbers."""
    return render(request, "places/visits.html", {"page": visits_page(timezone.localdate())})


@require_safe
def month_card(request: HttpRequest) -> HttpResponse:
    """The form of a month on paper."""
    return render(request, "places/month_card.html")


@never_cache
def keep_month(request: HttpRequest, secret: str) -> HttpResponse:
    """Those who keep a place tell of a month."""
    entry = entry_or_404(secret)
    form = MonthForm(sent(request), day=timezone.localdate())
    try:
        policies.check_open(entry)
        if form.is_bound and form.is_valid():
            actions.tell_month(entry=entry, draft=form.draft(), now=timezone.now())
            messages.success(request, _("受け取りました。ありがとうございます。"))
            return redirect("places:keep", secret)
    except Refusal as error:
        if not form.is_bound:
            return unlisted(refusal_page(request, error))
        tell(form, error)
    context = {"form": form, "place": entry.place, "secret": secret, "months": list(entry.place.months.all()[:24])}
    return unlisted(render(request, "places/keep_month.html", context, status=400 if form.is_bound else 200))


@login_required
def desk_months(request: HttpRequest, place_pk: int) -> HttpResponse:
    """Months of one place: typed in from paper, stories looked at."""
    place = any_place(place_pk)
    if not permissions.can_keep(request.user, place.ward):
        return refusal_page(request, NotAllowed())
    day = timezone.localdate()
    form, came = MonthForm(sent(request), day=day), CameForm(sent(request), initial=today_came(day))
    if form.is_bound and all([form.is_valid(), came.is_valid()]):
        try:
            actions.enter_month(
                place=place,
                draft=form.draft(),
                channel=Channel(came.cleaned_data["channel"]),
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("入力しました。"))
            return redirect("places:desk-months", place.pk)
        except Refusal as error:
            tell(form, error)
    context = {
        "form": form,
        "came": came,
        "place": place,
        "months": list(place.months.all()[:40]),
        "waiting": list(place.months.filter(story_state=StoryState.WAITING)),
    }
    return render(request, "places/desk_months.html", context, status=400 if form.is_bound else 200)


@login_required
@require_POST
def story_step(request: HttpRequest, month_pk: int, step: str) -> HttpResponse:
    """Show a story, or leave it with the ward."""
    month = get_object_or_404(PlaceMonth, pk=month_pk)
    if step not in ("show", "leave"):
        raise Http404
    back = reverse("places:desk-months", args=[month.place_id])
    try:
        actions.settle_story(month=month, shows=step == "show", actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=back)
    messages.success(request, _("載せました。") if step == "show" else _("載せないことにしました。"))
    return redirect(back)
