"""Votes on a budget: the Method of Equal Shares and its completions, exact and explained, and the .pb format.

Only what is light stands here: ``election``, ``allocation``, ``document``, ``pb_reading``, ``pb_writing`` load numpy.
"""

from jukugi.core.budgeting.errors import (
    BudgetingError,
    FaultyPb,
    InvalidAllocationSettings,
    NoBallots,
    PbFault,
)
from jukugi.core.budgeting.settings import AllocationSettings, Completion, Rule, Stop, TieBreak, Utility

__all__ = [
    "AllocationSettings",
    "BudgetingError",
    "Completion",
    "FaultyPb",
    "InvalidAllocationSettings",
    "NoBallots",
    "PbFault",
    "Rule",
    "Stop",
    "TieBreak",
    "Utility",
]
