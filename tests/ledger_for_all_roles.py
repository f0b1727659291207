"""An investment and a proposal of co-creation of one ward, for the permission matrix."""

from typing import Any

from django.utils import timezone

from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting.tests.cocreation_factories import shown
from jukugi.apps.budgeting.tests.ledger_factories import published, written

OF_LEDGER = frozenset({"publish-investment", "return-investment"})


class LedgerForAllRoles:
    """One investment that everybody sees, one that waits for a second person, one public proposal."""

    def __init__(self, ward: Area) -> None:
        self.ward = ward
        self.public = published(ward)
        self.waiting = written(ward)
        self.proposal = shown(ward)

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses; proposals of a vote have a room of their own names."""
        name = route.partition(":")[2]
        investment = self.waiting if name in OF_LEDGER else self.public
        told: dict[str, Any] = {"investment_pk": investment.pk, "years": 1}
        if name.startswith(("co-", "desk-co-", "show-co-")):
            told |= {"proposal_pk": self.proposal.pk, "act": "ask"}
        return told

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of the ledger and of the desk for co-creation take."""
        today = timezone.localdate()
        investment = {
            "title": "見本の事業",
            "purpose": "ためす。",
            "level": "kuiki",
            "area": self.ward.pk,
            "way": "direct",
            "department": self.public.department_id,
            "proposed_by": "citizens",
            "decided_by": "ward",
            "decided_on": today,
            "expected": "ためせる。",
            "reason": "ためす。",
            "money-TOTAL_FORMS": 1,
            "money-INITIAL_FORMS": 0,
            "money-0-fiscal_year": 2026,
            "money-0-source": "city",
            "money-0-planned_yen": 1000,
        }
        proposal = {
            **dict.fromkeys(("title", "words", "brings", "asks", "serves", "body_name", "interests", "name"), "見本"),
            "kind": "npo",
            "area": self.ward.pk,
            "phone": "044-000-0000",
        }
        return {
            "budgeting:new-investment": investment,
            "budgeting:edit-investment": investment,
            "budgeting:publish-investment": {"seen": self.waiting.waiting_id},
            "budgeting:return-investment": {"seen": self.waiting.waiting_id, "reason": "見本"},
            "budgeting:withdraw-investment": {"reason": "見本"},
            "budgeting:propose-together": proposal,
            "budgeting:enter-co-proposal": {**proposal, "channel": "post", "received_on": today},
            "budgeting:co-step": {"words": "見本"},
        }
