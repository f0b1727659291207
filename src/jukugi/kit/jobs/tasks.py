from typing import Any

from django_tasks import task

from jukugi.kit.jobs import works


@task()
def run_job(name: str, arguments: dict[str, Any]) -> None:
    """Run one registered job. The one task that the queue knows."""
    works[name](**arguments)
