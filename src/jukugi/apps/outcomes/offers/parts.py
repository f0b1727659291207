"""Promises on the pages of the things in which they were made: a clause, an answer, an issue."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.drafts.enums import clause_parts
from jukugi.apps.issues.enums import IssuePart, issue_parts
from jukugi.apps.outcomes.models import Promise
from jukugi.apps.outcomes.queries.threads import Behind, of_issue, promises_behind
from jukugi.apps.public_comments.enums import answer_parts
from jukugi.kit.pages.places import PagePart

TEMPLATE = "outcomes/_promises_here.html"


def register() -> None:
    clause_parts.register("outcomes", lambda clause: _part(Behind({clause}, set())))
    answer_parts.register("outcomes", lambda answer: _part(Behind(set(), {answer})))
    issue_parts.register("outcomes", promises_of_issue, order=32)


def promises_of_issue(issue_pk: int, now: datetime) -> IssuePart | None:
    """What the city promised in the clauses that came from an issue. Two queries; nothing, no part."""
    promises = promises_behind(of_issue(issue_pk))
    if not promises:
        return None
    return IssuePart(_("市が約束したこと"), TEMPLATE, _content(promises, timezone.localdate(now)))


def _part(behind: Behind) -> PagePart | None:
    """One query; nothing, no part."""
    promises = promises_behind(behind)
    return PagePart(_("ここで約束したこと"), TEMPLATE, _content(promises, timezone.localdate())) if promises else None


def _content(promises: list[Promise], day: object) -> dict[str, object]:
    return {"promises": promises, "day": day}
