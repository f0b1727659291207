"""The result of a budget round, for the permission matrix."""

from datetime import timedelta
from typing import Any

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.actions.counting import count_result, publish_result, want_result
from jukugi.apps.budgeting.actions.overriding import OverrideDraft, propose_override
from jukugi.apps.budgeting.enums.results import OverrideKind
from jukugi.apps.budgeting.tests.factories import AFTER, closed

ROUTES = ("result", "result-file", "override", "decide")
WAITING = ("count", "publish-result", "recount")


class ResultsForAllRoles:
    """A ward's published result with a decision that waits, and a count that nobody has published."""

    def __init__(self, ward: Area) -> None:
        one, other = (RoleFactory(area=ward).user for _ in range(2))
        made = []
        for _ in range(2):
            wanted = want_result(
                budget_round=closed([{1}, {1, 2}, {3}], ward=ward),
                seed="7",
                seed_words="見本の数字",
                actor=one,
                now=AFTER,
            )
            made.append(count_result(result_pk=wanted.pk, now=AFTER + timedelta(minutes=1)))
        self.counted, self.published = made[0], publish_result(result=made[1], actor=other, now=AFTER)
        project = self.published.round.projects.get(number=3)
        draft = OverrideDraft(project, OverrideKind.ADDED, "寄付で費用が出るため。", "見本区長")
        self.override = propose_override(result=self.published, draft=draft, actor=one, now=AFTER)

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses of results."""
        name = route.split(":")[1]
        if name not in (*ROUTES, *WAITING):
            return {}
        result = self.published if name in ROUTES else self.counted
        return {
            "round_pk": result.round_id,
            "override_pk": self.override.pk,
            "step": "confirm",
            "name": "ballots.pb",
        }

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of results take."""
        return {
            "budgeting:count": {"seed": "7", "seed_words": "見本の数字"},
            "budgeting:recount": {"reason": "種を打ちまちがえたため。"},
            "budgeting:override": {
                "project": self.published.round.projects.get(number=2).pk,
                "kind": "changed",
                "reason": "寄付で費用が出るため。",
                "decided_by": "見本区長",
            },
        }
