"""Requests to associations: what they cost by month, and the fewest changes that keep every month under a ceiling.
Alternatives: weighted sums by one yardstick, and at which weight their order changes.

Hours by month and weighted sums are plain exact arithmetic. ``ceiling.plan_under_ceiling`` and
``leading.leading_shares`` stand apart: they load numpy and, when the first is called, the solver (highspy).
"""

from jukugi.core.planning.burden import (
    MONTHS,
    AdminRequestLoad,
    AssociationSize,
    Basis,
    hours_by_month,
    hours_of_request,
    share_for,
    spread,
)
from jukugi.core.planning.choices import ChangeKind, PlanSettings, allowed_changes, possible_hosts
from jukugi.core.planning.comparing import (
    Sensitivity,
    Stretch,
    TurningPoint,
    places_of,
    sensitivity,
    shares_of,
    weight_at,
    weighted_sums,
)
from jukugi.core.planning.errors import InvalidComparison, InvalidPlanSettings, PlanningError
from jukugi.core.planning.reading import (
    ASSOCIATION_COLUMNS,
    REQUEST_COLUMNS,
    AssociationRow,
    RequestRow,
    RowFault,
    read_association_rows,
    read_request_rows,
)
from jukugi.core.planning.result import Change, OverWithoutIt, Plan, Unreachable, WhyUnreachable

__all__ = [
    "ASSOCIATION_COLUMNS",
    "MONTHS",
    "REQUEST_COLUMNS",
    "AdminRequestLoad",
    "AssociationRow",
    "AssociationSize",
    "Basis",
    "Change",
    "ChangeKind",
    "InvalidComparison",
    "InvalidPlanSettings",
    "OverWithoutIt",
    "Plan",
    "PlanSettings",
    "PlanningError",
    "RequestRow",
    "RowFault",
    "Sensitivity",
    "Stretch",
    "TurningPoint",
    "Unreachable",
    "WhyUnreachable",
    "allowed_changes",
    "hours_by_month",
    "hours_of_request",
    "places_of",
    "possible_hosts",
    "read_association_rows",
    "read_request_rows",
    "sensitivity",
    "share_for",
    "shares_of",
    "spread",
    "weight_at",
    "weighted_sums",
]
