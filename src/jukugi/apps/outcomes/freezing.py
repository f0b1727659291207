"""What a closed yearly review says, as canonical JSON that anybody can hash again."""

import hashlib
import json
from typing import Any

from jukugi.apps.outcomes.models import Promise, ReviewEntry, YearlyReview


def frozen_review(review: YearlyReview, promises: list[Promise], entries: dict[int, ReviewEntry], words: str) -> str:
    """Every promise by its number with its standing and what the review says of it."""
    told: dict[str, Any] = {
        "process": review.process_id,
        "fiscal_year": review.fiscal_year,
        "words": words,
        "promises": [_told(promise, entries.get(promise.pk)) for promise in promises],
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(frozen: str) -> str:
    """SHA-256 of the frozen words, in hexadecimal."""
    return hashlib.sha256(frozen.encode()).hexdigest()


def _told(promise: Promise, entry: ReviewEntry | None) -> dict[str, Any]:
    return {
        "number": promise.number,
        "title": promise.title,
        "ward": promise.area.name if promise.area else "",
        "department": promise.department.name,
        "first_due_on": promise.first_due_on.isoformat(),
        "due_on": promise.due_on.isoformat(),
        "state": promise.state,
        "closed_on": promise.closed_on.isoformat() if promise.closed_on else "",
        "verdict": entry.verdict if entry else "",
        "words": entry.words if entry else "",
    }
