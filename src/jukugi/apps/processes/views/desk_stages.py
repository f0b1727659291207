"""Work on single stages at the desk: what they say, when they really were, wards at another time, gates before them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jukugi.apps.processes import actions, permissions
from jukugi.apps.processes.forms import (
    ActualForm,
    GateForm,
    MilestoneForm,
    PassForm,
    PhaseForm,
    ReasonForm,
    TickForm,
    WardExceptionForm,
    shown_gate,
    shown_stage,
)
from jukugi.apps.processes.models import Condition, Gate, Milestone, Phase, Process, WardException
from jukugi.apps.processes.queries.gates import gate_states
from jukugi.apps.processes.queries.stages import neighbours
from jukugi.apps.processes.views.helping import (
    actor,
    back_to,
    bound,
    for_officers,
    for_staff,
    form_page,
    process_of,
    stage_of,
)
from jukugi.kit.errors import NotAllowed, Refusal
from jukugi.kit.pages.rendering import refusal_page

Stage = Phase | Milestone


@for_officers
def add_stage(request: HttpRequest, process_pk: int, kind: str) -> HttpResponse:
    return _stage_page(request, process_of(process_pk), kind, None)


@for_officers
def edit_stage(request: HttpRequest, kind: str, stage_pk: int) -> HttpResponse:
    stage = stage_of(kind, stage_pk)
    return _stage_page(request, stage.process, kind, stage)


def _stage_page(request: HttpRequest, process: Process, kind: str, stage: Stage | None) -> HttpResponse:
    all_stages: list[Stage] = [*process.phases.all(), *process.milestones.all()]
    others = [one for one in all_stages if stage is None or (type(one), one.pk) != (type(stage), stage.pk)]
    initial = shown_stage(stage, neighbours(stage)[0]) if stage is not None else {}
    options: dict[str, Any] = {"process": process, "stage": stage, "others": others, "initial": initial}
    given: dict[str, Any] = {"process": process, "actor": actor(request), "now": timezone.now()}
    if kind == "phase":
        phase_form = PhaseForm(bound(request), **options)
        phase = stage if isinstance(stage, Phase) else None
        return form_page(
            request,
            process,
            phase_form,
            lambda: actions.save_phase(phase=phase, **phase_form.values, **given),
            title=_("「%(title)s」を直す") % {"title": stage.title} if stage else _("期間を加える"),
            button=_("直す") if stage else _("加える"),
            done=_("直しました。") if stage else _("加えました。"),
        )
    form = MilestoneForm(bound(request), **options)
    milestone = stage if isinstance(stage, Milestone) else None
    return form_page(
        request,
        process,
        form,
        lambda: actions.save_milestone(milestone=milestone, **form.values, **given),
        title=_("「%(title)s」を直す") % {"title": stage.title} if stage else _("節目を加える"),
        button=_("直す") if stage else _("加える"),
        done=_("直しました。") if stage else _("加えました。"),
    )


@require_POST
@for_officers
def remove_stage(request: HttpRequest, kind: str, stage_pk: int) -> HttpResponse:
    stage = stage_of(kind, stage_pk)
    try:
        actions.remove_stage(stage=stage, actor=actor(request), now=timezone.now())
    except Refusal as error:
        return refusal_page(request, error)
    messages.success(request, _("「%(title)s」を外しました。") % {"title": stage.title})
    return back_to(stage.process)


@for_officers
def record_actual(request: HttpRequest, kind: str, stage_pk: int) -> HttpResponse:
    stage = stage_of(kind, stage_pk)
    initial = {"began_on": stage.began_on, "ended_on": stage.ended_on, "precision": stage.actual_precision}
    form = ActualForm(bound(request), initial=initial)
    return form_page(
        request,
        stage.process,
        form,
        lambda: actions.record_actual(stage=stage, **form.cleaned_data, actor=actor(request), now=timezone.now()),
        title=_("「%(title)s」は、実際にいつでしたか") % {"title": stage.title},
        lead=_("予定は消えません。予定と実際が並んで公開されます。"),
        button=_("記録する"),
        done=_("実際の日を記録しました。"),
    )


@login_required
def add_exception(request: HttpRequest, phase_pk: int) -> HttpResponse:
    """The city's officers, and those of the ward itself."""
    phase = get_object_or_404(Phase.objects.select_related("process"), pk=phase_pk)
    wards = permissions.wards_to_except(request.user)
    if not wards:
        return refusal_page(request, NotAllowed())
    form = WardExceptionForm(bound(request), wards=wards)
    return form_page(
        request,
        phase.process,
        form,
        lambda: actions.allow_ward_exception(phase=phase, **form.values, actor=actor(request), now=timezone.now()),
        title=_("「%(title)s」を、区で別の時期にする") % {"title": phase.title},
        lead=_("この区では、市の期間のかわりにこの期間だけ受け付けます。理由は公開されます。"),
        button=_("この区の時期を決める"),
        done=_("区の時期を決めました。"),
    )


@login_required
def end_exception(request: HttpRequest, exception_pk: int) -> HttpResponse:
    related = WardException.objects.select_related("phase__process", "ward")
    exception = get_object_or_404(related, pk=exception_pk)
    if not permissions.wards_to_except(request.user) & {None, exception.ward_id}:
        return refusal_page(request, NotAllowed())
    form = ReasonForm(bound(request))
    return form_page(
        request,
        exception.phase.process,
        form,
        lambda: actions.end_ward_exception(
            exception=exception, reason=form.cleaned_data["reason"], actor=actor(request), now=timezone.now()
        ),
        title=_("%(ward)sを、市と同じ時期に戻す") % {"ward": exception.ward.name},
        button=_("市と同じ時期に戻す"),
        done=_("市と同じ時期に戻しました。"),
    )


@for_officers
def add_gate(request: HttpRequest, process_pk: int) -> HttpResponse:
    return _gate_page(request, process_of(process_pk), None)


@for_officers
def edit_gate(request: HttpRequest, gate_pk: int) -> HttpResponse:
    gate = _gate(gate_pk)
    return _gate_page(request, gate.process, gate)


def _gate_page(request: HttpRequest, process: Process, gate: Gate | None) -> HttpResponse:
    form = GateForm(bound(request), process=process, initial=shown_gate(gate) if gate else None)
    return form_page(
        request,
        process,
        form,
        lambda: actions.save_gate(process=process, gate=gate, **form.values, actor=actor(request), now=timezone.now()),
        title=_("関門を直す") if gate else _("関門を加える"),
        lead=_("次の期間の前に、そろっていなければならないことを決めます。"),
        button=_("直す") if gate else _("加える"),
        done=_("関門を決めました。"),
    )


@for_staff
def gate(request: HttpRequest, gate_pk: int) -> HttpResponse:
    """A gate: what is missing and where it is done; tick, pass."""
    shown = _gate(gate_pk)
    state = next(one for one in gate_states(shown.process, now=timezone.now()) if one.gate.pk == shown.pk)
    can_edit = permissions.can_edit(request.user) and not shown.process.is_finished
    context = {"process": shown.process, "state": state, "can_edit": can_edit}
    return render(request, "processes/desk_gate.html", context)


@for_officers
def tick(request: HttpRequest, condition_pk: int) -> HttpResponse:
    condition = get_object_or_404(Condition.objects.select_related("gate__process"), pk=condition_pk)
    initial = {"met_on": condition.met_on, "evidence": condition.evidence, "url": condition.evidence_url}
    form = TickForm(bound(request), initial=initial)
    return form_page(
        request,
        condition.gate.process,
        form,
        lambda: actions.tick_condition(
            condition=condition, **form.cleaned_data, actor=actor(request), now=timezone.now()
        ),
        title=_("「%(title)s」を確かめる") % {"title": condition.title or condition.kind},
        lead=_("何で確かめられるかも書きます。市民も読みます。"),
        button=_("記録する"),
        done=_("記録しました。"),
    )


@for_officers
def pass_gate(request: HttpRequest, gate_pk: int) -> HttpResponse:
    passed = _gate(gate_pk)
    state = next(one for one in gate_states(passed.process, now=timezone.now()) if one.gate.pk == passed.pk)
    form = PassForm(bound(request))
    return form_page(
        request,
        passed.process,
        form,
        lambda: actions.pass_gate(gate=passed, **form.cleaned_data, actor=actor(request), now=timezone.now()),
        title=_("関門「%(title)s」を通す") % {"title": passed.title},
        lead=_("いまの様子といっしょに、通ったことが公開されます。"),
        button=_("それでも通す") if state.missing else _("通す"),
        done=_("関門を通りました。"),
        template="processes/desk_pass.html",
        state=state,
    )


@for_officers
def withdraw(request: HttpRequest, gate_pk: int) -> HttpResponse:
    passed = _gate(gate_pk)
    form = ReasonForm(bound(request))
    return form_page(
        request,
        passed.process,
        form,
        lambda: actions.withdraw_passing(gate=passed, **form.cleaned_data, actor=actor(request), now=timezone.now()),
        title=_("関門「%(title)s」を通ったことを取り消す") % {"title": passed.title},
        lead=_("受付を止める関門なら、その期間の受付は閉じます。記録は消えず、理由は公開されます。"),
        button=_("取り消す"),
        done=_("取り消しました。"),
    )


def _gate(pk: int) -> Gate:
    return get_object_or_404(Gate.objects.select_related("process", "phase"), pk=pk)
