"""A draw as one JSON document: chances to twelve places, people by key."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from jukugi.core.sortition.checking import QuotaCheck, Reason
from jukugi.core.sortition.lottery import Certificate
from jukugi.core.sortition.pool import Quota

FORMAT = "jukugi-draw-1"
PLACES = 12


def draw_document(certificate: Certificate, chances: Mapping[str, float], panel: Sequence[str]) -> dict[str, Any]:
    """The panel, everybody's chance, and what is certified. Chances sum to the seats."""
    return {
        "format": FORMAT,
        "infeasible": False,
        "method": certificate.method.value,
        "minimum_probability": round(certificate.minimum, PLACES),
        "bound": round(certificate.bound, PLACES),
        "gap": round(certificate.gap, PLACES),
        "proven": certificate.is_proven,
        "panel": list(panel),
        "probabilities": {key: round(chance, PLACES) for key, chance in chances.items()},
    }


def infeasible_document(check: QuotaCheck) -> dict[str, Any]:
    """Why there is no panel, and the smallest change with which there is one."""
    return {
        "format": FORMAT,
        "infeasible": True,
        "reasons": [_reason_document(reason) for reason in check.reasons],
        "relaxations": [
            _quota_document(each.quota) | {"new_min": each.low, "new_max": each.high, "change": each.change}
            for each in check.relaxations or ()
        ],
        "total_change": sum(each.change for each in check.relaxations or ()),
        "within_flex": check.is_within_flex,
        "relaxable": check.relaxations is not None,
        "seats": check.seats,
    }


def canonical(document: Mapping[str, Any]) -> bytes:
    """The same document, the same bytes."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _reason_document(reason: Reason) -> dict[str, Any]:
    return {
        "why": reason.why.value,
        "quotas": [_quota_document(quota) for quota in reason.quotas],
        "needed": reason.needed,
        "there": reason.there,
    }


def _quota_document(quota: Quota) -> dict[str, Any]:
    return {"feature": quota.feature, "value": quota.value, "min": quota.low, "max": quota.high}
