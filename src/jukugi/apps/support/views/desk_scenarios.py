"""Scenarios at the desk: begun, written part by part, published, decided by a second person."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.areas.models import Area
from jukugi.apps.support import permissions
from jukugi.apps.support.actions import deciding, planning
from jukugi.apps.support.enums import ScenarioKind, SecondHand
from jukugi.apps.support.forms.scenarios import FunctionsForm, MilestonesForm, NewScenarioForm, PlanForm, RisksForm
from jukugi.apps.support.models import Scenario, ScenarioDecision
from jukugi.apps.support.queries.desk_scenarios import desk_rows, desk_scenario
from jukugi.apps.support.views.writing import kept, sent, signed_in, write
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.rendering import refusal_page, set_subject


@login_required
def scenarios(request: HttpRequest) -> HttpResponse:
    """The scenarios that the person writes, and the yardsticks."""
    areas = permissions.areas_kept_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    now = timezone.now()
    rows = desk_rows(areas, now=now, today=timezone.localdate(now))
    context = {"rows": rows, "kinds": ScenarioKind, "may_name": None in areas}
    return render(request, "support/scenarios/desk_list.html", context)


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Begin one."""
    areas = permissions.areas_kept_by(request.user)
    if not areas:
        return refusal_page(request, NotAllowed())
    wards = Area.objects.wards()
    if None not in areas:
        wards = wards.filter(pk__in=[pk for pk in areas if pk is not None])
    form = NewScenarioForm(sent(request), wards=wards, may_be_city=None in areas)

    def save(form: NewScenarioForm) -> str:
        given = form.cleaned_data | {"kind": ScenarioKind(form.cleaned_data["kind"])}
        made = planning.begin_scenario(**given, actor=signed_in(request), now=timezone.now())
        return _desk(made)

    return write(
        request,
        form,
        save,
        scenario=None,
        title=_("シナリオを始める"),
        lead=_("公開するまで、机の外からは読めません。"),
        button=_("始める"),
        done=_("シナリオを始めました。部分ごとに書いていきます。"),
    )


@login_required
def scenario(request: HttpRequest, scenario_pk: int) -> HttpResponse:
    """One scenario with its parts, what is missing, and what waits for a second person."""
    found = get_object_or_404(Scenario.objects.select_related("process", "area", "call"), pk=scenario_pk)
    may_decide = permissions.can_decide(request.user, found.area)
    try:
        permissions.check_can_keep(request.user, found.area)
    except NotAllowed as error:
        return refusal_page(request, error)
    set_subject(request, found.process)
    now = timezone.now()
    told = desk_scenario(found, now=now, today=timezone.localdate(now))
    waiting = told.waiting
    context = {
        "told": told,
        "scenario": found,
        "may_decide": may_decide,
        "is_own": waiting is not None and waiting.actor_key == signed_in(request).actor_key,
    }
    return render(request, "support/scenarios/desk_scenario.html", context)


@login_required
def plan(request: HttpRequest, scenario_pk: int) -> HttpResponse:
    """Title and aim."""
    found = kept(request, scenario_pk)
    if isinstance(found, HttpResponse):
        return found
    form = PlanForm(sent(request), initial={"title": found.title, "aim": found.aim})

    def save(form: PlanForm) -> str:
        planning.write_plan(scenario=found, **form.cleaned_data, actor=signed_in(request), now=timezone.now())
        return _desk(found)

    return write(
        request, form, save, scenario=found, title=_("題名とねらい"), button=_("保存する"), done=_("保存しました。")
    )


@login_required
def functions(request: HttpRequest, scenario_pk: int) -> HttpResponse:
    """Which functions are planned, and how."""
    found = kept(request, scenario_pk)
    if isinstance(found, HttpResponse):
        return found
    form = FunctionsForm(sent(request), scenario=found)

    def save(form: FunctionsForm) -> str:
        planning.set_functions(
            scenario=found,
            drafts=form.drafts,
            reason=form.cleaned_data["reason"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        return _desk(found)

    return write(
        request, form, save, scenario=found, title=_("担うはたらき"), button=_("保存する"), done=_("保存しました。")
    )


@login_required
def milestones(request: HttpRequest, scenario_pk: int) -> HttpResponse:
    """By when what shall stand, and what stands."""
    found = kept(request, scenario_pk)
    if isinstance(found, HttpResponse):
        return found
    form = MilestonesForm(sent(request), rows=list(found.milestones.all()))

    def save(form: MilestonesForm) -> str:
        planning.set_milestones(
            scenario=found,
            drafts=form.drafts,
            reason=form.cleaned_data["reason"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        return _desk(found)

    return write(request, form, save, scenario=found, title=_("節目"), button=_("保存する"), done=_("保存しました。"))


@login_required
def risks(request: HttpRequest, scenario_pk: int) -> HttpResponse:
    """What may go wrong, and what is done about it."""
    found = kept(request, scenario_pk)
    if isinstance(found, HttpResponse):
        return found
    form = RisksForm(sent(request), rows=list(found.risks.all()))

    def save(form: RisksForm) -> str:
        planning.set_risks(
            scenario=found,
            drafts=form.drafts,
            reason=form.cleaned_data["reason"],
            actor=signed_in(request),
            now=timezone.now(),
        )
        return _desk(found)

    return write(
        request,
        form,
        save,
        scenario=found,
        title=_("心配なことと、備え"),
        button=_("保存する"),
        done=_("保存しました。"),
    )


@login_required
@require_POST
def publish(request: HttpRequest, scenario_pk: int) -> HttpResponse:
    """Let everybody read it."""
    found = get_object_or_404(Scenario.objects.select_related("process", "area"), pk=scenario_pk)
    try:
        planning.publish_scenario(scenario=found, actor=signed_in(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error, back=_desk(found))
    messages.success(request, _("公開しました。だれでも読めます。"))
    return redirect(_desk(found))


@login_required
@require_POST
def settle(request: HttpRequest, decision_pk: int) -> HttpResponse:
    """Decide what another person proposed, or give it back."""
    decision = get_object_or_404(ScenarioDecision.objects.select_related("scenario__area"), pk=decision_pk)
    act = SecondHand.RETURNED if request.POST.get("act") == SecondHand.RETURNED else SecondHand.DECIDED
    try:
        deciding.settle_decision(
            decision=decision,
            act=act,
            note=request.POST.get("note", ""),
            actor=signed_in(request),
            now=timezone.now(),
        )
    except Refusal as error:
        return refusal_page(request, error, back=_desk(decision.scenario))
    is_decided = act == SecondHand.DECIDED
    messages.success(request, _("決定しました。だれでも読めます。") if is_decided else _("差し戻しました。"))
    return redirect(_desk(decision.scenario))


def _desk(scenario: Scenario) -> str:
    return reverse("support:desk-scenario", args=[scenario.pk])
