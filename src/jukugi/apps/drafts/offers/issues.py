"""The clauses that came from an issue, on its page."""

from datetime import datetime

from django.utils.translation import gettext as _

from jukugi.apps.drafts.queries.threads import clauses_of_issue
from jukugi.apps.issues.enums import IssuePart, issue_parts


def register() -> None:
    issue_parts.register("drafts", clauses_part, order=30)


def clauses_part(issue_pk: int, now: datetime) -> IssuePart | None:
    """What became words of a document. Two queries; nothing, no part."""
    told, total = clauses_of_issue(issue_pk)
    if not told:
        return None
    content = {"told": told, "more": total - len(told)}
    return IssuePart(_("この論点から生まれた文"), "drafts/_issue_clauses.html", content)
