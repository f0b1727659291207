from dataclasses import dataclass

from jukugi.apps.issues.enums import IssueLevel, IssuePart, board_counts, issue_parts
from jukugi.apps.issues.models import Issue
from jukugi.apps.processes.models import Process


@dataclass(frozen=True)
class BoardRow:
    """One issue on the board: how deep in the tree, and what was counted, each with its unit."""

    issue: Issue
    depth: int
    counts: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class BoardColumn:
    """One level with its issues."""

    level: IssueLevel
    rows: tuple[BoardRow, ...]


def board(process: Process) -> list[BoardColumn]:
    """The issues of a process in their levels. One query, and one per registered count."""
    issues = list(process.issues.all())
    keys = [issue.pk for issue in issues]
    counted = [(unit, count(keys)) for unit, count in board_counts]
    depth: dict[int | None, int] = {}
    ordered: list[Issue] = []
    for issue in _by_tree(issues):
        depth[issue.pk] = depth.get(issue.parent_id, -1) + 1
        ordered.append(issue)
    columns = []
    for level in IssueLevel:
        rows = tuple(
            BoardRow(i, depth[i.pk], tuple((by[i.pk], unit) for unit, by in counted if by.get(i.pk)))
            for i in ordered
            if i.level == level
        )
        columns.append(BoardColumn(level, rows))
    return columns


def parts_of(issue: Issue) -> list[IssuePart]:
    """What the rooms show of an issue; the number of queries is theirs."""
    return [part for part in (show(issue.pk) for show in issue_parts) if part is not None]


def _by_tree(issues: list[Issue]) -> list[Issue]:
    """Parents before their children; an issue whose parent stands elsewhere is at the top, so that none is lost."""
    here = {issue.pk for issue in issues}
    children: dict[int | None, list[Issue]] = {}
    for issue in issues:
        children.setdefault(issue.parent_id if issue.parent_id in here else None, []).append(issue)
    ordered: list[Issue] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        issue = waiting.pop()
        ordered.append(issue)
        waiting.extend(reversed(children.get(issue.pk, [])))
    return ordered
