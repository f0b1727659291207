"""What an edition says, as one canonical text: frozen when it comes out, the same bytes whenever it is made again."""

import hashlib
import json
from typing import Any

from django.db.models import Count

from jukugi.apps.drafts import tree
from jukugi.apps.drafts.enums import OriginKind
from jukugi.apps.drafts.models import Edition, Origin
from jukugi.apps.drafts.queries.renderings import renderings_part
from jukugi.apps.drafts.queries.support import support_part

FORM = 1
"""Raised when what is frozen changes its form; the form stands in it."""


def frozen_text(edition: Edition) -> str:
    """Words, order and origins as canonical JSON. No words of a citizen are in it: they may have to be erased one day.

    Of a vision also how its sentences were answered, and what stands beside the official words in other languages.
    Twelve queries at most.
    """
    rows = list(edition.texts.select_related("clause"))
    by_clause = {row.clause_id: row for row in rows}
    serials = {row.clause_id: row.clause.serial for row in rows}
    origins: dict[int | None, list[dict[str, Any]]] = {}
    for origin in edition_origins(edition):
        origins.setdefault(origin.clause_id, []).append(_origin(origin))
    clauses = []
    for spot in tree.spots(rows):
        row = by_clause[spot.clause_id]
        clauses.append(
            {
                "clause": row.clause.serial,
                "part_of": serials.get(spot.parent_id) if spot.parent_id is not None else None,
                "place": spot.place,
                "heading": row.heading,
                "text": row.text,
                "origins": origins.get(row.clause_id, []),
            }
        )
    whole = {
        "form": FORM,
        "document": edition.document_id,
        "edition": edition.number,
        "title": edition.title,
        "stage": edition.stage,
        "reason": edition.reason,
        "clauses": clauses,
        "not_taken_up": origins.get(None, []),
        "support": support_part(edition),
        "renderings": renderings_part(edition),
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(frozen: str) -> str:
    """SHA-256 of a frozen edition."""
    return hashlib.sha256(frozen.encode()).hexdigest()


def edition_origins(edition: Edition) -> list[Origin]:
    """The origins that an edition tells of while it is written: of this and earlier ones, in force. One query."""
    told = Origin.objects.in_force().filter(document=edition.document_id, edition__number__lte=edition.number)
    related = told.select_related("opinion__submission", "group", "note__opinion__submission")
    return list(related.annotate(voice_count=Count("voices")).order_by("pk"))


def _origin(origin: Origin) -> dict[str, Any]:
    told: dict[str, Any] = {
        "key": origin.pk,
        "kind": origin.kind,
        "influence": origin.influence,
        "reason": origin.reason,
        "voices": origin.voice_count,  # type: ignore[attr-defined]  # annotated by edition_origins
    }
    if origin.kind == OriginKind.OPINION and origin.opinion is not None:
        told["receipt"] = origin.opinion.submission.receipt
        told["position"] = origin.opinion.position
    elif origin.source_key is not None:
        told["source"] = origin.source_key
    else:
        told |= {"title": origin.title, "detail": origin.detail, "url": origin.url}
    return told
