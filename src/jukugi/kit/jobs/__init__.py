"""Work after the response: deferred by name, kept in the same database, done by ``jukugi worker``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from jukugi.kit.registry import Registry


@dataclass(frozen=True)
class Rhythm:
    """A job that comes again: its name and the seconds between two starts."""

    job: str
    seconds: int


works: Registry[Callable[..., Any]] = Registry("jobs")
rhythms: Registry[Rhythm] = Registry("schedules")


def register(name: str, work: Callable[..., Any]) -> None:
    """Say at start-up which function fulfils a job's name. It parses, calls one action, and is safe to run twice."""
    works.register(name, work)


def every(seconds: int, name: str) -> None:
    """Let a registered job, which takes no arguments, come again every so many seconds."""
    rhythms.register(name, Rhythm(name, seconds))


def defer(name: str, **arguments: Any) -> None:
    """Have a job done soon after the current transaction is committed. ``arguments`` are JSON values: keys, numbers."""
    from jukugi.kit.jobs.tasks import run_job

    if name not in works:
        raise LookupError(f"no job is registered as {name}")
    transaction.on_commit(lambda: run_job.enqueue(name, arguments))
