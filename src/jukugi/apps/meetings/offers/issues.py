"""Meetings about an issue, on its page."""

from datetime import datetime

from django.utils.translation import gettext as _

from jukugi.apps.issues.enums import IssuePart, issue_parts
from jukugi.apps.meetings.queries.bodies import recommendations_on
from jukugi.apps.meetings.queries.meetings import meetings_about


def register() -> None:
    issue_parts.register("meetings", meetings_of_issue, order=40)


def meetings_of_issue(issue_pk: int, now: datetime) -> IssuePart | None:
    """Where an issue is or was talked about, and what bodies recommended on it. Three queries; nothing, no part."""
    found = meetings_about(issue_pk)
    recommendations = recommendations_on(issue_pk)
    if not found and not recommendations:
        return None
    rows = [(meeting, meeting.ends_at > now) for meeting in found]
    content = {"meetings": rows, "recommendations": recommendations}
    return IssuePart(_("話し合った会議、これからの会議"), "meetings/_issue_meetings.html", content)
