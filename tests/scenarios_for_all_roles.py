"""A scenario of one ward with a proposal that waits, and one in preparation, for the permission matrix."""

from typing import Any

from django.utils import timezone

from jukugi.apps.areas.models import Area
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.support.enums import ScenarioKind
from jukugi.apps.support.tests.scenario_factories import begun, compared, proposed


class ScenariosForAllRoles:
    """Public, compared, with a proposal by somebody else of whom nobody decided yet."""

    def __init__(self, ward: Area) -> None:
        self.ward = ward
        self.process = ProcessFactory()
        self.scenario = compared(ward, process=self.process)
        self.chosen = self.scenario.alternatives.get(number=1)
        self.decision = proposed(self.scenario)
        self.hidden = begun(ward, process=self.process, kind=ScenarioKind.GOVERNANCE)

    def values(self) -> dict[str, Any]:
        """What stands in the addresses."""
        return {
            "scenario_pk": self.scenario.pk,
            "alternative_pk": self.chosen.pk,
            "decision_pk": self.decision.pk,
            "kind": "intermediary",
        }

    def forms(self) -> dict[str, dict[str, object]]:
        """What the forms take. While the proposal waits, those who may write are told so in the form (400)."""
        day = timezone.localdate()
        new = {
            "process": ProcessFactory().pk,
            "area": self.ward.pk,
            "kind": "governance",
            "title": "見本",
            "aim": "見本",
        }
        return {
            "support:begin-scenario": new,
            "support:write-plan": {"title": "見本の計画", "aim": "見本", "reason": "見本"},
            "support:drop-alternative": {"reason": "見本"},
            "support:ask-residents": {"question": "見本", "opens_on": day, "closes_on": day},
            "support:settle-decision": {"act": "decided"},
        }
