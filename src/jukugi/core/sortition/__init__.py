"""The lot: a panel that keeps quotas, drawn so that chances are as equal as the quotas allow, and checkable by anyone.

Calculations load numpy, scipy and the solver (highspy); ``reading`` and ``pool`` load neither.
"""

from jukugi.core.sortition.checking import QuotaCheck, Reason, Relaxation, Why, check_quotas
from jukugi.core.sortition.drawing import Lottery, draw_panel, fair_lottery
from jukugi.core.sortition.errors import InvalidDraw, NoPanel, OutOfTime, SortitionError, UnknownPerson
from jukugi.core.sortition.lottery import Certificate, Method
from jukugi.core.sortition.pool import Pool, Quota, Volunteer
from jukugi.core.sortition.solving import Patience

__all__ = [
    "Certificate",
    "InvalidDraw",
    "Lottery",
    "Method",
    "NoPanel",
    "OutOfTime",
    "Patience",
    "Pool",
    "Quota",
    "QuotaCheck",
    "Reason",
    "Relaxation",
    "SortitionError",
    "UnknownPerson",
    "Volunteer",
    "Why",
    "check_quotas",
    "draw_panel",
    "fair_lottery",
]
