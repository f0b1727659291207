"""Jobs of the room."""

from django.utils import timezone

from jukugi.kit import jobs

DAY = 24 * 60 * 60


def register() -> None:
    jobs.register("support.look_after", look_after)
    jobs.every(DAY, "support.look_after")


def look_after() -> None:
    """Erase what has been kept long enough, and count what may be told to everybody."""
    from jukugi.apps.support.actions.counting import count_all
    from jukugi.apps.support.actions.forgetting import erase_due

    now = timezone.now()
    erase_due(now=now)
    count_all(now=now)
