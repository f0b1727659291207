"""Who was reached with many rows in every list, to count what the pages ask the database."""

from datetime import timedelta

from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.models import Issue
from jukugi.apps.reach import actions
from jukugi.apps.reach.tests.factories import draft, people_live, sent

PUBLIC = {
    "who took part": ("/reach/", 12),
    "who took part, figures": ("/reach/files/1/figures.csv", 4),
}
STAFF = {
    "who was reached": ("/desk/reach/", 11),
    "what was tried": ("/desk/reach/outreach/", 10),
    "new attempt": ("/desk/reach/outreach/new/", 10),
    "correct an attempt": ("/desk/reach/outreach/{outreach}/correct/", 11),
    "letters needed": ("/desk/reach/letters/", 9),
}


def reach(issue: Issue, rows: int) -> dict[str, int]:
    """One edition of so many wards, with as many attempts and corrections."""
    process, now = issue.process, timezone.now()
    officer = RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user
    wards = [WardFactory() for _ in range(rows)]
    for ward in wards:
        people_live(ward, b18=100, b30=100)
    for ward in wards:
        sent(process, 20, ward=ward, band="30")
    actions.count_reach(process=process, now=now)
    actions.publish_reach(process=process, note="", actor=officer, now=now)
    row = None
    for number in range(rows):
        first = actions.record_outreach(process=process, draft=draft(ward=wards[0]), actor=officer, now=now)
        told = draft(title=f"直した{number}", note="分かったこと", ward=wards[-1])
        later = now + timedelta(minutes=number)
        row = actions.correct_outreach(outreach=first, draft=told, reason="直す", actor=officer, now=later)
    assert row is not None
    return {"outreach": row.pk}
