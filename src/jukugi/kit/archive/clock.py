"""One moment for a whole piece of work: every page of an archive tells of the same day, however long it takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone


@contextmanager
def standing_still(moment: datetime) -> Iterator[None]:
    """Every reading of Django's clock in this process gives that moment. For commands, where nobody else is served."""
    running = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = running
