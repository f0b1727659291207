"""What everybody may read of associations and consultations is counted, without names and never of a few."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.models import Organization
from jukugi.apps.support.counted import Cells, next_cells, next_table
from jukugi.apps.support.enums import RECEIVED_STATES, Need
from jukugi.apps.support.models import Inquiry, SituationSheet, SupportCount, SupportReceived

DAY_BANDS = ((7, "within_7"), (14, "within_14"), (30, "within_30"))


@transaction.atomic
def count_all(*, now: datetime) -> int:
    """Count anew what is public. Returns how many kinds of figures changed."""
    changed = 0
    for kind, cells in _inquiries().items():
        changed += _keep(kind, cells, now)
    for need, cells in _needs().items():
        changed += _keep(f"need_{need}", cells, now)
    year = SupportReceived.objects.standing().aggregate(last=Max("fiscal_year"))["last"]
    if year is not None:
        changed += _keep_received(year, now)
    return changed


def _keep(kind: str, cells: Cells, now: datetime) -> int:
    kept = SupportCount.objects.select_for_update().filter(kind=kind).first()
    before = kept.cells if kept is not None else {}
    return _write(kind, before, next_cells(before, cells), now)


def _write(kind: str, before: Cells, after: Cells, now: datetime) -> int:
    if {name: list(keys) for name, keys in before.items()} == after:
        return 0
    SupportCount.objects.update_or_create(kind=kind, defaults={"cells": after, "counted_at": now})
    return 1


def _inquiries() -> dict[str, dict[str, list[int]]]:
    """Keys of consultations by ward, function, days until the answer, channel and asker. One query."""
    found: dict[str, dict[str, list[int]]] = {
        f"inquiries_{part}": {} for part in ("ward", "function", "days", "channel", "asker")
    }
    for one in Inquiry.objects.order_by("pk").iterator():
        parts = {
            "ward": one.ward_id or "none",
            "function": one.function_id or "none",
            "days": _band(one.days_to_answer),
            "channel": one.channel,
            "asker": one.asker,
        }
        for part, name in parts.items():
            found[f"inquiries_{part}"].setdefault(str(name), []).append(one.pk)
    return found


def _band(days: int | None) -> str:
    if days is None:
        return "waiting"
    return next((name for most, name in DAY_BANDS if days <= most), "later")


def _needs() -> dict[str, dict[str, list[int]]]:
    """Keys of associations that named each need, and of those that wrote a sheet and did not. One query."""
    latest: dict[int, SituationSheet] = {}
    for sheet in SituationSheet.objects.filter(erased_at__isnull=True).order_by("organization", "number").iterator():
        latest[sheet.organization_id] = sheet
    return {
        str(need): {
            "yes": [pk for pk, sheet in latest.items() if need in sheet.wants or need in sheet.worries],
            "no": [pk for pk, sheet in latest.items() if need not in sheet.wants and need not in sheet.worries],
        }
        for need in Need
    }


def _keep_received(year: int, now: datetime) -> int:
    """Associations of each ward that took any support in a year, or nothing of what is on record. Three queries."""
    taken: set[int] = set()
    known: set[int] = set()
    rows = SupportReceived.objects.standing().filter(fiscal_year=year).order_by()
    for pk, is_taken in rows.values_list("organization", "is_taken"):
        known.add(pk)
        if is_taken:
            taken.add(pk)
    wards = [str(pk) for pk in Area.objects.wards().values_list("pk", flat=True)]
    cells: dict[str, list[int]] = {}
    for pk, ward in _wards_of(known):
        state = RECEIVED_STATES[pk not in taken]
        cells.setdefault(f"{ward}|{state}", []).append(pk)
    kind = f"received_{year}"
    kept = SupportCount.objects.select_for_update().filter(kind=kind).first()
    before = kept.cells if kept is not None else {}
    return _write(kind, before, next_table(before, cells, wards, RECEIVED_STATES), now)


def _wards_of(pks: Iterable[int]) -> list[tuple[int, int | None]]:
    return list(Organization.objects.filter(pk__in=list(pks)).values_list("pk", "area"))
