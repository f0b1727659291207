"""The sample's readings: names of places in Kawasaki that the dictionary reads in another way, or not surely."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jukugi.apps.readability.models import Reading
from jukugi.kit.tables import packaged_rows


@transaction.atomic
def load_sample(now: datetime) -> str:
    """Put the readings in place once; a word on which somebody decided stays. Returns a sentence for the operator."""
    rows = packaged_rows("jukugi.apps.readability", "readings.csv")
    decided = set(Reading.objects.values_list("word", flat=True))
    Reading.objects.bulk_create(
        Reading(word=row["word"], reading=row["reading"], reason=_("川崎市の地名"), actor_key="sample", decided_at=now)
        for row in rows
        if row["word"] not in decided
    )
    return _("読み：川崎市の地名%(count)d語") % {"count": len(rows)}
