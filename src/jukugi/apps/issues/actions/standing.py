"""Issues as they stand while an action changes them: one after the other, and none that has ended."""

from collections.abc import Collection

from jukugi.apps.issues import errors
from jukugi.apps.issues.models import Issue
from jukugi.apps.processes.models import Process


def standing_issue(issue: Issue) -> Issue:
    """The issue as it is now, locked until the transaction ends. Raises IssueEnded. One query."""
    current = Issue.objects.select_for_update(of=("self",)).get(pk=issue.pk)
    if current.ended_at is not None:
        raise errors.IssueEnded(issue=current.title)
    return current


def standing_issues(issues: Collection[Issue]) -> dict[int, Issue]:
    """Several of them by key, locked in the order of their keys, so that two actions never wait for each other.

    Raises IssueEnded. One query.
    """
    keys = sorted(issue.pk for issue in issues)
    current = {
        each.pk: each for each in Issue.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    }
    for each in current.values():
        if each.ended_at is not None:
            raise errors.IssueEnded(issue=each.title)
    return current


def one_at_a_time(process: Process) -> None:
    """Wait for whoever changes how the issues of a process hang together. One query."""
    Process.objects.select_for_update(no_key=True).get(pk=process.pk)
