"""Jobs of the room."""

from django.utils import timezone

from jukugi.kit import jobs

SECONDS_BETWEEN_COUNTS = 600
SECONDS_BETWEEN_REMINDERS = 24 * 60 * 60


def register() -> None:
    jobs.register("places.count_due", _count_due)
    jobs.every(SECONDS_BETWEEN_COUNTS, "places.count_due")
    jobs.register("places.remind_due", _remind_due)
    jobs.every(SECONDS_BETWEEN_REMINDERS, "places.remind_due")


def _count_due() -> None:
    from jukugi.apps.places.actions.reaching import count_due

    count_due(now=timezone.now())


def _remind_due() -> None:
    from jukugi.apps.places.actions.reminding import remind_due

    remind_due(now=timezone.now())
