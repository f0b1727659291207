from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.inventory import actions
from jukugi.apps.inventory.forms import PlanForm, chosen_kinds
from jukugi.apps.inventory.models import AdminRequest, Decision, DecisionKind, RequestPlan
from jukugi.apps.inventory.queries.desk import plans as known_plans
from jukugi.apps.inventory.queries.hours import city_now
from jukugi.apps.inventory.queries.simulation import simulate
from jukugi.apps.inventory.views.asked import chosen_ward, signed_in, standing
from jukugi.apps.organizations.models import Organization
from jukugi.core.planning import MONTHS
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.rendering import refusal_page


@login_required
def simulation(request: HttpRequest) -> HttpResponse:
    """Choose decisions: what they would free. Without a choice, what is decided already."""
    person = standing(request)
    if not person.is_staff:
        return refusal_page(request, NotAllowed())
    wards, ward = chosen_ward(request)
    city = city_now(day=timezone.localdate())
    kinds = list(DecisionKind.objects.in_use())
    if "chosen" in request.GET:
        chosen = chosen_kinds(request.GET, city.requests, kinds)
    else:
        decisions = Decision.objects.standing().select_related("kind")
        chosen = {each.admin_request_id: each.kind for each in decisions}
    can_tell = ward is not None and person.reach.looks_after_ward(ward.pk)
    found = simulate(city, chosen, wards, among=city.in_wards({ward.pk}) if ward and can_tell else ())
    context = {
        "found": found,
        "rows": [(each, chosen.get(each.pk)) for each in city.requests],
        "kinds": kinds,
        "count": len(chosen),
        "wards": wards,
        "ward": ward,
        "can_tell": can_tell,
    }
    return render(request, "inventory/desk_simulation.html", context)


@login_required
def plans(request: HttpRequest) -> HttpResponse:
    """Plans that were asked for; ask for another."""
    if not standing(request).is_policy:
        return refusal_page(request, NotAllowed())
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = actions.ask_plan(actor=signed_in(request), now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("計算を頼みました。ふつうは1分以内に出ます。"))
        return redirect("inventory:plan", asked.pk)
    context = {"form": form, "plans": known_plans()}
    return render(request, "inventory/desk_plans.html", context, status=400 if form.is_bound else 200)


@login_required
def plan(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """One plan: its changes with reasons, the heaviest months before and after, and whom it does not help."""
    if not standing(request).is_policy:
        return refusal_page(request, NotAllowed())
    shown = get_object_or_404(RequestPlan, pk=plan_pk)
    return render(request, "inventory/desk_plan.html", {"plan": shown, "page": _page_of(shown)})


@dataclass(frozen=True)
class PlanPage:
    """A plan in words of today: titles and names looked up by key. Two queries."""

    changes: list[dict[str, Any]]
    months: list[tuple[int, float, float, float, float]]
    unreachable: list[dict[str, Any]]


def _page_of(shown: RequestPlan) -> PlanPage | None:
    document = shown.document
    if not document:
        return None
    requests = {str(each.pk): each for each in AdminRequest.objects.select_related("department")}
    names = {str(pk): name for pk, name in Organization.objects.associations().values_list("pk", "name")}
    changes = [
        {
            **change,
            "shown": requests.get(change["request"]),
            "host": requests.get(change["with"] or ""),
            "name": names.get((change["without_it"] or {}).get("association", "")),
        }
        for change in document["changes"]
    ]
    unreachable = [
        {
            **one,
            "name": names.get(one["association"], one["association"]),
            "shown": [requests[key] for key in one["requests"][:5] if key in requests],
        }
        for one in document["unreachable"]
    ]
    return PlanPage(changes, _months(document), unreachable)


def _months(document: Mapping[str, Any]) -> list[tuple[int, float, float, float, float]]:
    """(month, heaviest before, heaviest after, and both as shares of the most), April first."""
    rows = [
        (
            month,
            max((hours[str(month)] for hours in document["before"].values()), default=0.0),
            max((hours[str(month)] for hours in document["after"].values()), default=0.0),
        )
        for month in MONTHS
    ]
    most = max((max(before, after) for _month, before, after in rows), default=0.0) or 1.0
    return [(month, before, after, 100 * before / most, 100 * after / most) for month, before, after in rows]
