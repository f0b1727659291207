"""Recurring jobs: a small table instead of a scheduler of its own."""

from datetime import datetime, timedelta

from django.db import transaction

from jukugi.kit import jobs
from jukugi.kit.jobs.models import Tick


def tick(*, now: datetime) -> list[str]:
    """Defer every recurring job that is due; of several workers only one gets it. Returns the names deferred.

    A job missed while no worker ran is done once, not once for every time it was missed.
    """
    known = set(Tick.objects.values_list("job", flat=True))
    new = [Tick(job=rhythm.job, due_at=now) for rhythm in jobs.rhythms if rhythm.job not in known]
    if new:
        Tick.objects.bulk_create(new, ignore_conflicts=True)
    due = set(Tick.objects.filter(due_at__lte=now).values_list("job", flat=True))
    return [rhythm.job for rhythm in jobs.rhythms if rhythm.job in due and _start(rhythm, now=now)]


@transaction.atomic
def _start(rhythm: jobs.Rhythm, *, now: datetime) -> bool:
    moved = Tick.objects.filter(job=rhythm.job, due_at__lte=now).update(due_at=now + timedelta(seconds=rhythm.seconds))
    if moved:
        jobs.defer(rhythm.job)
    return bool(moved)
