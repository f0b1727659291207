"""How the queue stands, for whoever watches: what waits, runs and failed, and when a worker last gave a sign."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q
from django_tasks_db.models import DBTaskResult

from jukugi.kit.jobs.models import Beat


@dataclass(frozen=True)
class QueueState:
    """Counts of jobs; ``oldest_s``: how long the oldest waits; ``beat_s``: since a worker's sign (None: never)."""

    waiting: int
    running: int
    failed: int
    oldest_s: float
    beat_s: float | None


def queue_state(*, now: datetime) -> QueueState:
    """Two queries."""
    found = DBTaskResult.objects.aggregate(
        waiting=Count("pk", filter=Q(status="READY")),
        running=Count("pk", filter=Q(status="RUNNING")),
        failed=Count("pk", filter=Q(status="FAILED")),
        oldest=Min("enqueued_at", filter=Q(status="READY")),
    )
    beat = Beat.objects.aggregate(at=Max("at"))["at"]
    return QueueState(
        found["waiting"],
        found["running"],
        found["failed"],
        max(0.0, (now - found["oldest"]).total_seconds()) if found["oldest"] else 0.0,
        max(0.0, (now - beat).total_seconds()) if beat else None,
    )
