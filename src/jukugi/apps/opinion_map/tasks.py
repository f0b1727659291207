"""Jobs of the room."""

from django.utils import timezone

from jukugi.kit import jobs

SECONDS_BETWEEN_MAPS = 15


def register() -> None:
    jobs.register("opinion_map.refresh_due_maps", _refresh_due_maps)
    jobs.every(SECONDS_BETWEEN_MAPS, "opinion_map.refresh_due_maps")


def _refresh_due_maps() -> None:
    from jukugi.apps.opinion_map.actions import refresh_due_maps

    refresh_due_maps(now=timezone.now())
