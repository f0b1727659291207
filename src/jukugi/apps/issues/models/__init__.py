"""Tables of the room: issues, what joins them, and what became of them."""

from jukugi.apps.issues.models.directions import DirectionVersion
from jukugi.apps.issues.models.edges import IssueEdge, IssueEdgeQuerySet
from jukugi.apps.issues.models.issues import Issue, IssueQuerySet
from jukugi.apps.issues.models.lineage import EdgeMove, LineageAct, LineageActQuerySet, LineageTie
from jukugi.apps.issues.models.materials import DutyChange, Material, MaterialQuerySet
from jukugi.apps.issues.models.policies import Policy, PolicyDemand, PolicyLink, PolicyPart, PolicyQuerySet
from jukugi.apps.issues.models.states import StatusChange

__all__ = [
    "DirectionVersion",
    "DutyChange",
    "EdgeMove",
    "Issue",
    "IssueEdge",
    "IssueEdgeQuerySet",
    "IssueQuerySet",
    "LineageAct",
    "LineageActQuerySet",
    "LineageTie",
    "Material",
    "MaterialQuerySet",
    "Policy",
    "PolicyDemand",
    "PolicyLink",
    "PolicyPart",
    "PolicyQuerySet",
    "StatusChange",
]
