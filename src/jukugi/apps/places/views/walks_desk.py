"""Campaigns at the desk: opened, typed in from paper, settled field by field."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.places import actions, permissions
from jukugi.apps.places.enums.walks import Walker
from jukugi.apps.places.forms.walks import SheetForm, WalkForm
from jukugi.apps.places.models import Finding, Place, Walk
from jukugi.apps.places.queries.walks import choices_of, value_words, waiting_findings, walk_page
from jukugi.apps.places.views.asked import FIELDS, districts, sent, signed_in
from jukugi.apps.places.views.walks import answers_of, client_key_of
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page


@login_required
def desk_walks(request: HttpRequest) -> HttpResponse:
    """Campaigns of the wards that the person keeps, and a form for a new one."""
    wards = permissions.wards_kept_by(request.user)
    if not wards:
        return refusal_page(request, NotAllowed())
    own = Area.objects.wards() if None in wards else Area.objects.wards().filter(pk__in=[key for key in wards if key])
    form = WalkForm(sent(request), wards=own, districts=districts())
    if form.is_bound and form.is_valid():
        try:
            made = actions.open_walk(draft=form.draft(), actor=signed_in(request), now=timezone.now())
            messages.success(request, _("まち歩きをつくりました。下の番号か紙を、歩く人に渡してください。"))
            return redirect("places:desk-walk", made.pk)
        except Refusal as error:
            tell(form, error, FIELDS)
    found = Walk.objects.in_wards(wards).select_related("ward", "district")[:50]
    context = {"form": form, "walks": list(found)}
    return render(request, "places/desk_walks.html", context, status=400 if form.is_bound else 200)


@login_required
@require_safe
def desk_walk(request: HttpRequest, walk_pk: int) -> HttpResponse:
    """One campaign: how to join, what was looked at, and what differs from the register."""
    shown = _walk(walk_pk)
    if not permissions.can_keep(request.user, shown.ward):
        return refusal_page(request, NotAllowed())
    findings = [
        {
            "finding": one,
            "seen": value_words(one.item, one.value),
            "before": value_words(one.item, one.before),
            "by_hand": one.item in ("still", "hours", "words"),
        }
        for one in waiting_findings({shown.ward_id}, shown)
    ]
    context = {
        "walk": shown,
        "page": walk_page(shown),
        "findings": findings,
        "address": request.build_absolute_uri(shown.get_absolute_url()),
    }
    return render(request, "places/desk_walk.html", context)


@login_required
def enter_check(request: HttpRequest, walk_pk: int, place_pk: int) -> HttpResponse:
    """Type in what stands on paper of one place."""
    shown = _walk(walk_pk)
    place = get_object_or_404(Place.objects.select_related("ward", "district"), pk=place_pk)
    if not permissions.can_keep(request.user, shown.ward):
        return refusal_page(request, NotAllowed())
    form = SheetForm(sent(request), initial={"looked_on": min(timezone.localdate(), shown.ends_on)})
    if form.is_bound and form.is_valid():
        try:
            actions.enter_check(
                walk=shown,
                place=place,
                answers=answers_of(request.POST),
                walker=Walker(form.cleaned_data["walker"]),
                channel=Channel(form.cleaned_data["channel"]),
                client_key=client_key_of(request.POST),
                looked_on=form.cleaned_data["looked_on"],
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("入力しました。"))
            return redirect("places:desk-walk", shown.pk)
        except Refusal as error:
            tell(form, error)
    context = {
        "walk": shown,
        "place": place,
        "form": form,
        "items": [(item, choices, request.POST.get(item.value, "")) for item, choices in choices_of(shown.items)],
        "new_key": secrets.token_urlsafe(16),
    }
    return render(request, "places/desk_check.html", context, status=400 if form.is_bound else 200)


@login_required
@require_POST
def finding_step(request: HttpRequest, finding_pk: int, step: str) -> HttpResponse:
    """Decide on one thing seen."""
    found = get_object_or_404(Finding.objects.select_related("found_in"), pk=finding_pk)
    if step not in ("take", "leave"):
        raise Http404
    back = reverse("places:desk-walk", args=[found.found_in.walk_id])
    try:
        if step == "take":
            actions.take_finding(finding=found, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("台帳に入れました。"))
        else:
            reason = request.POST.get("reason", "")
            actions.leave_finding(finding=found, reason=reason, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("入れないことにしました。理由は残ります。"))
    except Refusal as error:
        return refusal_page(request, error, back=back)
    return redirect(f"{back}#findings")


def _walk(walk_pk: int) -> Walk:
    return get_object_or_404(Walk.objects.select_related("ward", "district"), pk=walk_pk)
