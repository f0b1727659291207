"""The worker's loop: tick, do what waits, sleep a second."""

import logging
import os
import signal
import time
from collections.abc import Callable

from django.db import OperationalError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from jukugi.kit.jobs.ticking import tick

logger = logging.getLogger(__name__)


def work(*, until: Callable[[], bool] = lambda: False, interval_seconds: float = 1.0) -> None:
    """Do jobs until told to stop by SIGTERM, SIGINT or ``until``; the job at hand is finished, the rest waits."""
    worker = _worker()

    def stop(*_: object) -> None:
        worker.running = False

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while worker.running and not until():
        try:
            _do_waiting_jobs(worker)
        except OperationalError:
            logger.exception("the database did not answer; the worker tries again")
        if worker.running:
            time.sleep(interval_seconds)


def do_waiting_jobs() -> None:
    """Defer what is due, then do everything that waits in the queue, and return."""
    _do_waiting_jobs(_worker())


def _do_waiting_jobs(worker: Worker) -> None:
    close_old_connections()
    tick(now=timezone.now())
    worker.run()


def _worker() -> Worker:
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{os.getpid()}-{get_random_string(8)}",
        excluded_queue_names=[],
    )
