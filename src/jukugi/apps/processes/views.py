from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from jukugi.apps.processes import queries
from jukugi.apps.processes.models import Process
from jukugi.kit.pages.rendering import set_subject


def process(request: HttpRequest, slug: str) -> HttpResponse:
    """One process: its course in three lanes, its sources."""
    now = timezone.now()
    shown = get_object_or_404(Process.objects.select_related("area"), slug=slug)
    set_subject(request, shown)
    phase = queries.speaking_phase(shown, now=now)
    context = {"process": shown, "phase": phase, "lanes": queries.lanes(shown, now=now)}
    return render(request, "processes/process_detail.html", context)
