"""What is published, and what is counted for staff."""

from jukugi.apps.processes.models import Process
from jukugi.apps.reach.models import PreparedReach, ReachEdition


def editions_of(process: Process) -> list[ReachEdition]:
    """The editions, newest first, without what they hold. One query."""
    return list(process.reach_editions.defer("content", "cells"))


def edition_of(process: Process, number: int) -> ReachEdition | None:
    """One edition with its content; 0 stands for the newest. One query."""
    editions = process.reach_editions.defer("cells")
    return editions.filter(number=number).first() if number else editions.first()


def prepared_of(process: Process) -> PreparedReach | None:
    """What the job counted last. One query."""
    return PreparedReach.objects.filter(process=process).first()
