"""Whether a new edge would lead back to where it began."""

from jukugi.apps.issues.enums import EdgeKind
from jukugi.apps.issues.models import Issue, IssueEdge

UPWARD = (EdgeKind.ROLLS_UP_TO, EdgeKind.SPLITS_INTO)


def path_back(source: Issue, kind: EdgeKind, target: Issue) -> list[int]:
    """The keys of the circle that an edge would close, its first once more at the end; empty where it closes none.

    What goes up and what is handed down are one order (the narrower below the wider); what is needed first is another.
    One query.
    """
    if kind == EdgeKind.NEEDS:
        ways = _ways(source, (EdgeKind.NEEDS,))
        first, last = source.pk, target.pk
    elif kind in UPWARD:
        ways = _ways(source, UPWARD)
        first, last = (source.pk, target.pk) if kind == EdgeKind.ROLLS_UP_TO else (target.pk, source.pk)
    else:
        return []
    found = _shortest(ways, last, first)
    return [first, *found] if found else []


def _ways(issue: Issue, kinds: tuple[EdgeKind, ...]) -> dict[int, list[int]]:
    """Where the edges in force of a process lead, from the narrower to the wider, or to what is needed first."""
    edges = IssueEdge.objects.in_force().filter(source__process=issue.process_id, kind__in=kinds).order_by("pk")
    ways: dict[int, list[int]] = {}
    for kind, source, target in edges.values_list("kind", "source", "target"):
        first, last = (target, source) if kind == EdgeKind.SPLITS_INTO else (source, target)
        ways.setdefault(first, []).append(last)
    return ways


def _shortest(ways: dict[int, list[int]], first: int, last: int) -> list[int]:
    """The issues from the first to the last, both among them; empty where no way leads there."""
    came_from: dict[int, int | None] = {first: None}
    waiting = [first]
    for here in waiting:
        if here == last:
            break
        for there in ways.get(here, ()):
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    else:
        return []
    path: list[int] = []
    step: int | None = last
    while step is not None:
        path.append(step)
        step = came_from[step]
    return path[::-1]
