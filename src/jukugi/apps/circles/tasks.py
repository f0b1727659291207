"""Jobs of the room."""

from django.utils import timezone

from jukugi.kit import jobs

SECONDS_BETWEEN_MATCHES = 600
SECONDS_BETWEEN_PICTURES = 3_600
DAY = 24 * 60 * 60


def register() -> None:
    jobs.register("circles.find_matches", _find_matches)
    jobs.every(SECONDS_BETWEEN_MATCHES, "circles.find_matches")
    jobs.register("circles.count_due", _count_due)
    jobs.every(SECONDS_BETWEEN_PICTURES, "circles.count_due")
    jobs.register("circles.forget_old", _forget_old)
    jobs.every(DAY, "circles.forget_old")


def _find_matches() -> None:
    from jukugi.apps.circles.actions.matching import find_matches

    find_matches(now=timezone.now())


def _count_due() -> None:
    from jukugi.apps.circles.actions.picturing import count_due

    count_due(now=timezone.now())


def _forget_old() -> None:
    from jukugi.apps.circles.actions.seeking import forget_old

    forget_old(now=timezone.now())
