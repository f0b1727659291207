from jukugi.apps.inventory.models.answers import BundleAnswer
from jukugi.apps.inventory.models.burden import BurdenReport, Proposal
from jukugi.apps.inventory.models.decisions import Decision, DecisionKind
from jukugi.apps.inventory.models.plans import RequestPlan
from jukugi.apps.inventory.models.requests import AdminRequest

__all__ = [
    "AdminRequest",
    "BundleAnswer",
    "BurdenReport",
    "Decision",
    "DecisionKind",
    "Proposal",
    "RequestPlan",
]
