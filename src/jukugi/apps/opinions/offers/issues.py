"""Voices on the board of issues and on the page of each."""

from collections.abc import Collection
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.areas.models import Area
from jukugi.apps.issues.enums import (
    IssueAction,
    IssuePart,
    WardCell,
    WardColumn,
    board_counts,
    board_notes,
    issue_parts,
    ward_columns,
    ward_counts,
)
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.policies import hearing_phase
from jukugi.apps.opinions.queries import counting
from jukugi.apps.opinions.queries.wards import voices_of_wards as counted_by_ward
from jukugi.apps.processes.models import Process
from jukugi.kit.pages.wording import jdate, thousands

VOICES = gettext_lazy("件")
SECONDS_TO_WRITE = 180


def register() -> None:
    board_counts.register("opinions", (VOICES, counting.voices_by_issue), order=10)
    ward_counts.register("opinions", (VOICES, voices_of_ward), order=10)
    board_notes.register("opinions", counting_note, order=10)
    issue_parts.register("opinions", voices_of_issue, order=10)
    ward_columns.register("opinions", voices_of_wards, order=10)


def voices_of_ward(keys: Collection[int], ward: int) -> dict[int, int]:
    """Voices from one ward by issue. One query."""
    return counting.voices_by_issue(keys, ward=ward)


def counting_note(process: Process, ward: Area | None) -> str:
    """What 件 counts, of how many, until when. Three queries."""
    received = counting.received(process)
    if received.until is None:
        return ""
    figures = {
        "until": jdate(received.until),
        "total": thousands(received.total),
        "shown": thousands(received.shown),
        "linked": thousands(counting.linked(process, ward=ward.pk if ward else None)),
        "ward": ward.name if ward else "",
    }
    if ward is not None:
        words = _(
            "「件」は、%(ward)sから届いて論点につないだ声の数です（%(linked)s件。市全体では、%(until)sまでに受け付けた%(total)s件のうち%(shown)s件を公開）。"
        )
    else:
        words = _(
            "「件」は、公開して論点につないだ声の数です（%(until)sまでに受け付けた%(total)s件のうち、公開が%(shown)s件、論点につないだ声が%(linked)s件）。"
        )
    return words % figures + _("一つの声が複数の論点に入るため、合計は一致しません。")


def voices_of_issue(issue_pk: int, now: datetime) -> IssuePart | None:
    """Where the voices of an issue came from, and some of them. Six queries."""
    issue = Issue.objects.select_related("process").get(pk=issue_pk)
    is_heard = hearing_phase(issue.process, now=now) is not None
    write_url = f"{reverse('opinions:write')}?issue={issue_pk}"
    content = {
        "voices": counting.voices_of_issue(issue_pk),
        "list_url": f"{reverse('opinions:list')}?issue={issue_pk}",
        "write_url": write_url if is_heard else "",
    }
    action = IssueAction(_("声をよせる"), write_url, SECONDS_TO_WRITE) if is_heard else None
    return IssuePart("", "opinions/_issue_voices.html", content, action)


def voices_of_wards(issue_pk: int) -> list[WardColumn]:
    """How many voices came from each ward, and one of them in its own words. Three queries."""
    found, unknown = counted_by_ward(issue_pk)
    list_url = reverse("opinions:list")
    note = _("公開して論点につないだ声の数です。自分から寄せた人の声で、区民全体の割合ではありません。")
    if unknown:
        note += _("ほかに、区の分からない声が%(count)s件あります。") % {"count": thousands(unknown)}
    return [
        WardColumn(
            _("声"),
            {
                ward.pk: WardCell(
                    number=of.total, url=f"{list_url}?issue={issue_pk}&ward={ward.code}" if of.total else ""
                )
                for ward, of in found
            },
            unit=str(VOICES),
            note=note,
            per_people=True,
        ),
        WardColumn(
            _("声の例"),
            {
                ward.pk: WardCell(
                    of.example.text,
                    url=of.example.submission.get_absolute_url(),
                    channel=of.example.submission.channel,
                    is_voice=True,
                )
                if of.example is not None
                else WardCell(_("この区からの声は、まだありません"))
                for ward, of in found
            },
        ),
    ]
