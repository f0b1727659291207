"""Recurring jobs: a small table instead of a scheduler of its own."""

from datetime import datetime, timedelta

from django.db import transaction

from jukugi.kit import jobs
from jukugi.kit.jobs.models import Tick


def tick(*, now: datetime) -> list[str]:
    """Defer every recurring job that is due; of several workers only one gets it. Returns the names deferred.

    A job missed while no worker ran is done once, not once for every time it was missed. One that is due later than a
    whole round from now was put there by a clock that ran ahead: it is due now.
    """
    known = set(Tick.objects.values_list("job", flat=True))
    new = [Tick(job=rhythm.job, due_at=now) for rhythm in jobs.rhythms if rhythm.job not in known]
    if new:
        Tick.objects.bulk_create(new, ignore_conflicts=True)
    due_at = dict(Tick.objects.values_list("job", "due_at"))
    return [
        rhythm.job
        for rhythm in jobs.rhythms
        if not now < due_at[rhythm.job] <= now + timedelta(seconds=rhythm.seconds)
        and _start(rhythm, was_due_at=due_at[rhythm.job], now=now)
    ]


@transaction.atomic
def _start(rhythm: jobs.Rhythm, *, was_due_at: datetime, now: datetime) -> bool:
    moved = Tick.objects.filter(job=rhythm.job, due_at=was_due_at).update(
        due_at=now + timedelta(seconds=rhythm.seconds)
    )
    if moved:
        jobs.defer(rhythm.job)
    return bool(moved)
