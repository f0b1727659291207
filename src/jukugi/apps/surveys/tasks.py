"""Jobs of this room."""

from django.utils import timezone

from jukugi.kit import jobs

SECONDS_BETWEEN_COUNTS = 10


def register() -> None:
    jobs.register("surveys.count_due", count_due)
    jobs.every(SECONDS_BETWEEN_COUNTS, "surveys.count_due")


def count_due() -> None:
    """Count every survey to which something came."""
    from jukugi.apps.surveys.actions.counting import count_due

    count_due(now=timezone.now())
