"""One issue: what the rooms show of it, and what it has to do with others."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from jukugi.apps.issues.enums import EdgeKind, IssueAction, IssuePart, issue_parts
from jukugi.apps.issues.models import Issue, IssueEdge, Material, PolicyLink
from jukugi.apps.issues.queries.lineage import acts_of, successors
from jukugi.apps.issues.queries.stories import Event, story_of


@dataclass(frozen=True)
class Move:
    """An edge as it reads from one of its issues: ``heading`` beside what it is about, and the issue at the far end."""

    edge: IssueEdge
    heading: str
    other: Issue | None
    is_incoming: bool


@dataclass(frozen=True)
class IssuePage:
    """What the page of an issue tells. ``actions`` can be done now, what costs least first."""

    issue: Issue
    children: tuple[Issue, ...]
    moves: tuple[Move, ...]
    undone: tuple[Move, ...]
    parts: tuple[IssuePart, ...]
    actions: tuple[IssueAction, ...]
    events: tuple[Event, ...] = ()
    successors: tuple[Issue, ...] = ()
    materials: tuple[Material, ...] = ()
    policies: tuple[PolicyLink, ...] = ()

    @property
    def has_versions(self) -> bool:
        """Whether the direction was ever written anew."""
        return any(event.url for event in self.events)


def issue_page(issue: Issue, *, now: datetime) -> IssuePage:
    """Everything on one issue. Ten queries, and those of the rooms that show a part, where it stands."""
    moves = moves_of(issue)
    shows = [] if issue.ended_at is not None else list(issue_parts)
    parts = tuple(part for part in (show(issue.pk, now) for show in shows) if part is not None)
    acts = acts_of(issue)
    actions = sorted((part.action for part in parts if part.action is not None), key=lambda action: action.seconds)
    return IssuePage(
        issue,
        tuple(issue.parts.standing()),
        tuple(move for move in moves if move.edge.undone_at is None),
        tuple(move for move in moves if move.edge.undone_at is not None),
        parts,
        tuple(actions),
        story_of(issue, acts),
        successors(issue, acts) if issue.ended_at is not None else (),
        tuple(issue.materials.select_related("department").defer("text")),
        tuple(issue.policy_links.in_force().select_related("policy")),
    )


def moves_of(issue: Issue) -> list[Move]:
    """The edges from an issue and to it, oldest first; those that were undone too. One query."""
    return [_move(issue, edge) for edge in IssueEdge.objects.touching(issue)]


def _move(issue: Issue, edge: IssueEdge) -> Move:
    is_incoming = edge.source_id != issue.pk
    other = edge.source if is_incoming else edge.target
    return Move(edge, _heading(EdgeKind(edge.kind), issue, other, is_incoming=is_incoming), other, is_incoming)


def _heading(kind: EdgeKind, issue: Issue, other: Issue | None, *, is_incoming: bool) -> str:
    """How the edge reads from here. Only an edge that stays has no other end."""
    if other is None:
        return _("%(level)sにとどめる") % {"level": issue.get_level_display()}
    level = {"level": other.get_level_display()}
    if kind in (EdgeKind.ROLLS_UP_TO, EdgeKind.SPLITS_INTO):
        return (_("← %(level)sから") if is_incoming else _("→ %(level)s")) % level
    words = {
        EdgeKind.SAME_AS: _("%(level)sの論点と同じことを扱う"),
        EdgeKind.CONTRADICTS: _("%(level)sの論点と両立しない"),
        EdgeKind.NEEDS: _("%(level)sの論点より先に要る") if is_incoming else _("%(level)sの論点が先に要る"),
    }
    return words[kind] % level
