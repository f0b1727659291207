from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import wards
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.queries import counting, reading
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.queries import main_process
from jukugi.kit.pages.rendering import set_subject


@dataclass(frozen=True)
class Wanted:
    """What of the list is wanted, as the address says it; what it says wrongly is left out."""

    issue: Issue | None
    channel: str
    ward: Area | None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.channel or self.ward)

    def query(self, *, page: int = 1) -> str:
        """The same wish as an address, for another page of it."""
        said = {
            "issue": self.issue.pk if self.issue else "",
            "channel": self.channel,
            "ward": self.ward.code if self.ward else "",
            "page": page if page > 1 else "",
        }
        return "?" + urlencode({name: value for name, value in said.items() if value})


def opinions(request: HttpRequest) -> HttpResponse:
    """The public opinions, newest first, with how many came in at all or, of an issue, how many were linked to it."""
    process = main_process()
    set_subject(request, process)
    all_wards = wards()
    wanted = _wanted(request, process, all_wards)
    page = None
    if process is not None:
        page = reading.opinion_page(
            process, issue=wanted.issue, channel=wanted.channel, ward=wanted.ward, page=_page(request)
        )
    received = counting.received(process) if process is not None and wanted.issue is None else None
    of_issue = counting.voices_of_issue(wanted.issue.pk) if wanted.issue is not None else None
    figures = of_issue or received
    context = {
        "wanted": wanted,
        "page": page,
        "received": received,
        "of_issue": of_issue,
        "by_channel": figures.by_channel if figures else (),
        "wards": all_wards,
        "channels": Channel.choices,
        "newer": wanted.query(page=page.number - 1) if page and page.number > 1 else "",
        "older": wanted.query(page=page.number + 1) if page and page.number < page.pages else "",
        "without_filters": Wanted(wanted.issue, "", None).query(),
    }
    return render(request, "opinions/opinion_list.html", context)


def _wanted(request: HttpRequest, process: Process | None, all_wards: list[Area]) -> Wanted:
    channel = request.GET.get("channel", "")
    code = request.GET.get("ward", "")
    return Wanted(
        issue=reading.issue_of(process, request.GET.get("issue", "")),
        channel=channel if channel in Channel.values else "",
        ward=next((ward for ward in all_wards if ward.code == code), None),
    )


def _page(request: HttpRequest) -> int:
    """The number of the page in the address; 1 for anything that is none."""
    asked = request.GET.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1
