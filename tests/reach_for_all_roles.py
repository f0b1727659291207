"""Who was reached, for the permission matrix: one edition, and an attempt for people of the ward."""

from typing import Any

from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.models import Area
from jukugi.apps.processes.models import Process
from jukugi.apps.reach import actions
from jukugi.apps.reach.tests.factories import draft, sent

WORDS = {"title": "見本のちらし", "kind": "leaflet", "done_on": "2026-01-10", "handed_out": 100}


class ReachForAllRoles:
    def __init__(self, process: Process, ward: Area) -> None:
        now, officer = timezone.now(), RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user
        sent(process, 6, ward=ward, band="30")
        actions.count_reach(process=process, now=now)
        self.edition = actions.publish_reach(process=process, note="", actor=officer, now=now)
        self.row = actions.record_outreach(process=process, draft=draft(ward=ward), actor=officer, now=now)
        self.ward = ward
        sent(process, 20, ward=ward, band="30")
        actions.count_reach(process=process, now=now)

    def values(self, route: str) -> dict[str, Any]:
        """What stands in the addresses of these routes."""
        return {"number": self.edition.number, "name": "figures.csv", "outreach_pk": self.row.pk}

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms of these routes take."""
        own = WORDS | {"ward": self.ward.pk}
        return {
            "reach:record": own,
            "reach:correct": own | {"reason": "見本の理由"},
            "reach:take-back": {"reason": "見本の理由"},
        }
