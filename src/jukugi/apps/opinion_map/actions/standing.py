"""Weigh the reasons of a topic when its map is computed: how many they helped, and in every group."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from jukugi.apps.opinion_map import policies
from jukugi.apps.opinion_map.enums import ReasonSide
from jukugi.apps.opinion_map.models import HelpfulMark, Reason, Topic

if TYPE_CHECKING:
    from jukugi.core.opinion_map import OpinionMap
    from jukugi.core.opinion_map.arrays import IntArray


def weigh_reasons(topic: Topic, computed: "OpinionMap") -> None:
    """Write ``helped``, ``standing`` and ``is_shared`` of every public reason of a topic. Three queries.

    Without groups everybody is one group. A condition is shared when as many people as may be told of (``policies``)
    marked it, some of them in at least two groups.
    """
    import numpy as np

    from jukugi.core.opinion_map.weighing import standings

    reasons = list(Reason.objects.shown().filter(statement__topic=topic).order_by("pk"))
    if not reasons:
        return
    n_groups = max(len(computed.groups), 1)
    marks, helped = _marks(reasons, _group_of(computed), n_groups)
    people = np.stack([_answered(computed, reason.statement_id, n_groups) for reason in reasons])
    for reason, standing, of_groups in zip(reasons, standings(marks, people).tolist(), marks, strict=True):
        reason.helped, reason.standing = helped[reason.pk], standing
        reason.is_shared = (
            reason.side == ReasonSide.CONDITION
            and reason.helped >= policies.CELL_MINIMUM
            and int((of_groups > 0).sum()) >= min(2, n_groups)
        )
    Reason.objects.bulk_update(reasons, ["helped", "standing", "is_shared"], batch_size=500)


def _group_of(computed: "OpinionMap") -> dict[int, int]:
    """The group of each participant who has one; without groups everybody is in group 0."""
    if not computed.groups:
        return dict.fromkeys(computed.participant_ids.tolist(), 0)
    placed = computed.labels >= 0
    return dict(zip(computed.participant_ids[placed].tolist(), computed.labels[placed].tolist(), strict=True))


def _marks(reasons: Iterable[Reason], group_of: dict[int, int], n_groups: int) -> "tuple[IntArray, Counter[int]]":
    """Marks by reason and group, shape (reasons, groups), and by reason in all."""
    import numpy as np

    rows = {reason.pk: row for row, reason in enumerate(reasons)}
    found, helped = np.zeros((len(rows), n_groups), dtype=np.int64), Counter[int]()
    marks = HelpfulMark.objects.filter(reason__in=list(rows), is_on=True).values_list("reason", "participant")
    for reason, participant in marks:
        helped[reason] += 1
        if participant in group_of:
            found[rows[reason], group_of[participant]] += 1
    return found, helped


def _answered(computed: "OpinionMap", statement: int, n_groups: int) -> "IntArray":
    """People of each group who answered a statement; none where it is not on the map."""
    import numpy as np

    column = np.flatnonzero(computed.statement_ids == statement)
    if not column.size:
        return np.zeros(n_groups, dtype=np.int64)
    counts = computed.counts[:, column[0]] if computed.groups else computed.totals[column]
    return counts.sum(axis=1)
