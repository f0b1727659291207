"""Topics stay under their question when issues are merged or split."""

from collections.abc import Sequence

from jukugi.apps.issues.enums.lineage import Follower, Return, Step, lineage_followers
from jukugi.apps.issues.models import LineageAct
from jukugi.apps.opinion_map.models import Topic

Memo = Sequence[tuple[int, int, int]]
"""Of each: its key, the issue it was under, and the one it is under now."""


def register() -> None:
    lineage_followers.register("opinion_map", Follower(follow, go_back, newcomers), order=30)


def follow(step: Step) -> Memo:
    """Topics of the issues that end go to the heir. Two queries."""
    topics = Topic.objects.filter(issue__in=step.before)
    memo = [(pk, issue, step.heir) for pk, issue in topics.order_by("pk").values_list("pk", "issue") if issue]
    topics.update(issue=step.heir)
    return memo


def go_back(back: Return, memo: Memo) -> None:
    """Topics go back where they are still where they were put; what came since goes to the heir."""
    for topic, before, after in memo or ():
        Topic.objects.filter(pk=topic, issue=after).update(issue=before)
    if back.heir is not None:
        Topic.objects.filter(issue__in=back.ended).update(issue=back.heir)


def newcomers(act: int, ended: Sequence[int]) -> int:
    """Topics that began under an issue after the act made it. One query."""
    brought = [topic for topic, _before, _after in LineageAct.objects.get(pk=act).memos.get("opinion_map") or ()]
    return Topic.objects.filter(issue__in=ended).exclude(pk__in=brought).count()
