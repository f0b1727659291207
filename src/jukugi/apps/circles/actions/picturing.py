"""The emergence picture is counted anew where something has changed; what is kept is protected already."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction

from jukugi.apps.areas.models import Area
from jukugi.apps.circles.enums import SeekKind, SeekSide
from jukugi.apps.circles.models import EmergenceEdition, Match, Seek
from jukugi.core.planning.emergence import Sought, lines_of, ward_pairs
from jukugi.kit import audit

MINIMUM = 5
GROUPS = (SeekSide.INTEREST.value, *SeekKind.values)


@transaction.atomic
def count_due(*, now: datetime) -> EmergenceEdition | None:
    """Count anew, once at least ``MINIMUM`` people wrote or met since the last count: two pictures one after the other
    then do not tell of one person. None where nothing is new. A few queries; safe to run twice.
    """
    newest = EmergenceEdition.objects.first()
    if newest is not None and len(_moved_since(newest.counted_at)) < MINIMUM:
        return None
    document = _document()
    digest = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
    if newest is not None and newest.input_digest == digest:
        return None
    edition = EmergenceEdition.objects.create(document=document, input_digest=digest, counted_at=now)
    audit.record("circles.emergence_counted", actor=None, subject=edition, at=now)
    return edition


def _document() -> dict[str, Any]:
    """Items of people who agreed to be matched, and meetings of which both said yes. Three queries."""
    seeks: dict[int, dict[str, Any]] = {
        row["pk"]: dict(row)
        for row in Seek.objects.matchable()
        .filter(closed_at__isnull=True)
        .values("pk", "participant_id", "side", "kind", "ward_id")
    }
    met = [
        (seeks[first], seeks[second])
        for first, second in Match.objects.filter(met_at__isnull=False).values_list("first", "second")
        if first in seeks and second in seeks
    ]
    found = {row["pk"] for pair in met for row in pair}
    across = {row["pk"] for pair in met if _is_across(*pair) for row in pair}
    sought = [
        Sought(row["participant_id"], row["kind"] or row["side"], row["ward_id"], key in found, key in across)
        for key, row in seeks.items()
    ]
    pairs = ward_pairs(
        [(a["participant_id"], a["ward_id"], b["participant_id"], b["ward_id"]) for a, b in met if _is_across(a, b)],
        minimum=MINIMUM,
    )
    wards = {ward.pk: ward.code for ward in Area.objects.wards()}
    people = len({row["participant_id"] for row in seeks.values()})
    return {
        "minimum": MINIMUM,
        "people": people if people == 0 or people >= MINIMUM else None,
        "lines": [vars(line) for line in lines_of(sought, GROUPS, minimum=MINIMUM)],
        "wards": [
            {"one": wards[a], "other": wards[b], "people": n}
            for (a, b), n in pairs.items()
            if a in wards and b in wards
        ],
    }


def _moved_since(moment: datetime) -> set[int]:
    """Who wrote an item that may be matched, or met somebody, since then. Two queries."""
    wrote = Seek.objects.matchable().filter(written_at__gt=moment).values_list("participant_id", flat=True)
    met = Match.objects.filter(met_at__gt=moment).values_list("first__participant_id", "second__participant_id")
    return {*wrote, *(key for pair in met for key in pair)}


def _is_across(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return a["ward_id"] is not None and b["ward_id"] is not None and a["ward_id"] != b["ward_id"]
