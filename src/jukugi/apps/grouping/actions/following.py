from collections.abc import Sequence
from datetime import datetime

from jukugi.apps.grouping.actions.placing import end_empty
from jukugi.apps.grouping.models import IssueSuggestion, OpinionGroup, Placement

QUOTED = ("central", "different", "minority")


def follow(opinion_pk: int, successors: Sequence[int], now: datetime) -> None:
    """Let what was said of an opinion hold for the one in its place; where several are, they are placed anew.

    In the transaction of the revision. Six to eight queries.
    """
    heir = successors[0] if len(successors) == 1 else None
    for name in QUOTED:
        OpinionGroup.objects.filter(**{name: opinion_pk}).update(**{f"{name}_id": heir})
    Placement.objects.filter(same_as=opinion_pk).update(same_as=heir)
    own = Placement.objects.filter(opinion=opinion_pk)
    if heir is not None and not Placement.objects.filter(opinion=heir).exists():
        own.update(opinion=heir)
    else:
        groups = set(own.values_list("group", flat=True))
        own.delete()
        end_empty(groups, now)
    IssueSuggestion.objects.filter(opinion=opinion_pk).delete()
