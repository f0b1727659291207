from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.queries import wards
from jukugi.apps.opinions.queries import counting, reading
from jukugi.apps.opinions.views.wanted import Wanted, choices_of, page_named
from jukugi.apps.processes.queries import main_process
from jukugi.kit.pages.rendering import set_subject


def opinions(request: HttpRequest) -> HttpResponse:
    """The public opinions, newest first, with how many came in at all or, of an issue, how many were linked to it."""
    process = main_process()
    set_subject(request, process)
    all_wards = wards()
    wanted = Wanted.of(request.GET, all_wards, issue=reading.issue_of(process, request.GET.get("issue", "")))
    page = None
    if process is not None and wanted.refused is None:
        page = reading.opinion_page(process, wanted.wish, page=page_named(request.GET))
    issue = wanted.wish.issue
    received = counting.received(process) if process is not None and issue is None else None
    of_issue = counting.voices_of_issue(issue.pk) if issue is not None else None
    figures = of_issue or received
    choices = page.choices if page else None
    context = {
        "process": process,
        "wanted": wanted,
        "wish": wanted.wish,
        "page": page,
        "received": received,
        "of_issue": of_issue,
        "by_channel": figures.by_channel if figures else (),
        "wards": choices_of(
            [(ward.code, ward.name, ward.pk) for ward in all_wards], choices.wards if choices else None
        ),
        "channels": choices_of(
            [(value, label, value) for value, label in Channel.choices], choices.channels if choices else None
        ),
        "issues": [(found, number, wanted.address(issue=found)) for found, number in (page.issues if page else ())],
        "newer": wanted.address(page=page.number - 1) if page and page.number > 1 else "",
        "older": wanted.address(page=page.number + 1) if page and page.number < page.pages else "",
        "without_filters": Wanted(issue=issue).address(),
        "without_words": wanted.without_words().address() if wanted.typed else "",
    }
    return render(request, "opinions/opinion_list.html", context)
