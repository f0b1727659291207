"""The sheet on the web: for citizens without an account, by link, for associations by their device, for departments."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from jukugi.apps.accounts.actions import participation_of
from jukugi.apps.accounts.queries import keys_of
from jukugi.apps.areas.queries import wards
from jukugi.apps.evaluations import actions, permissions
from jukugi.apps.evaluations.actions import Filler
from jukugi.apps.evaluations.enums import Side
from jukugi.apps.evaluations.errors import AnotherDoor
from jukugi.apps.evaluations.forms.sheets import SheetForm, said_before
from jukugi.apps.evaluations.models import EvaluationSheet, ReviewedMeasure
from jukugi.apps.evaluations.queries.reading import days_left, facts_of, verdicts_of
from jukugi.apps.evaluations.views.asked import public_measure, signed_in
from jukugi.apps.organizations.enums import ASSOCIATION_COOKIE
from jukugi.apps.organizations.permissions import representation_for
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.pages.stash import keeps_words, laid_by

BY_LINK = {"member": Side.MEMBER, "partner": Side.PARTNER}


@never_cache
def write(request: HttpRequest, review_pk: int, measure_pk: int) -> HttpResponse:
    """The sheet of a citizen, or with ``?as=`` and ``key=`` that of a member or an intermediary."""
    found = public_measure(request, review_pk, measure_pk)
    given = request.POST if request.method == "POST" else request.GET
    side = BY_LINK.get(given.get("as", ""), Side.CITIZEN)
    key = given.get("key", "")[:40] if side != Side.CITIZEN else ""
    keys = {Side.MEMBER: found.review.member_key, Side.PARTNER: found.review.partner_key}
    if side != Side.CITIZEN and keys[side] != key:
        return refusal_page(request, AnotherDoor(side=side.label))
    current = participation_of(request).current
    before = _before(found, side, keys_of(current) if current is not None else [])
    participation_of(request).offer()

    def fillers(now: datetime) -> AbstractContextManager[Any]:
        return participation_of(request).acting(now=now)

    door = {"as": given.get("as", ""), "key": key} if side != Side.CITIZEN else {}

    def make(person: Any) -> Filler:
        return Filler(side, participant=person, key=key)

    return _sheet(request, found, side, before, fillers, make, door=door)


@never_cache
def association(request: HttpRequest, review_pk: int, measure_pk: int, organization_pk: int) -> HttpResponse:
    """The sheet of an association, on a device that its code opened."""
    found = public_measure(request, review_pk, measure_pk)
    try:
        by = representation_for(
            organization_pk,
            user=request.user,
            token=request.COOKIES.get(ASSOCIATION_COOKIE, ""),
            day=timezone.localdate(),
        )
    except NotAllowed as error:
        return refusal_page(request, error)
    before = _before(found, Side.ASSOCIATION, [f"organization-{organization_pk}"])

    def make(_nobody: Any) -> Filler:
        return Filler(Side.ASSOCIATION, representation=by)

    return _sheet(request, found, Side.ASSOCIATION, before, _nobody_new, make, name=by.organization.name)


@never_cache
@keeps_words
def department(request: HttpRequest, review_pk: int, measure_pk: int) -> HttpResponse:
    """The sheet of somebody who works for the department that has to do with the measure."""
    found = public_measure(request, review_pk, measure_pk)
    person = signed_in(request)
    try:
        permissions.department_for(person, found, day=timezone.localdate())
    except NotAllowed as error:
        return refusal_page(request, error)
    before = _before(found, Side.DEPARTMENT, [person.actor_key])

    def make(_nobody: Any) -> Filler:
        return Filler(Side.DEPARTMENT, staff=person)

    return _sheet(request, found, Side.DEPARTMENT, before, _nobody_new, make)


def _nobody_new(_now: datetime) -> AbstractContextManager[Any]:
    """For those who are known already."""
    return nullcontext()


def _before(measure: ReviewedMeasure, side: Side, keys: list[str]) -> EvaluationSheet | None:
    """What the same author, known by any of these keys, said before. One query, or none."""
    if not keys:
        return None
    standing = EvaluationSheet.objects.standing().filter(measure=measure, side=side, author_key__in=keys)
    return standing.select_related("ward").first()


def _sheet(
    request: HttpRequest,
    measure: ReviewedMeasure,
    side: Side,
    before: EvaluationSheet | None,
    people: Callable[[datetime], AbstractContextManager[Any]],
    filler: Callable[[Any], Filler],
    *,
    door: dict[str, str] | None = None,
    name: str = "",
) -> HttpResponse:
    """The form, and the sheet that is sent; what cannot be taken comes back with its words."""
    if measure.listed_only:
        raise Http404
    now = timezone.now()
    said = said_before(before, verdicts_of([before.pk]).get(before.pk, []) if before is not None else [])
    kept = {key: words for key, words in laid_by(request).items() if words} if request.method == "GET" else {}
    form = SheetForm(
        list(measure.review.criteria.all()),
        _wards(side),
        sent=request.POST.dict() if request.method == "POST" else None,
        initial={**said, **kept},
    )
    status = 400 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            with people(now) as person:
                sheet = actions.send_sheet(
                    measure=measure,
                    draft=form.draft,
                    filler=filler(person),
                    form_key=form.page_key,
                    ward=form.cleaned_data["ward"],
                    age_band=form.cleaned_data["age_band"],
                    now=now,
                )
            return redirect(sheet)
        except Refusal as error:
            tell(form, error)
            status = 409
    is_open = measure.review.is_open_at(now)
    context = {
        "review": measure.review,
        "measure": measure,
        "facts": facts_of(measure),
        "form": form,
        "side": side,
        "name": name,
        "door": door or {},
        "before": before,
        "asks_who": side != Side.DEPARTMENT and side != Side.ASSOCIATION,
        "is_open": is_open,
        "days_left": days_left(measure.review, timezone.localdate(now)) if is_open else 0,
    }
    return render(request, "evaluations/sheet_write.html", context, status=status)


def _wards(side: Side) -> Sequence[Any]:
    return wards() if side not in (Side.DEPARTMENT, Side.ASSOCIATION) else []
