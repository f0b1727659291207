"""Requests to associations: what they cost by month, and the fewest changes that keep every month under a ceiling.

Hours by month are plain exact arithmetic. ``ceiling.plan_under_ceiling`` stands apart: it loads numpy and, when it is
called, the solver (highspy), which no page does.
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
from jukugi.core.planning.errors import InvalidPlanSettings, PlanningError
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
    "InvalidPlanSettings",
    "OverWithoutIt",
    "Plan",
    "PlanSettings",
    "PlanningError",
    "RequestRow",
    "RowFault",
    "Unreachable",
    "WhyUnreachable",
    "allowed_changes",
    "hours_by_month",
    "hours_of_request",
    "possible_hosts",
    "read_association_rows",
    "read_request_rows",
    "share_for",
    "spread",
]
