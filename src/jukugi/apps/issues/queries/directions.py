"""The versions of a direction, and what changed between two of them."""

from dataclasses import dataclass

from jukugi.apps.issues.models import DirectionVersion, Issue
from jukugi.core.text import Piece, compare_texts


@dataclass(frozen=True)
class Directions:
    """The versions, the newest first; two of them beside each other with what changed. None where there are none."""

    versions: tuple[DirectionVersion, ...]
    older: DirectionVersion | None
    newer: DirectionVersion | None
    changes: tuple[Piece, ...]


def directions_of(issue: Issue, *, older: int | None = None, newer: int | None = None) -> Directions:
    """The versions of a direction; without wishes the last two are compared. One query."""
    versions = tuple(issue.directions.select_related("department").order_by("-number"))
    by_number = {version.number: version for version in versions}
    last = by_number.get(newer or 0) or (versions[0] if versions else None)
    first = by_number.get(older or 0)
    if first is None and last is not None:
        first = by_number.get(last.number - 1)
    if first is not None and last is not None and first.number > last.number:
        first, last = last, first
    changes = compare_texts(first.text, last.text) if first is not None and last is not None and first != last else ()
    return Directions(versions, first, last, changes)
