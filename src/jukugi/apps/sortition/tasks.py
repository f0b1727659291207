"""Jobs of the room."""

from django.utils import timezone

from jukugi.kit import jobs

SECONDS_BETWEEN_LOOKS = 60
SECONDS_BETWEEN_SEARCHES = 600
SECONDS_OF_A_DAY = 24 * 60 * 60


def register() -> None:
    jobs.register("sortition.compute_draw", _compute_draw)
    jobs.register("sortition.look_after_draws", _look_after_draws)
    jobs.every(SECONDS_BETWEEN_LOOKS, "sortition.look_after_draws")
    jobs.register("sortition.find_resemblances", _find_resemblances)
    jobs.every(SECONDS_BETWEEN_SEARCHES, "sortition.find_resemblances")
    jobs.register("sortition.erase_due", _erase_due)
    jobs.every(SECONDS_OF_A_DAY, "sortition.erase_due")


def _compute_draw(draw_pk: int) -> None:
    from jukugi.apps.sortition.actions.drawing import compute_draw

    compute_draw(draw_pk=draw_pk, now=timezone.now())


def _look_after_draws() -> None:
    from jukugi.apps.sortition.actions.drawing import look_after_draws

    look_after_draws(now=timezone.now())


def _find_resemblances() -> None:
    from jukugi.apps.sortition.actions.resembling import find_everywhere

    find_everywhere(now=timezone.now())


def _erase_due() -> None:
    from jukugi.apps.sortition.actions.erasing import erase_due

    erase_due(now=timezone.now())
