"""Jobs of the room."""

import time

from django.utils import timezone

from jukugi.apps.opinion_map.actions.pacing import Pace
from jukugi.kit import jobs

# With the wall asking every three seconds, a hall sees its answers on the map within ten.
SECONDS_BETWEEN_MAPS = 5

_pace = Pace(time.monotonic)


def register() -> None:
    jobs.register("opinion_map.refresh_due_maps", _refresh_due_maps)
    jobs.every(SECONDS_BETWEEN_MAPS, "opinion_map.refresh_due_maps")


def _refresh_due_maps() -> None:
    from jukugi.apps.opinion_map.actions import refresh_due_maps

    refresh_due_maps(now=timezone.now(), pace=_pace)
