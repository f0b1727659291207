"""Pages that know every room: home, the staff desk, and what is said about the site itself."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.permissions import has_role, is_staff, know_roles, roles
from jukugi.apps.processes import queries as processes
from jukugi.kit.errors import NotAllowed
from jukugi.kit.lots import FINDING_WORDS
from jukugi.kit.moderation import summaries
from jukugi.kit.pages.places import home_actions, home_parts
from jukugi.kit.pages.rendering import refusal_page
from jukugi.kit.retention import retentions
from jukugi.kit.retention.standing import last_run, standings, time_in_words
from jukugi.project import desk as desk_parts
from jukugi.project.source import source_archive

# So many small parts are as high as the newest voices; the others stand in rows below.
_BESIDE = 2


def home(request: HttpRequest) -> HttpResponse:
    """Where the process stands, and what one can do now."""
    now = timezone.now()
    process = processes.main_process()
    parts = [part for offer in home_parts if (part := offer(request, now)) is not None]
    side = [part for part in parts if part.is_side]
    context = {
        "process": process,
        "phase": processes.speaking_phase(process, now=now) if process else None,
        "lanes": processes.lanes(process, now=now) if process else None,
        "actions": [action for offer in home_actions for action in offer(request, now)],
        "main_parts": [part for part in parts if not part.is_side],
        "side_parts": side[:_BESIDE],
        "more_parts": side[_BESIDE:],
    }
    return render(request, "home.html", context)


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the member of staff who is signed in, from every room."""
    know_roles(request.user)
    if not is_staff(request.user):
        return refusal_page(request, NotAllowed())
    now = timezone.now()
    wards = desk_parts.wards_of(request)
    items = desk_parts.waiting(request, now, wards.chosen)
    process = processes.main_process()
    context = {
        "items": [item for item in items if item.count],
        "done": [item for item in items if not item.count],
        "is_operator_alone": not roles(request.user, RoleKind.POLICY_OFFICER, RoleKind.WARD_OFFICER),
        "ward": wards.chosen,
        "tabs": desk_parts.ward_tabs(request, now, wards),
        "lead": desk_parts.lead(desk_parts.next_milestone(process, now) if process else None),
    }
    return render(request, "desk.html", context)


@login_required
def retention(request: HttpRequest) -> HttpResponse:
    """What is kept how long, on what ground, and how erasing went. For operators and policy officers."""
    if not has_role(request.user, RoleKind.OPERATOR, RoleKind.POLICY_OFFICER):
        return refusal_page(request, NotAllowed())
    found = standings()
    context = {
        "standings": found,
        "last": last_run(found),
        "failed": [one for one in found if one.run and one.run.fault],
    }
    return render(request, "retention.html", context)


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about/about.html")


def method(request: HttpRequest) -> HttpResponse:
    return render(request, "about/method.html")


def lot(request: HttpRequest) -> HttpResponse:
    """Check a public draw in the browser; nothing is sent here."""
    words = FINDING_WORDS | {"no_number": _("行の番号を数字で書いてください。000から999なら、三つの数字です。")}
    return render(request, "about/lot.html", {"findings": list(words.items())})


def budget(request: HttpRequest) -> HttpResponse:
    """Count a vote on a budget again in the browser; nothing is sent here."""
    return render(request, "about/budget.html")


def privacy(request: HttpRequest) -> HttpResponse:
    times = [(rule.what, rule.since, time_in_words(name, rule)) for name, rule in retentions.items()]
    return render(request, "about/privacy.html", {"times": times})


def moderation(request: HttpRequest) -> HttpResponse:
    """By which rules, how often and how soon staff decide what everybody may read."""
    return render(request, "moderation.html", {"summaries": summaries()})


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "about/accessibility.html")


def source(request: HttpRequest) -> FileResponse:
    """The source code of the running version, as the licence promises to everybody who uses it."""
    return FileResponse(source_archive(), as_attachment=True, filename="jukugi-source.zip")
