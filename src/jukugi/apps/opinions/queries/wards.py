"""The voices of one issue ward by ward, so that wards stand side by side."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.db.models.functions import Length

from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import wards
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.opinions.queries.counting import SHORT_EXAMPLE, public_voices


@dataclass(frozen=True)
class WardVoices:
    """Public voices of an issue from one ward; ``example`` is the newest short one, else the newest."""

    total: int
    example: Opinion | None


def voices_of_wards(issue_pk: int) -> tuple[list[tuple[Area, WardVoices]], int]:
    """Every ward in its order with its voices, also with none; and how many voices tell no ward. Three queries."""
    voices = public_voices().filter(issue=issue_pk).annotate(length=Length("opinion__text")).order_by()
    is_short = Q(length__lte=SHORT_EXAMPLE)
    counted = voices.values("opinion__submission__ward").annotate(
        total=Count("pk"), short=Max("opinion", filter=is_short), newest=Max("opinion")
    )
    rows = {row["opinion__submission__ward"]: (row["total"], row["short"] or row["newest"]) for row in counted}
    examples = Opinion.objects.with_origin().in_bulk([key for _total, key in rows.values()])
    found = []
    for ward in wards():
        total, key = rows.pop(ward.pk, (0, None))
        found.append((ward, WardVoices(total, examples.get(key))))
    return found, sum(total for total, _key in rows.values())
