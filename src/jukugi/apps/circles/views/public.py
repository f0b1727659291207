"""Pages that everybody reads: circles, one circle, what people show that they offer and need, the picture."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.areas.models import Area
from jukugi.apps.circles import actions, permissions
from jukugi.apps.circles.enums import CircleStep, MemberState, SeekKind, SeekSide
from jukugi.apps.circles.forms import CircleForm
from jukugi.apps.circles.models import Circle, ProjectCall
from jukugi.apps.circles.queries import circles as queries
from jukugi.apps.circles.queries.picture import picture_page
from jukugi.apps.circles.views.asked import FIELDS, current, sent
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinion_map.enums import StatementState
from jukugi.apps.opinion_map.models import Statement
from jukugi.apps.places.models import Place
from jukugi.kit.errors import Refusal
from jukugi.kit.pages.asked import tell, whole


def _ward(request: HttpRequest, wards: list[Area]) -> Area | None:
    code = request.GET.get("ward", "")
    return next((ward for ward in wards if ward.code == code), None)


@require_safe
def circles(request: HttpRequest) -> HttpResponse:
    """All circles, by ward and step, and what issues call for."""
    wards = list(Area.objects.wards())
    ward, step = _ward(request, wards), request.GET.get("step", "")
    found = queries.listing(ward, step, wards, day=timezone.localdate(), number=request.GET.get("page", "1"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "listing": found,
        "page": found.page,
        "ward": ward,
        "wards": wards,
        "step": step if step in CircleStep.values else "",
        "steps": CircleStep.choices,
        "query": query.urlencode(),
        "day": timezone.localdate(),
    }
    return render(request, "circles/circle_list.html", context)


@require_safe
@never_cache
def circle(request: HttpRequest, circle_pk: int) -> HttpResponse:
    """One circle: how far it has come, who is in it as far as they want, what it needs, stories, money."""
    shown = get_object_or_404(
        Circle.objects.select_related("ward", "issue", "place", "statement__topic", "call"), pk=circle_pk
    )
    member = permissions.membership(current(request), shown)
    context: dict[str, Any] = {
        "circle": shown,
        "is_in": member is not None and member.state == MemberState.JOINED,
        "member": member,
        "can_keep": request.user.is_authenticated and permissions.can_keep(request.user, shown.ward),
    }
    if shown.is_hidden:
        context["review"] = shown.reviews.filter(story=None).first()
        return render(request, "circles/circle_hidden.html", context)
    context["page"] = queries.circle_page(shown, day=timezone.localdate())
    return render(request, "circles/circle.html", context)


@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Say what one would like to do; it may begin from an issue, a place, a statement or a call."""
    sources = _sources(request)
    form = CircleForm(sent(request), wards=Area.objects.wards(), initial={"ward": _ward_of(sources)})
    participation = participation_of(request)
    participation.offer()
    if form.is_bound and form.is_valid():
        now = timezone.now()
        try:
            with participation.acting(now=now) as author:
                begun = actions.begin_circle(draft=form.draft(**sources), author=author, now=now)
            return redirect(f"{reverse('circles:inside', args=[begun.pk])}?new=1")
        except Refusal as error:
            tell(form, error, FIELDS)
    context = {"form": form, "sources": sources}
    return render(request, "circles/circle_new.html", context, status=400 if form.errors else 200)


def _sources(request: HttpRequest) -> dict[str, Any]:
    """From what it begins, as the address says; what nobody sees is left out. At most four queries."""
    asked = {name: whole(request.GET.get(name)) for name in ("issue", "place", "statement", "call")}
    day = timezone.localdate()
    call = ProjectCall.objects.select_related("issue").filter(pk=asked["call"]).first() if asked["call"] else None
    found = {
        "issue": Issue.objects.filter(pk=asked["issue"]).first() if asked["issue"] else None,
        "place": Place.objects.public().filter(pk=asked["place"]).first() if asked["place"] else None,
        "statement": Statement.objects.filter(pk=asked["statement"], state=StatementState.SHOWN).first()
        if asked["statement"]
        else None,
        "call": call if call is not None and call.is_open_on(day) else None,
    }
    return {name: thing for name, thing in found.items() if thing is not None}


def _ward_of(sources: dict[str, Any]) -> int | None:
    place, call, issue = sources.get("place"), sources.get("call"), sources.get("issue")
    if place is not None:
        return int(place.ward_id)
    about = call.issue if call is not None else issue
    return about.area_id if about is not None else None


@require_safe
def wishes(request: HttpRequest) -> HttpResponse:
    """What people show to everybody that they offer, need or care for."""
    wards = list(Area.objects.wards())
    side, kind, ward = request.GET.get("side", ""), request.GET.get("kind", ""), _ward(request, wards)
    kind = kind if kind in SeekKind.values else ""
    query = request.GET.copy()
    query.pop("page", None)
    number = request.GET.get("page", "1")
    context = {
        "page": queries.public_seeks(side, kind, ward, day=timezone.localdate(), number=number),
        "side": side,
        "kind": kind,
        "ward": ward,
        "wards": wards,
        "sides": SeekSide.choices,
        "kinds": SeekKind.choices,
        "query": query.urlencode(),
    }
    return render(request, "circles/wishes.html", context)


@require_safe
def emergence(request: HttpRequest) -> HttpResponse:
    """What found what, and what asked and found nobody, as it was counted last."""
    return render(request, "circles/emergence.html", {"page": picture_page(list(Area.objects.wards()))})


@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """The same on paper: one sheet to print and hand in."""
    context = {
        "wards": Area.objects.wards(),
        "sides": SeekSide.choices,
        "kinds": SeekKind.choices,
        "address": request.build_absolute_uri(reverse("circles:new")),
    }
    return render(request, "circles/card.html", context)
