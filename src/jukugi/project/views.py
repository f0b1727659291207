"""Pages that know every room: home, the staff desk, and what is said about the site itself."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from jukugi.apps.accounts.permissions import is_staff
from jukugi.apps.processes import queries as processes
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.places import desk_queue, home_actions
from jukugi.kit.pages.rendering import refusal_page
from jukugi.project.source import source_archive


def home(request: HttpRequest) -> HttpResponse:
    """Where the process stands, and what one can do now."""
    now = timezone.now()
    process = processes.main_process()
    context = {
        "process": process,
        "phase": processes.speaking_phase(process, now=now) if process else None,
        "lanes": processes.lanes(process, now=now) if process else None,
        "actions": [action for offer in home_actions for action in offer(request, now)],
    }
    return render(request, "home.html", context)


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the member of staff who is signed in, from every room."""
    if not is_staff(request.user):
        return refusal_page(request, NotAllowed())
    now = timezone.now()
    return render(request, "desk.html", {"items": [item for offer in desk_queue for item in offer(request, now)]})


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about/about.html")


def method(request: HttpRequest) -> HttpResponse:
    return render(request, "about/method.html")


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "about/privacy.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "about/accessibility.html")


def source(request: HttpRequest) -> FileResponse:
    """The source code of the running version, as the licence promises to everybody who uses it."""
    return FileResponse(source_archive(), as_attachment=True, filename="jukugi-source.zip")
