"""Scenarios with many rows in every list, to count what their pages ask the database."""

from datetime import date

from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.tests.factories import OpinionFactory, SubmissionFactory
from jukugi.apps.support.actions import deciding, planning
from jukugi.apps.support.actions.deciding import HeardDraft
from jukugi.apps.support.actions.planning import MilestoneDraft, RiskDraft
from jukugi.apps.support.enums import HeardAnswer
from jukugi.apps.support.tests.scenario_factories import NOW, asked, compared, decided, ward_officer

PUBLIC = {
    "scenarios of wards": ("/support/scenarios/", 14),
    "scenario": ("/support/scenarios/{scenario}/", 22),
    "weighing": ("/support/scenarios/{scenario}/compare/", 9),
    "changes of a scenario": ("/support/scenarios/{scenario}/changes/", 7),
    "yardstick": ("/support/scenarios/yardstick/intermediary/", 7),
}
STAFF = {
    "desk scenarios": ("/desk/support/scenarios/", 40),
    "desk scenario": ("/desk/support/scenarios/{scenario}/", 50),
    "desk scores": ("/desk/support/scenarios/{scenario}/scores/", 40),
}


def scenarios(issue: Issue, rows: int) -> dict[str, int | str]:
    """So many wards with a scenario; the first has so many of everything."""
    found = [compared(process=issue.process, points=((4, 1), (1, 3), (2, 2))[: rows + 1]) for _ in range(rows)]
    scenario = asked(found[0])
    officer = ward_officer(scenario.area)
    who = {"scenario": scenario, "reason": "足した", "actor": officer, "now": NOW}
    points = []
    for _ in range(rows):
        submission = SubmissionFactory(process=issue.process, call=scenario.call)
        points.append(
            HeardDraft(
                "夜も。", HeardAnswer.TAKEN, "開く。", [OpinionFactory(submission=submission, state=OpinionState.SHOWN)]
            )
        )
    planning.set_milestones(drafts=[MilestoneDraft(f"節目{at}", date(2027, 4, 1)) for at in range(rows)], **who)
    planning.set_risks(drafts=[RiskDraft(f"心配{at}", "備える。") for at in range(rows)], **who)
    deciding.set_heard(drafts=points, **who)
    for _ in range(rows):
        decided(scenario)
    return {"scenario": scenario.pk}
