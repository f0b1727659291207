"""Surveys at the desk: the list, the notice, whom it asks, how far it is, and its steps."""

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
from jukugi.apps.processes.queries import main_process
from jukugi.apps.surveys import actions, errors, permissions
from jukugi.apps.surveys.forms.desk import (
    AudiencesForm,
    ExtendForm,
    NewSurveyForm,
    NoticeForm,
    QuotasForm,
    ReasonForm,
    notice_of,
)
from jukugi.apps.surveys.models import Survey
from jukugi.apps.surveys.queries import desk as queries
from jukugi.apps.surveys.queries.asking import question_rows
from jukugi.apps.surveys.queries.flow import flow_of
from jukugi.apps.surveys.views.asked import Visit, sent, visit
from jukugi.kit.errors import NotAllowed, Refusal, WordsTooLong, words_for
from jukugi.kit.pages.asked import tell
from jukugi.kit.pages.rendering import refusal_page, set_subject

SHOWN = 50
PLACES: dict[type[Refusal], str] = {
    errors.PeriodBackwards: "closes_on",
    errors.ExtendsBackwards: "closes_on",
    WordsTooLong: "title",
}


@login_required
def surveys(request: HttpRequest) -> HttpResponse:
    """Every survey that the person runs."""
    areas = permissions.areas_run_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    context = {"surveys": queries.my_surveys(areas)[:SHOWN], "today": timezone.localdate()}
    return render(request, "surveys/desk_list.html", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Prepare a survey."""
    areas = permissions.areas_run_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    process = main_process()
    if process is None:
        return render(request, "surveys/desk_new.html", {"form": None})
    set_subject(request, process)
    wards = Area.objects.wards()
    if None not in areas:
        wards = wards.filter(pk__in=[pk for pk in areas if pk is not None])
    sources = Survey.objects.in_areas(areas)
    form = NewSurveyForm(sent(request), wards=wards, may_be_city=None in areas, sources=sources)
    if request.method == "POST" and form.is_valid():
        person, now = _person(request), timezone.now()
        try:
            made = actions.prepare_survey(
                process=process, notice=form.notice, ward=form.cleaned_data["ward"], actor=person, now=now
            )
            if form.cleaned_data["source"] is not None:
                actions.copy_questions(source=form.cleaned_data["source"], survey=made, actor=person, now=now)
            messages.success(request, _("準備をはじめました。まだ職員にしか見えません。だれに聞くかを決めてください。"))
            return redirect("surveys:audiences", survey_pk=made.pk)
        except Refusal as error:
            tell(form, error, PLACES)
    return render(request, "surveys/desk_new.html", {"form": form}, status=400 if form.errors else 200)


@login_required
def survey(request: HttpRequest, survey_pk: int) -> HttpResponse:
    """How far a survey is, and what is next."""
    here = visit(request, survey_pk, runs=False)
    if isinstance(here, HttpResponse):
        return here
    return _page(request, here)


@login_required
def edit(request: HttpRequest, survey_pk: int) -> HttpResponse:
    """Change the notice while it is being prepared."""
    here = visit(request, survey_pk)
    if isinstance(here, HttpResponse):
        return here
    form = NoticeForm(sent(request), initial=notice_of(here.survey))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_survey(survey=here.survey, notice=form.notice, actor=here.person, now=timezone.now())
            messages.success(request, _("保存しました。"))
            return redirect("surveys:desk-survey", survey_pk=survey_pk)
        except Refusal as error:
            tell(form, error, PLACES)
    return _form_page(request, here, "surveys/desk_edit.html", form)


@login_required
def audiences(request: HttpRequest, survey_pk: int) -> HttpResponse:
    """Say whom the survey asks."""
    here = visit(request, survey_pk)
    if isinstance(here, HttpResponse):
        return here
    form = AudiencesForm(sent(request), audiences=list(here.survey.audiences.all()))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_audiences(survey=here.survey, audiences=form.drafts, actor=here.person, now=timezone.now())
            messages.success(request, _("調査対象を保存しました。"))
            return redirect("surveys:desk-survey", survey_pk=survey_pk)
        except Refusal as error:
            tell(form, error)
    return _form_page(request, here, "surveys/desk_audiences.html", form)


@login_required
def quotas(request: HttpRequest, survey_pk: int, audience_pk: int) -> HttpResponse:
    """Say how many answers of which group are wanted, and see how many came."""
    here = visit(request, survey_pk)
    if isinstance(here, HttpResponse):
        return here
    audience = get_object_or_404(here.survey.audiences, pk=audience_pk)
    quotas_there = list(audience.quotas.all())
    form = QuotasForm(sent(request), wards=list(Area.objects.wards()), quotas=quotas_there)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_quotas(audience=audience, quotas=form.drafts, actor=here.person, now=timezone.now())
            messages.success(request, _("目標数を保存しました。"))
            return redirect("surveys:quotas", survey_pk=survey_pk, audience_pk=audience_pk)
        except Refusal as error:
            tell(form, error)
    more = {"audience": audience, "rows": queries.quota_rows(audience)}
    return _form_page(request, here, "surveys/desk_quotas.html", form, **more)


@login_required
def extend(request: HttpRequest, survey_pk: int) -> HttpResponse:
    """Take answers for longer."""

    def act(here: Visit, form: ExtendForm) -> None:
        given = form.cleaned_data
        actions.extend_survey(
            survey=here.survey,
            closes_on=given["closes_on"],
            reason=given["reason"],
            actor=here.person,
            now=timezone.now(),
        )

    said = _("期間を延ばしました。理由といっしょに、アンケートのページに出ています。")
    return _step(request, survey_pk, ExtendForm, act, "surveys/desk_extend.html", said)


@login_required
def withdraw(request: HttpRequest, survey_pk: int) -> HttpResponse:
    """Call a survey off."""

    def act(here: Visit, form: ReasonForm) -> None:
        reason = form.cleaned_data["reason"]
        actions.withdraw_survey(survey=here.survey, reason=reason, actor=here.person, now=timezone.now())

    said = _("取りやめました。届いていた回答は残っています。")
    return _step(request, survey_pk, ReasonForm, act, "surveys/desk_withdraw.html", said)


@login_required
@require_POST
def open_(request: HttpRequest, survey_pk: int) -> HttpResponse:
    """Ask, within the period."""
    here = visit(request, survey_pk)
    if isinstance(here, HttpResponse):
        return here
    try:
        actions.open_survey(survey=here.survey, actor=here.person, now=timezone.now())
    except Refusal as error:
        return _page(request, here, refusal=error)
    messages.success(request, _("アンケートをはじめました。期間の中なら、だれに聞くかに応じて答えられます。"))
    return redirect("surveys:desk-survey", survey_pk=survey_pk)


def _step(
    request: HttpRequest,
    survey_pk: int,
    form_class: type[Any],
    act: Callable[[Visit, Any], None],
    template: str,
    said: str,
) -> HttpResponse:
    here = visit(request, survey_pk)
    if isinstance(here, HttpResponse):
        return here
    form = form_class(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            act(here, form)
            messages.success(request, said)
            return redirect("surveys:desk-survey", survey_pk=survey_pk)
        except Refusal as error:
            tell(form, error, PLACES)
    return _form_page(request, here, template, form)


def _page(request: HttpRequest, here: Visit, *, refusal: Refusal | None = None) -> HttpResponse:
    one, now = here.survey, timezone.now()
    came = queries.came_in(one)
    flow = flow_of(question_rows(one), [row.audience for row in came])
    context = {
        "survey": one,
        "runs": here.runs,
        "came": came,
        "total": sum(row.total for row in came),
        "flow": flow,
        "papers": queries.paper_counts(one),
        "steps": list(one.steps.select_related("department")),
        "is_open": one.is_open_at(now),
        "is_over": one.is_over_at(now),
        "today": timezone.localdate(now),
        "refusal": words_for(refusal) if refusal is not None else None,
    }
    return render(request, "surveys/desk_survey.html", context, status=refusal.status if refusal is not None else 200)


def _form_page(request: HttpRequest, here: Visit, template: str, form: Any, **more: Any) -> HttpResponse:
    context = {"survey": here.survey, "form": form, **more}
    return render(request, template, context, status=400 if form.errors else 200)


def _person(request: HttpRequest) -> Any:
    return request.user
