from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from jukugi.apps.issues.enums import board_counts
from jukugi.apps.issues.models import Issue
from jukugi.apps.processes.models import Process

PER_PAGE = 100


@dataclass(frozen=True)
class DeskRow:
    """An issue in the officers' list, with its number of edges in force and what was counted."""

    issue: Issue
    edges: int
    counts: tuple[tuple[int, Any], ...]


@dataclass(frozen=True)
class DeskList:
    """One page of the officers' list; ``ownerless`` counts issues of the process without a department."""

    rows: tuple[DeskRow, ...]
    page: Page[Any]
    ownerless: int


def desk_list(
    process: Process, *, words: str = "", is_ownerless: bool = False, with_ended: bool = False, page: str = "1"
) -> DeskList:
    """Issues for the officers, those without a department alone if asked. Three queries, and one per count.

    ``with_ended``: also those that were merged or split.
    """
    issues = process.issues.all() if with_ended else process.issues.standing()
    if words:
        issues = issues.holding(words)
    if is_ownerless:
        issues = issues.without_department()
    in_force = Count("edges_out", filter=Q(edges_out__undone_at__isnull=True))
    counted_edges = issues.select_related("department").annotate(edges=in_force).order_by("position", "pk")
    found = Paginator(counted_edges, PER_PAGE).get_page(page)
    ownerless = process.issues.standing().without_department().count()
    shown = list(found.object_list)
    keys = [issue.pk for issue in shown]
    counted = [(unit, count(keys)) for unit, count in board_counts]
    rows = tuple(
        DeskRow(
            issue,
            issue.edges,  # type: ignore[attr-defined]  # annotated above
            tuple((by[issue.pk], unit) for unit, by in counted if by.get(issue.pk)),
        )
        for issue in shown
    )
    return DeskList(rows, found, ownerless)
