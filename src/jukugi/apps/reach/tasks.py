"""Jobs of the room."""

from django.utils import timezone

from jukugi.kit import jobs

SECONDS_BETWEEN_LOOKS = 60


def register() -> None:
    jobs.register("reach.count_due", _count_due)
    jobs.every(SECONDS_BETWEEN_LOOKS, "reach.count_due")


def _count_due() -> None:
    from jukugi.apps.reach.actions.publishing import count_due

    count_due(now=timezone.now())
