"""Origins stay with their question when issues are merged or split."""

from collections.abc import Sequence

from jukugi.apps.drafts.models import Origin
from jukugi.apps.issues.enums.lineage import Follower, Return, Step, lineage_followers
from jukugi.apps.issues.models import LineageAct

Memo = Sequence[tuple[int, int, int]]
"""Of each: its key, the issue it was from, and the one it is from now."""


def register() -> None:
    lineage_followers.register("drafts", Follower(follow, go_back, newcomers), order=50)


def follow(step: Step) -> Memo:
    """Origins in the issues that end go to the heir, but where the clause has it from there already. Three queries."""
    moved = Origin.objects.in_force().filter(issue__in=step.before).order_by("pk")
    there = set(Origin.objects.in_force().filter(issue=step.heir).values_list("clause_id", flat=True))
    memo = []
    for pk, issue, clause in moved.values_list("pk", "issue_id", "clause_id"):
        if issue is not None and (clause is None or clause not in there):
            memo.append((pk, issue, step.heir))
            there.add(clause)
    Origin.objects.filter(pk__in=[pk for pk, _issue, _heir in memo]).update(issue=step.heir)
    return memo


def go_back(back: Return, memo: Memo) -> None:
    """Origins go back where they are still where they were put; what came since goes to the heir."""
    for origin, before, after in memo or ():
        Origin.objects.filter(pk=origin, issue=after).update(issue=before)
    if back.heir is not None:
        late = Origin.objects.in_force().filter(issue__in=back.ended)
        there = Origin.objects.in_force().filter(issue=back.heir, clause__isnull=False)
        late.exclude(clause__in=there.values("clause")).update(issue=back.heir)


def newcomers(act: int, ended: Sequence[int]) -> int:
    """Origins that were added from an issue after the act made it. Two queries."""
    brought = [origin for origin, _before, _after in LineageAct.objects.get(pk=act).memos.get("drafts") or ()]
    return Origin.objects.in_force().filter(issue__in=ended).exclude(pk__in=brought).count()
