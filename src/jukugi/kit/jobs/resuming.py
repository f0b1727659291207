"""Signs of life of workers, and what a dead one left: its job goes back into the queue.

Django's queue marks a job as running and never looks again. A job is safe to run twice (``jobs.register``), so one
whose worker gave no sign for a while is done anew; one that ended three workers is left as failed.
"""

import logging
import threading
from datetime import datetime, timedelta
from types import TracebackType

from django.db import Error, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jukugi.kit.jobs.models import Beat

logger = logging.getLogger(__name__)
EVERY_S = 15.0
LOST_AFTER = timedelta(minutes=2)
FORGOTTEN_AFTER = timedelta(days=1)
TRIES = 3
LOST = "jukugi.kit.jobs.resuming.WorkerLost"


class WorkerLost(Exception):
    """So many workers ended while they did this job: it may be the job that ends them."""


class Beats:
    """Gives a sign every 15 seconds while the block lasts, also in the middle of a long job."""

    def __init__(self, worker: str) -> None:
        self._worker, self._is_over = worker, threading.Event()
        self._thread = threading.Thread(target=self._beat_on, name="beats", daemon=True)

    def __enter__(self) -> "Beats":
        beat(self._worker, now=timezone.now())
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._is_over.set()
        self._thread.join()

    def _beat_on(self) -> None:
        while not self._is_over.wait(EVERY_S):
            beat(self._worker, now=timezone.now())
            connection.close()


def beat(worker: str, *, now: datetime) -> None:
    """Write a sign down; a database that is away or busy is told elsewhere, and the next sign comes soon."""
    try:
        Beat.objects.update_or_create(worker=worker, defaults={"at": now})
    except Error:
        logger.info("no sign could be given")


def resume_lost(*, now: datetime) -> list[str]:
    """Put the jobs of dead workers back; the numbers of those jobs. Of several callers one moves each job."""
    Beat.objects.filter(at__lt=now - FORGOTTEN_AFTER).delete()
    alive = set(Beat.objects.filter(at__gt=now - LOST_AFTER).values_list("worker", flat=True))
    running = DBTaskResult.objects.filter(status="RUNNING", started_at__lt=now - LOST_AFTER)
    lost = [job for job in running if not alive & set(job.worker_ids[-1:])]
    return [str(job.pk) for job in lost if _put_back(job, now=now)]


def _put_back(job: DBTaskResult, *, now: datetime) -> bool:
    still = DBTaskResult.objects.filter(pk=job.pk, status="RUNNING", started_at=job.started_at)
    if len(job.worker_ids) < TRIES:
        moved = still.update(status="READY", started_at=None)
    else:
        moved = still.update(status="FAILED", finished_at=now, exception_class_path=LOST, traceback="")
    if moved:
        logger.warning("a worker is gone", extra={"told": {"job": str(job.pk), "tries": len(job.worker_ids)}})
    return bool(moved)
