"""Meetings and recommendations stay with their question when issues are merged or split."""

from collections.abc import Sequence
from typing import Any

from jukugi.apps.issues.enums.lineage import Follower, Return, Step, lineage_followers
from jukugi.apps.issues.models import LineageAct
from jukugi.apps.meetings.models import Meeting, Recommendation

NAME = "meetings"
Ties = Meeting.issues.through


def register() -> None:
    lineage_followers.register(NAME, Follower(follow, go_back, newcomers), order=40)


def follow(step: Step) -> dict[str, Any]:
    """What was tied to the issues that end is tied to the heir. The memo tells which ties there were before."""
    ties = list(Ties.objects.filter(issue__in=step.before).order_by("pk").values_list("meeting_id", "issue_id"))
    there = set(Ties.objects.filter(issue=step.heir).values_list("meeting_id", flat=True))
    Ties.objects.filter(issue__in=step.before).delete()
    fresh = sorted({meeting for meeting, _issue in ties} - there)
    Ties.objects.bulk_create(Ties(meeting_id=meeting, issue_id=step.heir) for meeting in fresh)
    recommended = Recommendation.objects.filter(issue__in=step.before)
    moved = list(recommended.order_by("pk").values_list("pk", "issue_id"))
    recommended.update(issue=step.heir)
    return {"heir": step.heir, "ties": ties, "fresh": fresh, "recommended": moved}


def go_back(back: Return, memo: dict[str, Any] | None) -> None:
    """They go back where they are still where they were put; what came since goes to the heir."""
    known = memo or {"heir": None, "ties": [], "fresh": [], "recommended": []}
    still = set(Ties.objects.filter(issue=known["heir"]).values_list("meeting_id", flat=True))
    again = [(meeting, issue) for meeting, issue in known["ties"] if meeting in still]
    Ties.objects.filter(issue=known["heir"], meeting__in=known["fresh"]).delete()
    Ties.objects.bulk_create((Ties(meeting_id=m, issue_id=i) for m, i in again), ignore_conflicts=True)
    for key, issue in known["recommended"]:
        Recommendation.objects.filter(pk=key, issue=known["heir"]).update(issue=issue)
    if back.heir is not None:
        late = Ties.objects.filter(issue__in=back.ended)
        meetings = list(late.values_list("meeting_id", flat=True))
        late.delete()
        Ties.objects.bulk_create((Ties(meeting_id=m, issue_id=back.heir) for m in meetings), ignore_conflicts=True)
        Recommendation.objects.filter(issue__in=back.ended).update(issue=back.heir)


def newcomers(act: int, ended: Sequence[int]) -> int:
    """Meetings and recommendations that came to an issue after the act made it. Three queries."""
    memo = LineageAct.objects.get(pk=act).memos.get(NAME) or {"fresh": [], "recommended": []}
    ties = Ties.objects.filter(issue__in=ended).exclude(meeting__in=memo["fresh"])
    known = [key for key, _issue in memo["recommended"]]
    return ties.count() + Recommendation.objects.filter(issue__in=ended).exclude(pk__in=known).count()
