from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from jukugi.apps.processes import events, queries
from jukugi.apps.processes.models import Process
from jukugi.kit.pages.rendering import set_subject


def processes(request: HttpRequest) -> HttpResponse:
    """All processes, the main one first. One query."""
    return render(request, "processes/process_list.html", {"processes": queries.all_processes()})


def process(request: HttpRequest, slug: str) -> HttpResponse:
    """One process: its course in three lanes, what happened one by one, its sources. Six queries."""
    now = timezone.now()
    shown = get_object_or_404(Process.objects.select_related("area"), slug=slug)
    set_subject(request, shown)
    context = {
        "process": shown,
        "phase": None if shown.is_finished else queries.speaking_phase(shown, now=now),
        "lanes": queries.lanes(shown, now=now),
        "record": events.record(shown),
    }
    return render(request, "processes/process_detail.html", context)
