"""Devices that were joined are one person in the map: from when on, so that a published map can be computed again.

A figure must not change by one person at a time, or the difference would show that person's answers. Therefore joined
devices become one in the answers that the map is made of when enough of them have come together; the sums of people,
which tell nobody's answer, follow at once.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef

from jukugi.apps.accounts.models import ParticipantMerge
from jukugi.apps.opinion_map import policies
from jukugi.apps.opinion_map.models import LiveMap, Topic, Vote
from jukugi.kit.appends import settled_key

if TYPE_CHECKING:
    from jukugi.core.disclosure.steps import IntArray


@dataclass(frozen=True)
class Joined:
    """Up to which row of the log of merges devices are one person: in the answers counted, and in the sums."""

    counted: int = 0
    summed: int = 0

    @classmethod
    def of(cls, document: dict[str, Any]) -> "Joined":
        """As a document notes it; one from before there were any has none."""
        return cls(**document.get("joined", {}))


def next_joined(topic: Topic, before: LiveMap | None) -> Joined:
    """What the next map takes as one person. Three queries at most."""
    through = settled_key(ParticipantMerge)
    noted = Joined.of(before.document) if before is not None else Joined(counted=through)
    if before is None or through == noted.counted:
        return Joined(noted.counted, through)
    log = Vote.objects.filter(statement__topic=topic)
    since = ParticipantMerge.objects.filter(pk__gt=noted.counted, pk__lte=through)
    both = since.filter(
        Exists(log.filter(participant=OuterRef("merged"))), Exists(log.by_person().filter(person=OuterRef("into")))
    )
    is_enough = len(both[: policies.PEOPLE_PER_STEP]) == policies.PEOPLE_PER_STEP
    return Joined(through if is_enough else noted.counted, through)


def by_person(rows: "IntArray", through: int) -> "IntArray":
    """The rows of the log (key, participant, statement, choice) with who answered as of a row of the log of merges.

    One query. O(n log n).
    """
    import numpy as np

    root: dict[int, int] = {}
    merges = ParticipantMerge.objects.filter(pk__lte=through).order_by("-pk")
    for merged, into in merges.values_list("merged", "into"):
        root[merged] = root.get(into, into)
    if not root or not len(rows):
        return rows
    people, places = np.unique(rows[:, 1], return_inverse=True)
    stands = np.array([root.get(person, person) for person in people.tolist()], dtype=np.int64)
    found = rows.copy()
    found[:, 1] = stands[places]
    return found
