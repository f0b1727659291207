"""The worker's loop: tick, do what waits, sleep a second."""

import logging
import os
import signal
import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from jukugi.kit.jobs.resuming import Beats
from jukugi.kit.jobs.ticking import tick

logger = logging.getLogger(__name__)


def work(*, until: Callable[[], bool] = lambda: False, interval_seconds: float = 1.0) -> None:
    """Do jobs until told to stop by SIGTERM, SIGINT or ``until``; the job at hand is finished, the rest waits."""
    worker = _worker()

    def stop(*_: object) -> None:
        worker.running = False

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    is_away = False
    with Beats(worker.worker_id):
        while worker.running and not until():
            try:
                _do_waiting_jobs(worker)
                is_away = _told(False, before=is_away)
            except (OperationalError, InterfaceError):
                is_away = _told(True, before=is_away)
            if worker.running:
                time.sleep(interval_seconds)


def do_waiting_jobs() -> None:
    """Defer what is due, then do everything that waits in the queue, and return."""
    worker = _worker()
    with Beats(worker.worker_id):
        _do_waiting_jobs(worker)


def _told(is_away: bool, *, before: bool) -> bool:
    """Tell once when the database goes away or has no room, and once when it is back; not every second of it."""
    if is_away and not before:
        logger.exception("the database did not answer; the worker tries again every second")
    if before and not is_away:
        logger.warning("the database answers again")
    return is_away


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
