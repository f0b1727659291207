"""Groups with a name on the public page of their issue."""

from datetime import datetime

from django.utils.translation import gettext as _

from jukugi.apps.grouping.queries.public import named_groups
from jukugi.apps.issues.enums import IssuePart, issue_parts


def register() -> None:
    issue_parts.register("grouping", groups_of_issue, order=15)


def groups_of_issue(issue_pk: int, now: datetime) -> IssuePart | None:
    """What the voices of an issue speak of: groups that a person named. At most four queries."""
    shown = named_groups(issue_pk)
    return IssuePart(_("声のまとまり"), "grouping/_issue_groups.html", {"shown": shown}) if shown.groups else None
