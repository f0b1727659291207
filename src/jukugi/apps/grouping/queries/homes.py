"""Where each opinion has its home, so that every one stands in exactly one place and the places add up.

The home of an opinion is the first issue of which it is a voice; without any, its end (取り上げない), else whether it
is hidden or a comment in a consultation, else it waits for an issue.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef

from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.opinions.models import IssueLink, Opinion, OpinionQuerySet
from jukugi.apps.processes.models import Process

VOICES = (LinkKind.ABOUT, LinkKind.PARTLY)
APART = (OpinionState.HIDDEN, OpinionState.IN_GIST)
"""States in which an opinion without an issue waits for none."""


@dataclass(frozen=True)
class Homes:
    """How many opinions have their home where: ``total`` = sum of ``by_issue`` + ``without`` + ``ended`` + ``hidden`` +
    ``comments`` (in a consultation: they wait for an answer, not for an issue).

    ``by_issue`` holds issue keys with their numbers.
    """

    total: int
    by_issue: dict[int, int]
    without: int
    ended: int
    hidden: int
    comments: int

    @property
    def at_issues(self) -> int:
        """Opinions whose home is an issue."""
        return sum(self.by_issue.values())


def at_home(process: Process, issue: Issue | None) -> OpinionQuerySet:
    """The opinions whose home is an issue; without one: those that wait for theirs. In the order they came in."""
    standing = Opinion.objects.standing().order_by("pk")
    if issue is None:
        links = IssueLink.objects.in_force().filter(opinion=OuterRef("pk"))
        waiting = standing.filter(submission__process=process).exclude(state__in=APART)
        return waiting.filter(~Exists(links))
    voices = IssueLink.objects.in_force().filter(kind__in=VOICES)
    earlier = voices.filter(opinion=OuterRef("opinion"), pk__lt=OuterRef("pk"))
    # The process is that of the issue: asked of each submission, SQLite would go through all of them, and for each
    # through all voices of the issue.
    first_here = voices.filter(~Exists(earlier), issue=issue, issue__process=process).order_by()
    return standing.filter(pk__in=first_here.values("opinion"))


def homes(process: Process) -> Homes:
    """The homes of all opinions of a process. Three queries."""
    of_process = Opinion.objects.standing().filter(submission__process=process)
    total = of_process.count()
    in_force = IssueLink.objects.in_force().filter(opinion__submission__process=process)
    firsts = in_force.filter(kind__in=VOICES).order_by().values("opinion").annotate(first=Min("pk"))
    by_issue = Counter(
        dict(
            IssueLink.objects.filter(pk__in=firsts.values("first"))
            .order_by()
            .values_list("issue")
            .annotate(Count("pk"))
        )
    )
    links = IssueLink.objects.in_force().filter(opinion=OuterRef("pk"))
    unlinked = dict(
        of_process.filter(~Exists(links))
        .order_by()
        .values_list("state")
        .annotate(Count("pk"))
        .values_list("state", "pk__count")
    )
    hidden = unlinked.pop(OpinionState.HIDDEN, 0)
    comments = unlinked.pop(OpinionState.IN_GIST, 0)
    without = sum(unlinked.values())
    at_issues = sum(by_issue.values())
    ended = total - at_issues - without - hidden - comments
    return Homes(total, dict(by_issue), without, ended, hidden, comments)
