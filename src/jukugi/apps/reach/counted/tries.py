"""What was tried, as an edition tells it: in sums, so that nobody counts answers from one visit to the next."""

from collections.abc import Sequence
from typing import Any

from jukugi.apps.reach.enums import K
from jukugi.apps.reach.queries.outreach import Tried, learnt, sums
from jukugi.core.disclosure.rows import is_small

Document = dict[str, Any]


def tries_part(entries: Sequence[Tried], before: Document | None) -> Document:
    """Sums by kind, and what was learnt. A sum whose answers changed by a few stays as it was told before."""
    old = {row["kind"]: row for row in (before or {}).get("tries", {}).get("sums", [])}
    rows = [
        {
            "kind": one.kind,
            "label": one.label,
            "times": one.times,
            "handed_out": one.handed_out,
            "counted_out": one.counted_out,
            "answered": one.answered,
            "cost_yen": one.cost_yen,
            "low": round(one.interval.low, 4) if one.interval else None,
            "high": round(one.interval.high, 4) if one.interval else None,
        }
        for one in sums(entries)
    ]
    return {
        "sums": [old[row["kind"]] if _is_near(row, old.get(row["kind"])) else row for row in rows],
        "learnt": [[row.title, row.note, row.is_sample] for row in learnt(entries)],
    }


def _is_near(row: Document, old: Document | None) -> bool:
    return old is not None and is_small(abs((row["answered"] or 0) - (old["answered"] or 0)), minimum=K)
