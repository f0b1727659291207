"""Jobs of the room."""

from django.utils import timezone

from jukugi.apps.budgeting.enums.results import COUNT_JOB
from jukugi.kit import jobs

SECONDS_BETWEEN_LOOKS = 300


def register() -> None:
    jobs.register(COUNT_JOB, _count)
    jobs.register("budgeting.count_waiting", _count_waiting)
    jobs.every(SECONDS_BETWEEN_LOOKS, "budgeting.count_waiting")


def _count(result_pk: int) -> None:
    from jukugi.apps.budgeting.actions.counting import count_result

    count_result(result_pk=result_pk, now=timezone.now())


def _count_waiting() -> None:
    from jukugi.apps.budgeting.actions.counting import count_waiting

    count_waiting(now=timezone.now())
