"""Groups go with their voices when issues are merged or split; their numbers and names stay."""

from collections.abc import Sequence

from jukugi.apps.grouping.models import OpinionGroup, Placement
from jukugi.apps.issues.enums.lineage import Follower, Return, Step, lineage_followers

Memo = Sequence[tuple[int, int, int]]
"""Of each: its key, the issue it was under, and the one it is under now."""


def register() -> None:
    lineage_followers.register("grouping", Follower(follow, go_back, newcomers), order=20)


def follow(step: Step) -> Memo:
    """Groups go where all of their voices go; one whose voices part stays behind. Three queries, one for each group."""
    chosen = step.divided.get("opinions", {})
    groups = dict(OpinionGroup.objects.filter(issue__in=step.before).order_by("pk").values_list("pk", "issue"))
    members: dict[int, set[frozenset[int]]] = {}
    for group, opinion in Placement.objects.filter(group__in=groups).values_list("group", "opinion"):
        members.setdefault(group, set()).add(chosen.get(opinion) or frozenset({step.heir}))
    memo = []
    for group, before in groups.items():
        places = members.get(group, {frozenset({step.heir})})
        place = min(next(iter(places))) if len(places) == 1 else None
        if place is not None and before is not None:
            memo.append((group, before, place))
            OpinionGroup.objects.filter(pk=group).update(issue=place)
    return memo


def go_back(back: Return, memo: Memo) -> None:
    """Groups go back where they are still where they were put; what came since goes to the heir."""
    for group, before, after in memo or ():
        OpinionGroup.objects.filter(pk=group, issue=after).update(issue=before)
    if back.heir is not None:
        OpinionGroup.objects.filter(issue__in=back.ended).update(issue=back.heir)


def newcomers(act: int, ended: Sequence[int]) -> int:
    """A group is nobody's voice: where its voices go, they are grouped anew. No query."""
    return 0
