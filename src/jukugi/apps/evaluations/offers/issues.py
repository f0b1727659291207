"""What reviews tell on the page of an issue."""

from datetime import datetime

from django.utils.translation import gettext as _

from jukugi.apps.evaluations.models import Finding, FindingLink
from jukugi.apps.issues.enums import IssuePart, issue_parts

SHOWN = 8


def register() -> None:
    issue_parts.register("evaluations", findings_of_issue, order=35)


def findings_of_issue(issue_pk: int, now: datetime) -> IssuePart | None:
    """Public findings that have to do with an issue, with the reason. Two queries; nothing, no part."""
    public = list(Finding.objects.public().filter(links__issue=issue_pk).values_list("pk", flat=True))
    if not public:
        return None
    links = FindingLink.objects.in_force().filter(issue=issue_pk, finding__in=public)
    rows = list(links.select_related("finding__review", "finding__measure__policy")[:SHOWN])
    if not rows:
        return None
    return IssuePart(_("これまでの検証で分かったこと"), "evaluations/_issue_findings.html", {"links": rows})
