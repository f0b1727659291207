from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.inventory import actions, errors
from jukugi.apps.inventory.enums import RequestState
from jukugi.apps.inventory.forms import EndForm, RequestForm, ReviewForm
from jukugi.apps.inventory.models import AdminRequest
from jukugi.apps.inventory.permissions import Standing
from jukugi.apps.inventory.queries import desk as queries
from jukugi.apps.inventory.queries.associations import bundles_of, fiscal_year_of
from jukugi.apps.inventory.queries.hours import city_now
from jukugi.apps.inventory.queries.public import page_of
from jukugi.apps.inventory.queries.warnings import Asking, Warnings, warnings_for
from jukugi.apps.inventory.views.asked import chosen_ward, request_or_404, signed_in, standing, tell
from jukugi.apps.organizations.models import Organization
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.rendering import refusal_page

PLACES: dict[type[Refusal], str] = {
    errors.NoSuchMonths: "months",
    errors.RangeReversed: "hours_per_person",
    errors.WarningsUnanswered: "answer_to_warnings",
    errors.ReasonMissing: "reason",
}
# Sheets of one print: more would keep the server busy for a minute.
BUNDLES_AT_ONCE = 120


@login_required
def requests(request: HttpRequest) -> HttpResponse:
    """Requests by state; a filed one first where the person approves."""
    person = standing(request)
    if not person.is_staff:
        return refusal_page(request, NotAllowed())
    state = request.GET.get("state", RequestState.ACTIVE)
    if state not in RequestState.values:
        state = RequestState.ACTIVE
    page, counts, rows = queries.desk_rows(person, state=state, number=request.GET.get("page", "1"))
    states = [(value, label, counts[value]) for value, label in RequestState.choices]
    day = timezone.localdate()
    context = {"person": person, "page": page, "rows": rows, "states": states, "state": state, "day": day}
    return render(request, "inventory/desk_list.html", context)


@login_required
def new_request(request: HttpRequest) -> HttpResponse:
    """File a request: warned first, then it waits for another person."""
    person = standing(request)
    if not person.can_file:
        return refusal_page(request, NotAllowed())
    form = RequestForm(request.POST or None, departments=_departments(person))
    return _filing(request, form, None)


@login_required
def edit_request(request: HttpRequest, request_pk: int) -> HttpResponse:
    """Change a request that waits, or was sent back."""
    shown, person = request_or_404(request_pk), standing(request)
    if not person.can_file_for(shown.department):
        return refusal_page(request, NotAllowed())
    form = RequestForm(request.POST or None, departments=_departments(person).filter(pk=shown.department_id), of=shown)
    return _filing(request, form, shown)


@login_required
def request_page(request: HttpRequest, request_pk: int) -> HttpResponse:
    """One request to work on: what it costs, who cannot, what was proposed; approve, decide, end."""
    shown, person = request_or_404(request_pk), standing(request)
    if not person.is_staff:
        return refusal_page(request, NotAllowed())
    return _page(request, shown, person)


@login_required
@require_POST
def review(request: HttpRequest, request_pk: int) -> HttpResponse:
    """Approve, or send back."""
    shown, person = request_or_404(request_pk), standing(request)
    if not person.is_policy:
        return refusal_page(request, NotAllowed())
    form = ReviewForm(request.POST)
    if form.is_valid():
        is_approved = form.cleaned_data["decision"] == "approve"
        done = _("通しました。対象の団体の束に入ります。") if is_approved else _("理由を付けて差し戻しました。")
        if _is_done(
            form,
            lambda: actions.review_request(
                admin_request=shown,
                is_approved=is_approved,
                reason=form.cleaned_data["reason"],
                actor=signed_in(request),
                now=timezone.now(),
            ),
        ):
            messages.success(request, done)
            return redirect("inventory:desk-request", shown.pk)
    return _page(request, shown, person, review=form)


@login_required
@require_POST
def end(request: HttpRequest, request_pk: int) -> HttpResponse:
    """Say that it is asked no more."""
    shown, person = request_or_404(request_pk), standing(request)
    if not person.can_file_for(shown.department):
        return refusal_page(request, NotAllowed())
    form = EndForm(request.POST)
    if form.is_valid() and _is_done(
        form,
        lambda: actions.end_request(
            admin_request=shown, ended_on=form.cleaned_data["ended_on"], actor=signed_in(request), now=timezone.now()
        ),
    ):
        messages.success(request, _("終わった依頼にしました。記録は残ります。"))
        return redirect("inventory:desk-request", shown.pk)
    return _page(request, shown, person, end=form)


@login_required
def associations(request: HttpRequest) -> HttpResponse:
    """Associations that the person looks after: what they answered this month; the way to type in their paper."""
    person = standing(request)
    if not person.is_staff or not person.reach.looks_after_any:
        return refusal_page(request, NotAllowed())
    day = timezone.localdate()
    known, ward = chosen_ward(request)
    page, rows = queries.association_rows(
        _wards(person, ward.pk if ward else None),
        month_on=day.replace(day=1),
        fiscal_year=fiscal_year_of(day),
        day=day,
        number=request.GET.get("page", "1"),
    )
    own = [each for each in known if person.reach.looks_after_ward(each.pk)]
    context = {"page": page, "rows": rows, "day": day, "wards": own, "ward": ward}
    return render(request, "inventory/desk_associations.html", context)


@login_required
def bundles(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month's bundles of many associations, a sheet each, for the printer."""
    if not (2000 <= year <= 2199 and 1 <= month <= 12):
        raise Http404
    person = standing(request)
    if not person.is_staff or not person.reach.looks_after_any:
        return refusal_page(request, NotAllowed())
    day, month_on = timezone.localdate(), date(year, month, 1)
    known, ward = chosen_ward(request)
    among = Organization.objects.associations().standing(day).in_wards(_wards(person, ward.pk if ward else None))
    picked = list(among.select_related("area")[:BUNDLES_AT_ONCE])
    found = bundles_of(picked, city_now(day=day), month_on=month_on)
    context = {
        "sheets": [(each, found[each.pk]) for each in picked],
        "month_on": month_on,
        "is_cut": len(picked) == BUNDLES_AT_ONCE,
        "wards": [each for each in known if person.reach.looks_after_ward(each.pk)],
        "ward": ward,
        "most": BUNDLES_AT_ONCE,
    }
    return render(request, "inventory/desk_bundles.html", context)


def _wards(person: Standing, ward_pk: int | None) -> frozenset[int] | None:
    """Wards whose associations the person looks after, narrowed to one; None stands for the whole city."""
    if ward_pk is None:
        return person.reach.care
    return frozenset({ward_pk}) if person.reach.looks_after_ward(ward_pk) else frozenset()


def _departments(person: Standing) -> QuerySet[Organization]:
    """In whose name the person may file."""
    known = Organization.objects.departments().standing(timezone.localdate())
    return known if person.is_policy else known.filter(pk__in=person.departments)


def _filing(request: HttpRequest, form: RequestForm, of: AdminRequest | None) -> HttpResponse:
    warned: Warnings | None = None
    if request.method == "POST" and form.is_valid():
        try:
            filed = _file(request, form, of)
            messages.success(request, _("出しました。ほかの人が確かめるのを待ちます。"))
            return redirect("inventory:desk-request", filed.pk)
        except errors.WarningsUnanswered as error:
            warned = error.params["warnings"]
            tell(form, error, PLACES)
        except Refusal as error:
            tell(form, error, PLACES)
    context = {"form": form, "of": of, "warned": warned}
    return render(request, "inventory/desk_form.html", context, status=400 if form.is_bound else 200)


def _file(request: HttpRequest, form: RequestForm, of: AdminRequest | None) -> AdminRequest:
    given = {
        "words": form.request_words,
        "wards": list(form.cleaned_data["wards"]),
        "associations": form.cleaned_data["associations"],
        "answer_to_warnings": form.cleaned_data["answer_to_warnings"],
        "actor": signed_in(request),
        "now": timezone.now(),
    }
    if of is not None:
        return actions.revise_request(admin_request=of, **given)
    return actions.file_request(department=form.cleaned_data["department"], **given)


def _is_done(form: ReviewForm | EndForm, act: Callable[[], object]) -> bool:
    try:
        act()
    except Refusal as error:
        tell(form, error, PLACES)
    return form.is_valid()


def _page(
    request: HttpRequest,
    shown: AdminRequest,
    person: Standing,
    *,
    review: ReviewForm | None = None,
    end: EndForm | None = None,
) -> HttpResponse:
    day = timezone.localdate()
    can_read = person.can_read_answers(shown)
    is_waiting = shown.state == RequestState.WAITING
    context = {
        "page": page_of(shown, day=day),
        "person": person,
        "can_file": person.can_file_for(shown.department),
        "can_read": can_read,
        "cannot": queries.answers_to(shown) if can_read else [],
        "received": queries.received_count(shown) if can_read else 0,
        "reports": queries.own_reports(shown, person.reach.care) if person.reach.looks_after_any else [],
        "proposals": queries.proposals_on(shown) if can_read else [],
        "warned": warnings_for(asking_of(shown), day=day, besides=shown.pk) if is_waiting else None,
        "is_own": shown.filed_by == signed_in(request).actor_key,
        "review": review or ReviewForm(),
        "end": end or EndForm(),
    }
    failed = (review is not None and review.is_bound) or (end is not None and end.is_bound)
    return render(request, "inventory/desk_request.html", context, status=400 if failed else 200)


def asking_of(shown: AdminRequest) -> Asking:
    """A filed request as warnings look at it. No query where recipients are prefetched."""
    return Asking(
        title=shown.title,
        category=shown.category,
        carrier=shown.carrier,
        months=shown.months,
        rests_on_little=shown.rests_on_little,
        wards=frozenset(ward.pk for ward in shown.wards.all()),
        associations=frozenset(each.pk for each in shown.associations.all()),
    )
