"""Who volunteered, at the desk: cards that came by post, and registrations that look alike."""

import secrets
from datetime import date, datetime, time

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.sortition import errors, policies
from jukugi.apps.sortition.actions import registering
from jukugi.apps.sortition.actions.resembling import compared, find_resemblances, resolve
from jukugi.apps.sortition.enums import Resolution
from jukugi.apps.sortition.forms.drawing import ReasonForm
from jukugi.apps.sortition.forms.inviting import CardForm, ResolveForm
from jukugi.apps.sortition.models import InvitationCode, Resemblance
from jukugi.apps.sortition.queries.pool import features_of
from jukugi.apps.sortition.views.asked import Visit, sent, visit
from jukugi.kit.errors import Refusal, WordsMissing
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page

PLACES: dict[type[Refusal], str] = {
    errors.CodeUnknown: "code",
    errors.CodeUsed: "code",
    errors.LotteryNotOpen: "late_reason",
    errors.NoWayToReach: "phone",
    WordsMissing: "name",
}
SHOWN = 200


@login_required
def volunteers(request: HttpRequest, lottery_pk: int) -> HttpResponse:
    """Everybody who volunteered, by number alone."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    found = here.lottery.volunteers.select_related("code").order_by("-pk")
    context = {"lottery": here.lottery, "volunteers": found[:SHOWN], "count": found.count(), "shown": SHOWN}
    return render(request, "sortition/desk_volunteers.html", context)


@login_required
def card(request: HttpRequest, lottery_pk: int) -> HttpResponse:
    """Type in a card that came by post; the same questions as on the web."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    form = CardForm(sent(request), features=features_of(here.lottery), form_key=secrets.token_urlsafe(16))
    if request.method == "POST" and form.is_valid():
        try:
            volunteer = registering.register(
                code=_code(here, form.cleaned_data["code"]),
                told=form.told,
                channel=Channel.POST,
                sent_key=form.cleaned_data["form_key"],
                actor=here.person,
                received_at=_noon(form.cleaned_data["received_on"]),
                late_reason=form.cleaned_data["late_reason"],
                now=timezone.now(),
            )
            messages.success(request, _("%(key)s として受け付けました。") % {"key": volunteer.key})
            return redirect("sortition:card", lottery_pk=lottery_pk)
        except Refusal as error:
            tell(form, error, PLACES)
    context = {"lottery": here.lottery, "form": form}
    return render(request, "sortition/desk_card.html", context, status=400 if form.errors else 200)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def _code(here: Visit, typed: str) -> InvitationCode:
    """Raises CodeUnknown."""
    codes = InvitationCode.objects.select_related("round").filter(round__lottery=here.lottery)
    found = codes.filter(digest=policies.code_digest(typed[:60])).first()
    if found is None:
        raise errors.CodeUnknown
    return found


@login_required
def exclude(request: HttpRequest, lottery_pk: int, key: str) -> HttpResponse:
    """Leave somebody out of the draw, for a reason that they can read."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    volunteer = get_object_or_404(here.lottery.volunteers, key=key)
    form = ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            registering.exclude(
                volunteer=volunteer, reason=form.cleaned_data["reason"], actor=here.person, now=timezone.now()
            )
            messages.success(request, _("抽せんから外しました。"))
            return redirect("sortition:volunteers", lottery_pk=lottery_pk)
        except Refusal as error:
            tell(form, error)
    context = {"lottery": here.lottery, "form": form, "volunteer": volunteer}
    return render(request, "sortition/desk_exclude.html", context, status=400 if form.errors else 200)


@login_required
def alike(request: HttpRequest, lottery_pk: int) -> HttpResponse:
    """Registrations that look alike, one pair at a time open."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    pairs = Resemblance.objects.filter(first__lottery=here.lottery).select_related("first", "second")
    waiting = [pair for pair in pairs if pair.resolution == Resolution.OPEN]
    settled = [pair for pair in pairs if pair.resolution != Resolution.OPEN]
    context = {"lottery": here.lottery, "waiting": waiting[:SHOWN], "settled": settled[:SHOWN], "count": len(waiting)}
    return render(request, "sortition/desk_alike.html", context)


@login_required
@require_POST
def find(request: HttpRequest, lottery_pk: int) -> HttpResponse:
    """Look for registrations that look alike."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    try:
        count = find_resemblances(lottery=here.lottery, now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=request.path.removesuffix("find/"))
    messages.success(request, _("新しく%(count)d組が見つかりました。") % {"count": count})
    return redirect("sortition:alike", lottery_pk=lottery_pk)


@login_required
def pair(request: HttpRequest, lottery_pk: int, pair_pk: int) -> HttpResponse:
    """Two registrations side by side (which is written down), and what they are."""
    here = visit(request, lottery_pk)
    if isinstance(here, HttpResponse):
        return here
    pairs = Resemblance.objects.filter(first__lottery=here.lottery).select_related("first__lottery", "second")
    found = get_object_or_404(pairs, pk=pair_pk)
    form = ResolveForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            resolve(
                resemblance=found,
                resolution=Resolution(form.cleaned_data["resolution"]),
                reason=form.cleaned_data["reason"],
                actor=here.person,
                now=timezone.now(),
            )
            messages.success(request, _("決めました。"))
            return redirect("sortition:alike", lottery_pk=lottery_pk)
        except Refusal as error:
            tell(form, error)
    try:
        told = compared(resemblance=found, actor=here.person, now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=request.path)
    context = {"lottery": here.lottery, "form": form, "pair": found, "told": told}
    response = render(request, "sortition/desk_pair.html", context, status=400 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response
