"""Requests to associations with all that their routes need, for the permission matrix."""

from typing import Any

from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.areas.models import Area
from jukugi.apps.inventory.enums import Basis, RequestState
from jukugi.apps.inventory.models import DecisionKind, RequestPlan
from jukugi.apps.inventory.tests.factories import AdminRequestFactory
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.tests.factories import AssociationFactory

WAITING = ("inventory:review", "inventory:edit")


class ErrandsForAllRoles:
    """A request that is made and one that waits, of a department of the ward; and an association of the ward."""

    def __init__(self, department: Organization, ward: Area) -> None:
        self.department = department
        self.association = AssociationFactory(area=ward)
        self.made = AdminRequestFactory(department=department, basis=Basis.LAW)
        self.waiting = AdminRequestFactory(
            department=department, state=RequestState.WAITING, reviewed_by="", reviewed_at=None
        )
        self.kind = DecisionKind.objects.get(name="縮小")
        self.plan = RequestPlan.objects.create(
            ceiling=100, most_months=2, kinds=["move"], actor_key="x", asked_at=BEFORE
        )

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses of this room's routes."""
        return {
            "organization_pk": self.association.pk,
            "request_pk": (self.waiting if route in WAITING else self.made).pk,
            "kind_pk": self.kind.pk,
            "plan_pk": self.plan.pk,
            "year": 2026,
            "month": 10,
        }

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of this room's routes take."""
        filed = {
            "department": self.department.pk,
            "title": "見本の報告",
            "purpose": "見本の目的",
            "category": "reports",
            "basis": "law",
            "months": ["4"],
            "times_per_year": "1",
            "people_per_time": "1",
            "hours_per_person": "1",
            "carrier": "president",
            "channel": "web",
            "answer_to_warnings": "見本の理由",
        }
        words = {"name": "回数減", "left_low": "10", "left": "20", "left_high": "30", "deliveries_left": "40"}
        return {
            "inventory:bundle": {"request": self.made.pk, "kind": "received", "channel": "card"},
            "inventory:report": {"times": "1", "people": "2", "hours": "3", "channel": "card"},
            "inventory:propose": {"text": "見本の案", "channel": "card"},
            "inventory:new": filed,
            "inventory:edit": filed,
            "inventory:review": {"decision": "approve"},
            "inventory:end": {"ended_on": "2026-09-30"},
            "inventory:decide": {
                "kind": self.kind.pk,
                "reason": "見本の理由",
                "starts_on": "2027-04-01",
                "owner": self.department.pk,
            },
            "inventory:desk-propose": {"department": self.department.pk, "text": "見本の案"},
            "inventory:kinds": words,
            "inventory:kind": words,
            "inventory:plans": {"ceiling": "100", "most_months": "2", "kinds": ["move"]},
        }
