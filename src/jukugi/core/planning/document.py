"""A plan as one JSON document: hours to four places, months by their calendar number, April first."""

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from jukugi.core.planning.burden import MONTHS
from jukugi.core.planning.choices import PlanSettings
from jukugi.core.planning.result import Change, Plan, Unreachable

FORMAT = "jukugi-request-plan-1"

Hours = Mapping[str, Sequence[Fraction]]


def hours_table(hours: Hours) -> dict[str, dict[str, float]]:
    """{association: {"4": hours, …, "3": hours}}."""
    return {
        key: {str(month): rounded(each) for month, each in zip(MONTHS, months, strict=True)}
        for key, months in hours.items()
    }


def plan_document(plan: Plan, *, ceiling: Fraction, settings: PlanSettings) -> dict[str, Any]:
    """What ``plan_under_ceiling`` found, and with which settings."""
    return {
        "format": FORMAT,
        "ceiling": rounded(ceiling),
        "settings": {
            "most_months": settings.most_months,
            "saving": rounded(settings.saving),
            "kinds": sorted(kind.value for kind in settings.kinds),
        },
        "before": hours_table(plan.before),
        "after": hours_table(plan.after),
        "changes": [change_document(change) for change in plan.changes],
        "unreachable": [_unreachable_document(one) for one in plan.unreachable],
        "proven": plan.is_proven,
        "mildest": plan.is_mildest,
    }


def change_document(change: Change) -> dict[str, Any]:
    """One change; ``moves`` are those of its times that come in another month than before."""
    needed = change.needed
    return {
        "request": change.request,
        "kind": change.kind.value,
        "moves": [{"from": since, "to": to} for since, to in change.shifts if since != to],
        "with": change.host,
        "hours_freed": rounded(change.hours_freed),
        "without_it": needed
        and {
            "associations": needed.associations,
            "association": needed.association,
            "month": needed.month,
            "hours": rounded(needed.hours),
        },
    }


def canonical(document: Mapping[str, Any]) -> bytes:
    """The same document, the same bytes."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def rounded(hours: Fraction) -> float:
    return round(float(hours), 4)


def _unreachable_document(one: Unreachable) -> dict[str, Any]:
    return {
        "association": one.association,
        "months": list(one.months),
        "why": one.why.value,
        "worst_month": one.worst_month,
        "least_hours": rounded(one.least_hours),
        "requests": list(one.requests),
    }
