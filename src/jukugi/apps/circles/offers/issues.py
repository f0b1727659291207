"""On the page of an issue: what it calls for, what began from it, and what circles propose."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from jukugi.apps.circles.models import Circle, CircleProposal
from jukugi.apps.circles.queries.circles import COUNTED, open_calls
from jukugi.apps.issues.enums import IssuePart, issue_parts

SHOWN = 6


def register() -> None:
    issue_parts.register("circles", circles_of_issue, order=62)


def circles_of_issue(issue_pk: int, now: datetime) -> IssuePart | None:
    """Calls, circles and proposals of an issue. Three queries; without any of them no part."""
    calls = open_calls(localdate(now), issue_pk)
    circles = list(
        Circle.objects.public().filter(issue=issue_pk).select_related("ward").annotate(people=COUNTED)[: SHOWN + 1]
    )
    proposals = list(
        CircleProposal.objects.filter(issue=issue_pk, circle__is_hidden=False).select_related("circle")[:SHOWN]
    )
    if not (calls or circles or proposals):
        return None
    content = {
        "calls": calls,
        "circles": circles[:SHOWN],
        "has_more": len(circles) > SHOWN,
        "proposals": proposals,
        "issue": issue_pk,
    }
    return IssuePart(_("市民の活動"), "circles/_issue_circles.html", content)
