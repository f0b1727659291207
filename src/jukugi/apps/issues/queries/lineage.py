"""Who stood before an issue and who stands after it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q

from jukugi.apps.issues.enums import EdgeKind, LineageSide
from jukugi.apps.issues.enums.lineage import lineage_followers
from jukugi.apps.issues.models import Issue, IssueEdge, LineageAct, LineageTie


@dataclass(frozen=True)
class ActStory:
    """An act with the issues on both of its sides."""

    act: LineageAct
    before: tuple[Issue, ...]
    after: tuple[Issue, ...]


def acts_of(issue: Issue) -> tuple[ActStory, ...]:
    """The merges and splits in which an issue stands, the oldest first; undone ones too. Two queries."""
    acts = LineageAct.objects.filter(ties__issue=issue).select_related("department").order_by("made_at", "pk")
    found = list(acts)
    ties = LineageTie.objects.filter(act__in=[act.pk for act in found]).select_related("issue").order_by("pk")
    sides: dict[tuple[int, str], list[Issue]] = {}
    for tie in ties:
        sides.setdefault((tie.act_id, tie.side), []).append(tie.issue)
    return tuple(
        ActStory(
            act,
            tuple(sides.get((act.pk, LineageSide.BEFORE), [])),
            tuple(sides.get((act.pk, LineageSide.AFTER), [])),
        )
        for act in found
    )


def successors(issue: Issue, acts: Sequence[ActStory]) -> tuple[Issue, ...]:
    """Who stands in the place of an issue that has ended: after the act that ended it, or, where the act by which it
    began was undone, those before that. No query."""
    for story in reversed(acts):
        if story.act.undone_at is None and issue in story.before:
            return story.after
    for story in reversed(acts):
        if story.act.undone_at is not None and issue in story.after:
            return story.before
    return ()


CANDIDATES = 40


def candidates(issue: Issue, words: str, chosen: Collection[int] = ()) -> list[Issue]:
    """Issues that may be merged with one: those that hold the words; without words those that deal with the same, and
    what stands beside it. What was chosen stays among them. Two queries."""
    others = issue.process.issues.standing().exclude(pk=issue.pk)
    if words:
        found = list(others.holding(words)[:CANDIDATES])
    else:
        edges = IssueEdge.objects.in_force().filter(kind=EdgeKind.SAME_AS)
        near = Q(edges_out__in=edges, edges_out__target=issue) | Q(edges_in__in=edges, edges_in__source=issue)
        beside = Q(parent=issue.parent_id, level=issue.level) if issue.parent_id else Q(level=issue.level, parent=None)
        found = list(others.filter(near | beside).distinct()[:CANDIDATES])
    kept = others.filter(pk__in=set(chosen) - {each.pk for each in found})
    return [*kept, *found]


def newcomers_of(act: LineageAct, ended: Sequence[int]) -> int:
    """What came, since the act, to the issues that began with it. The queries of the followers, and one."""
    children = Issue.objects.filter(parent__in=ended).exclude(pk__in=[child for child, *_of in act.memos["parents"]])
    return children.count() + sum(follower.newcomers(act.pk, ended) for follower in lineage_followers)
