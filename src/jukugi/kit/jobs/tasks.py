import logging
import time
from typing import Any

from django_tasks import task

from jukugi.kit.jobs import works
from jukugi.kit.logs import job_number

logger = logging.getLogger("jukugi.jobs")


@task(takes_context=True)
def run_job(context: Any, name: str, arguments: dict[str, Any]) -> None:
    """Run one registered job. The one task that the queue knows."""
    began = time.monotonic()
    with job_number(str(context.task_result.id)):
        try:
            works[name](**arguments)
        except Exception:
            logger.exception(
                "job failed", extra={"told": {"name": name, "ms": round(1000 * (time.monotonic() - began))}}
            )
            raise
        logger.info("job done", extra={"told": {"name": name, "ms": round(1000 * (time.monotonic() - began))}})
