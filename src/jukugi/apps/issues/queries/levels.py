"""The board: the issues of a process in their levels, each with what was counted."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q

from jukugi.apps.areas.models import Area
from jukugi.apps.issues.enums import IssueLevel, IssueStatus, board_counts, board_marks, board_notes, ward_counts
from jukugi.apps.issues.models import Issue, IssueEdge, IssueQuerySet
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Process

FIRST = 12
"""Issues of a level that the board shows at first; the open one and its kin stand there besides."""
PER_PAGE = 100


@dataclass(frozen=True)
class Asked:
    """What the visitor asked of the board: words to look for, one ward, an open issue, all of one level by page.

    ``status`` and ``department`` leave only the issues that have come so far, that it is responsible for;
    ``is_ownerless`` those for which nobody is.
    """

    words: str = ""
    ward: Area | None = None
    status: IssueStatus | None = None
    department: Organization | None = None
    is_ownerless: bool = False
    opened: int | None = None
    level: IssueLevel | None = None
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        """Whether some issues are left out."""
        return bool(self.words or self.status or self.department or self.is_ownerless)


@dataclass(frozen=True)
class BoardRow:
    """One issue on the board: how deep in the tree of its level, and what was counted, each with its unit."""

    issue: Issue
    depth: int
    counts: tuple[tuple[int, Any], ...] = ()
    mark: str = ""
    is_open: bool = False
    is_kin: bool = False


@dataclass(frozen=True)
class BoardColumn:
    """One level: its rows, of all its issues (``total``); which of its pages, where it stands alone."""

    level: IssueLevel
    rows: tuple[BoardRow, ...]
    total: int = 0
    page: int = 1
    pages: int = 1

    @property
    def previous(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None

    @property
    def more(self) -> int:
        """Issues that are not among the rows."""
        return self.total - len(self.rows)


@dataclass(frozen=True)
class Board:
    """The columns, and sentences on what their figures count."""

    columns: tuple[BoardColumn, ...]
    notes: tuple[str, ...] = ()
    total: int = 0


class _Node(NamedTuple):
    """An issue in the tree. There may be thousands, of which few are shown: no more is read of the others."""

    pk: int
    parent: int | None
    level: str


@dataclass(frozen=True)
class _Places:
    """The issues in the order of their tree, how deep each stands, and who has to do with the open one."""

    ordered: tuple[_Node, ...]
    depths: dict[int, int]
    kin: frozenset[int] = field(default_factory=frozenset)


def board(process: Process, asked: Asked | None = None, *, now: datetime) -> Board:
    """The issues of a process in their levels.

    Two queries, one more each for words and for the kin of an open issue, and those of the registered counts, notes
    and marks.
    """
    asked = asked or Asked()
    ordered = _by_tree([_Node(*row) for row in process.issues.standing().values_list("pk", "parent", "level")])
    places = _Places(tuple(ordered), _depths(ordered), _kin(ordered, asked.opened))
    matching = _matching(process, places.ordered, asked)
    cut = {level: _cut([node for node in matching if node.level == level], places, asked) for level in _levels(asked)}
    keys = [node.pk for shown, *_of in cut.values() for node in shown]
    issues = Issue.objects.defer("description", "direction", "keywords").in_bulk(keys)
    counted = _counts(keys, asked.ward)
    marks: dict[int, str] = {}
    for mark in board_marks:
        marks |= mark(keys, now)
    columns = tuple(
        BoardColumn(
            level,
            tuple(
                BoardRow(
                    issues[key],
                    places.depths[key],
                    tuple((by[key], unit) for unit, by in counted if by.get(key)),
                    marks.get(key, ""),
                    is_open=key == asked.opened,
                    is_kin=key in places.kin,
                )
                for key in (node.pk for node in shown)
            ),
            total,
            page,
            pages,
        )
        for level, (shown, total, page, pages) in cut.items()
    )
    notes = tuple(filter(None, (note(process, asked.ward) for note in board_notes)))
    return Board(columns, notes, len(matching))


def _levels(asked: Asked) -> Iterable[IssueLevel]:
    return IssueLevel if asked.level is None else [asked.level]


def _cut(issues: list[_Node], places: _Places, asked: Asked) -> tuple[list[_Node], int, int, int]:
    """The issues of a level that are shown, of how many, on which page of how many."""
    if asked.level is not None:
        pages = max(1, -(-len(issues) // PER_PAGE))
        page = min(max(asked.page, 1), pages)
        return issues[PER_PAGE * (page - 1) : PER_PAGE * page], len(issues), page, pages
    near = places.kin | {asked.opened}
    shown = [issue for place, issue in enumerate(issues) if place < FIRST or issue.pk in near]
    return shown, len(issues), 1, 1


def _counts(keys: Collection[int], ward: Area | None) -> list[tuple[Any, dict[int, int]]]:
    if ward is None:
        return [(unit, count(keys)) for unit, count in board_counts]
    return [(unit, count(keys, ward.pk)) for unit, count in ward_counts]


def _kin(issues: list[_Node], opened: int | None) -> frozenset[int]:
    """Parent, parts, and what edges in force join with the open issue."""
    if opened is None:
        return frozenset()
    family = {issue.pk for issue in issues if issue.parent == opened}
    family |= {issue.parent for issue in issues if issue.pk == opened and issue.parent is not None}
    edges = IssueEdge.objects.in_force().filter(Q(source=opened) | Q(target=opened), target__isnull=False)
    for source, target in edges.values_list("source", "target"):
        family |= {source, target}
    return frozenset(family - {opened})


def chosen_issues(process: Process, asked: Asked) -> IssueQuerySet:
    """The issues of a process that stand, and that the visitor asked for."""
    found = process.issues.standing()
    if asked.words:
        found = found.holding(asked.words)
    if asked.status:
        found = found.filter(status=asked.status)
    if asked.is_ownerless:
        return found.without_department()
    return found.filter(department=asked.department) if asked.department else found


def _matching(process: Process, issues: Collection[_Node], asked: Asked) -> list[_Node]:
    if not asked.is_narrowed:
        return list(issues)
    found = set(chosen_issues(process, asked).values_list("pk", flat=True))
    return [issue for issue in issues if issue.pk in found]


def _depths(ordered: list[_Node]) -> dict[int, int]:
    """How many issues of the same level stand above each, one directly above the other; given in their tree's order."""
    depths: dict[int, int] = {}
    levels = {issue.pk: issue.level for issue in ordered}
    for issue in ordered:
        under = issue.parent if levels.get(issue.parent or 0) == issue.level else None
        depths[issue.pk] = depths[under] + 1 if under is not None else 0
    return depths


def _by_tree(issues: list[_Node]) -> list[_Node]:
    """Parents before their children; an issue whose parent stands elsewhere is at the top, so that none is lost."""
    here = {issue.pk for issue in issues}
    children: dict[int | None, list[_Node]] = {}
    for issue in issues:
        children.setdefault(issue.parent if issue.parent in here else None, []).append(issue)
    ordered: list[_Node] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        issue = waiting.pop()
        ordered.append(issue)
        waiting.extend(reversed(children.get(issue.pk, [])))
    return ordered
