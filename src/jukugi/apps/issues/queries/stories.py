"""What became of an issue, told from the beginning."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from jukugi.apps.issues.models import Issue
from jukugi.apps.organizations.models import Organization


@dataclass(frozen=True)
class Event:
    """One thing that happened to an issue: what, why, by which department; ``issues`` it led to or came from."""

    at: datetime
    label: str
    title: str
    reason: str
    department: Organization | None = None
    issues: tuple[Issue, ...] = ()
    url: str = ""
    link: str = ""


def story_of(issue: Issue) -> tuple[Event, ...]:
    """Everything in the order in which it happened. One query."""
    return tuple(sorted(_steps(issue), key=lambda event: event.at))


def _steps(issue: Issue) -> list[Event]:
    return [
        Event(
            change.made_at,
            _("状態"),
            _("「%(was)s」から「%(became)s」へ")
            % {"was": change.get_was_display(), "became": change.get_became_display()},
            change.reason,
            change.department,
        )
        for change in issue.status_changes.select_related("department")
    ]
