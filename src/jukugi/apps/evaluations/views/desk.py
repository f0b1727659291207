"""Reviews at the desk: the list, one of them, its criteria, measures and steps."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.areas.models import Area
from jukugi.apps.evaluations import actions, errors, permissions
from jukugi.apps.evaluations.forms.desk import CriteriaForm, MeasureForm, NewReviewForm, PlanForm, plan_of
from jukugi.apps.evaluations.models import Review
from jukugi.apps.evaluations.queries import desk as queries
from jukugi.apps.evaluations.views.asked import measure_of, run, sent, signed_in
from jukugi.apps.issues.models import Policy
from jukugi.apps.processes.queries import main_process
from jukugi.kit.errors import NotAllowed, Refusal, words_for
from jukugi.kit.pages.asked import tell, whole
from jukugi.kit.pages.rendering import refusal_page, set_subject

PLACES: dict[type[Refusal], str] = {errors.PeriodBackwards: "closes_on", errors.PeriodInThePast: "closes_on"}


@login_required
def reviews(request: HttpRequest) -> HttpResponse:
    """Every review that the person runs, and measures on which their department is asked."""
    day = timezone.localdate()
    areas = permissions.areas_run_by(request.user)
    departments = permissions.departments_of(request.user, day=day)
    if not areas and not departments:
        return refusal_page(request, NotAllowed())
    context = {
        "reviews": queries.my_reviews(areas) if areas else [],
        "owed": queries.sheets_owed(departments, signed_in(request).actor_key, day) if departments else [],
        "may_begin": bool(areas),
    }
    return render(request, "evaluations/desk_list.html", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Prepare a review."""
    areas = permissions.areas_run_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    process = main_process()
    if process is None:
        return render(request, "evaluations/desk_new.html", {"form": None})
    set_subject(request, process)
    wards = Area.objects.wards()
    if None not in areas:
        wards = wards.filter(pk__in=[pk for pk in areas if pk is not None])
    form = NewReviewForm(sent(request), wards=wards, may_be_city=None in areas)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.prepare_review(
                process=process,
                plan=form.plan,
                ward=form.cleaned_data["ward"],
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("準備をはじめました。施策を選び、観点を確かめてください。"))
            return redirect("evaluations:desk-review", review_pk=made.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    return render(request, "evaluations/desk_new.html", {"form": form}, status=400 if form.errors else 200)


@login_required
def review(request: HttpRequest, review_pk: int) -> HttpResponse:
    """How far a review is, and what is next."""
    here = run(request, review_pk)
    return here if isinstance(here, HttpResponse) else _page(request, here)


@login_required
def edit(request: HttpRequest, review_pk: int) -> HttpResponse:
    """Change what is told of a review."""
    here = run(request, review_pk)
    if isinstance(here, HttpResponse):
        return here
    form = PlanForm(sent(request), initial=plan_of(here))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_review(review=here, plan=form.plan, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("保存しました。"))
            return redirect("evaluations:desk-review", review_pk=here.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    context = {"review": here, "form": form}
    return render(request, "evaluations/desk_edit.html", context, status=400 if form.errors else 200)


@login_required
def criteria(request: HttpRequest, review_pk: int) -> HttpResponse:
    """Word the criteria (観点)."""
    here = run(request, review_pk)
    if isinstance(here, HttpResponse):
        return here
    form = CriteriaForm(sent(request), criteria=list(here.criteria.all()))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_criteria(review=here, criteria=form.drafts, actor=signed_in(request), now=timezone.now())
            messages.success(request, _("観点を保存しました。"))
            return redirect("evaluations:desk-review", review_pk=here.pk)
        except Refusal as error:
            tell(form, error)
    context = {"review": here, "form": form}
    return render(request, "evaluations/desk_criteria.html", context, status=400 if form.errors else 200)


@login_required
def measures(request: HttpRequest, review_pk: int) -> HttpResponse:
    """Choose policies of the register; each press takes one in."""
    here = run(request, review_pk)
    if isinstance(here, HttpResponse):
        return here
    if request.method == "POST":
        policy = get_object_or_404(Policy, pk=whole(request.POST.get("policy")))
        try:
            actions.add_measure(
                review=here,
                policy=policy,
                listed_only=request.POST.get("how") == "listed",
                actor=signed_in(request),
                now=timezone.now(),
            )
        except Refusal as error:
            return _measures_page(request, here, error)
        messages.success(request, _("「%(name)s」を入れました。") % {"name": policy.name})
        return redirect("evaluations:desk-measures", review_pk=here.pk)
    return _measures_page(request, here)


@login_required
def measure(request: HttpRequest, review_pk: int, measure_pk: int) -> HttpResponse:
    """Write what is known of a measure."""
    here = run(request, review_pk)
    if isinstance(here, HttpResponse):
        return here
    found = measure_of(here, measure_pk)
    form = MeasureForm(sent(request), measure=found, facts=list(found.facts.all()))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.describe_measure(
                measure=found,
                aim=given["aim"],
                years=given["years"],
                facts=form.drafts,
                actor=signed_in(request),
                now=timezone.now(),
            )
            messages.success(request, _("保存しました。"))
            return redirect("evaluations:desk-measure", review_pk=here.pk, measure_pk=found.pk)
        except Refusal as error:
            tell(form, error)
    context = {"review": here, "measure": found, "form": form}
    return render(request, "evaluations/desk_measure.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def remove(request: HttpRequest, review_pk: int, measure_pk: int) -> HttpResponse:
    """Leave a policy out again."""
    here = run(request, review_pk)
    if isinstance(here, HttpResponse):
        return here
    try:
        actions.remove_measure(measure=measure_of(here, measure_pk), actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return _page(request, here, error)
    messages.success(request, _("検証から外しました。施策の一覧には残っています。"))
    return redirect("evaluations:desk-review", review_pk=here.pk)


@login_required
@require_POST
def step(request: HttpRequest, review_pk: int, act: str) -> HttpResponse:
    """Open, close, publish."""
    here = run(request, review_pk)
    if isinstance(here, HttpResponse):
        return here
    steps: dict[str, tuple[Callable[..., Any], str]] = {
        "open": (actions.open_review, _("評価の受付を始めました。だれでも読めます。")),
        "close": (actions.close_review, _("受付を終えました。分かったことをまとめてください。")),
        "publish": (actions.publish_review, _("結果を公表しました。")),
    }
    if act not in steps:
        return refusal_page(request, NotAllowed())
    action, said = steps[act]
    try:
        action(review=here, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return _page(request, here, error)
    messages.success(request, said)
    return redirect("evaluations:desk-review", review_pk=here.pk)


def _page(request: HttpRequest, here: Review, refusal: Refusal | None = None) -> HttpResponse:
    now = timezone.now()
    context = {
        "review": here,
        "progress": queries.progress_of(here),
        "criteria": list(here.criteria.all()),
        "steps": list(here.steps.select_related("department")),
        "is_open": here.is_open_at(now),
        "is_over": now >= here.closes_at,
        "site_url": request.build_absolute_uri("/").rstrip("/"),
        "refusal": words_for(refusal) if refusal is not None else None,
    }
    return render(
        request, "evaluations/desk_review.html", context, status=refusal.status if refusal is not None else 200
    )


def _measures_page(request: HttpRequest, here: Review, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "review": here,
        "policies": queries.policies_to_add(here),
        "refusal": words_for(refusal) if refusal is not None else None,
    }
    return render(
        request, "evaluations/desk_measures.html", context, status=refusal.status if refusal is not None else 200
    )
