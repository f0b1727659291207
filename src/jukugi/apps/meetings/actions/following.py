"""A note whose voice was divided, retyped or masked leads to what stands in its place."""

from collections.abc import Sequence
from datetime import datetime

from jukugi.apps.meetings.models import Note


def follow(opinion_pk: int, successors: Sequence[int], now: datetime) -> None:
    """In the transaction of the revision: of several, a note leads to the first. One query."""
    if successors:
        Note.objects.filter(opinion=opinion_pk).update(opinion=successors[0])
