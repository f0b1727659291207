"""What everybody reads of processes."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.processes import events, queries
from jukugi.apps.processes.enums import phase_kinds, process_parts
from jukugi.apps.processes.models import FormerName, Milestone, Pause, Phase, Process
from jukugi.apps.processes.queries import gates
from jukugi.apps.processes.queries.changes import changes
from jukugi.apps.processes.queries.stages import neighbours, stage_history
from jukugi.apps.processes.queries.versus import versus
from jukugi.apps.processes.spans import actual, planned
from jukugi.kit.pages.rendering import set_subject

CHANGES_ON_A_PROCESS = 10


def processes(request: HttpRequest) -> HttpResponse:
    """All processes, the main one first. One query."""
    return render(request, "processes/process_list.html", {"processes": queries.all_processes()})


def process(request: HttpRequest, slug: str) -> HttpResponse:
    """One process: its course in three lanes, its gates, what changed and why, what happened one by one."""
    shown = _found(slug)
    if shown is None:
        return _at_its_new_address(slug, "processes:process")
    now = timezone.now()
    set_subject(request, shown)
    told = changes([shown], now=now)
    context = {
        "process": shown,
        "phase": None if shown.is_finished else queries.speaking_phase(shown, now=now),
        "pause": Pause.objects.at(now).filter(process=shown, phase__isnull=True).first(),
        "focus": [one for one in shown.focus_points.all() if shown.is_finished or one.is_on(timezone.localdate(now))],
        "former": [name for name in shown.former_names.all() if name.phase_id is None and name.milestone_id is None],
        "lanes": queries.lanes(shown, now=now),
        "versus": versus(shown),
        "gates": gates.gate_states(shown, now=now),
        "changes": told[:CHANGES_ON_A_PROCESS],
        "has_more_changes": len(told) > CHANGES_ON_A_PROCESS,
        "record": events.record(shown),
        "parts": [part for show in process_parts if (part := show(shown)) is not None],
    }
    return render(request, "processes/process_detail.html", context)


def phase(request: HttpRequest, slug: str, phase_pk: int) -> HttpResponse:
    """A phase: when, what it opens, in which ward at another time, what comes before and after, what changed."""
    shown = _found(slug)
    if shown is None:
        return _at_its_new_address(slug, "processes:phase", phase_pk)
    now = timezone.now()
    found = get_object_or_404(shown.phases.prefetch_related("openings", "gates"), pk=phase_pk)
    found.process = shown
    kinds = [str(phase_kinds[one.kind]) for one in found.openings.all() if one.kind in phase_kinds]
    exceptions = found.ward_exceptions.in_force().select_related("ward", "department")
    context = {
        **_stage_context(shown, found, now),
        "opens": kinds,
        "exceptions": list(exceptions),
        "gates": [state for state in gates.gate_states(shown, now=now) if state.gate.phase_id == found.pk],
        "pause": Pause.objects.at(now).filter(process=shown, phase=found).first(),
        "is_running": found.opens_at <= now < found.closes_at,
    }
    set_subject(request, shown)
    return render(request, "processes/stage.html", context)


def milestone(request: HttpRequest, slug: str, milestone_pk: int) -> HttpResponse:
    """A milestone: when, what comes before and after, what changed."""
    shown = _found(slug)
    if shown is None:
        return _at_its_new_address(slug, "processes:milestone", milestone_pk)
    found = get_object_or_404(shown.milestones, pk=milestone_pk)
    found.process = shown
    set_subject(request, shown)
    return render(request, "processes/stage.html", _stage_context(shown, found, timezone.now()))


def gate(request: HttpRequest, slug: str, gate_pk: int) -> HttpResponse:
    """A gate: what it asks for and what is there, or how it was passed."""
    shown = _found(slug)
    if shown is None:
        return _at_its_new_address(slug, "processes:gate", gate_pk)
    found = get_object_or_404(shown.gates, pk=gate_pk)
    states = gates.gate_states(shown, now=timezone.now())
    set_subject(request, shown)
    context = {"process": shown, "state": next(state for state in states if state.gate.pk == found.pk)}
    return render(request, "processes/gate.html", context)


def _stage_context(process: Process, stage: Phase | Milestone, now: datetime) -> dict[str, object]:
    before, after = neighbours(stage)
    return {
        "process": process,
        "stage": stage,
        "plan": planned(stage).words if stage.is_planned else "",
        "actual": real.words if (real := actual(stage)) else "",
        "before": before,
        "after": after,
        "history": stage_history(stage),
        "sources": [line for line in stage.source.splitlines() if line.strip()],
    }


def _found(slug: str) -> Process | None:
    """The public process at this address. One query."""
    return Process.objects.public().select_related("area").filter(slug=slug).first()


def _at_its_new_address(slug: str, route: str, *arguments: int) -> HttpResponse:
    """Where a process went when it was renamed; unknown addresses are not found. One query."""
    former = get_object_or_404(FormerName.objects.select_related("process"), slug=slug, process__is_draft=False)
    return HttpResponsePermanentRedirect(reverse(route, args=[former.process.slug, *arguments]))
