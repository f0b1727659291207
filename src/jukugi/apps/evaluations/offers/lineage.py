"""Findings stay with their question when issues are merged or split: their links move, and the old ones are ended."""

from collections.abc import Sequence
from typing import Any

from jukugi.apps.evaluations.models import FindingLink
from jukugi.apps.issues.enums.lineage import Follower, Return, Step, lineage_followers
from jukugi.apps.issues.models import LineageAct

NAME = "evaluations"


def register() -> None:
    lineage_followers.register(NAME, Follower(follow, go_back, newcomers), order=45)


def follow(step: Step) -> dict[str, Any]:
    """Links to the issues that end are ended; each finding stands on the heir once. The memo tells both."""
    links = list(FindingLink.objects.in_force().filter(issue__in=step.before).order_by("pk"))
    there = set(FindingLink.objects.in_force().filter(issue=step.heir).values_list("finding", flat=True))
    _end(links, step)
    fresh = []
    for link in links:
        if link.finding_id not in there:
            there.add(link.finding_id)
            fresh.append(_moved(link, step.heir, link.reason, step).pk)
    return {"ended": [link.pk for link in links], "fresh": fresh}


def go_back(back: Return, memo: dict[str, Any] | None) -> None:
    """What was ended stands again in a new row; what came to the ended issues since goes to the heir."""
    known = memo or {"ended": [], "fresh": []}
    _end(list(FindingLink.objects.in_force().filter(pk__in=known["fresh"])), back)
    there = set(FindingLink.objects.in_force().filter(issue__in=back.before).values_list("finding", "issue"))
    for link in FindingLink.objects.filter(pk__in=known["ended"]).order_by("pk"):
        if (link.finding_id, link.issue_id) not in there:
            _moved(link, link.issue_id, link.reason, back)
    if back.heir is None:
        return
    late = list(FindingLink.objects.in_force().filter(issue__in=back.ended).order_by("pk"))
    _end(late, back)
    at_heir = set(FindingLink.objects.in_force().filter(issue=back.heir).values_list("finding", flat=True))
    for link in late:
        if link.finding_id not in at_heir:
            at_heir.add(link.finding_id)
            _moved(link, back.heir, link.reason, back)


def newcomers(act: int, ended: Sequence[int]) -> int:
    """Links that came to an issue after the act made it. Two queries."""
    memo = LineageAct.objects.get(pk=act).memos.get(NAME) or {"fresh": []}
    return FindingLink.objects.in_force().filter(issue__in=ended).exclude(pk__in=memo["fresh"]).count()


def _end(links: Sequence[FindingLink], step: Step | Return) -> None:
    FindingLink.objects.filter(pk__in=[link.pk for link in links]).update(
        ended_at=step.now, ended_reason=step.words, ended_by=step.actor_key
    )


def _moved(link: FindingLink, issue: int, reason: str, step: Step | Return) -> FindingLink:
    return FindingLink.objects.create(
        finding_id=link.finding_id,
        issue_id=issue,
        reason=reason,
        actor_key=step.actor_key,
        department_id=step.department,
        linked_at=step.now,
    )
