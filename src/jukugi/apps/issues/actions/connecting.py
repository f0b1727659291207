from datetime import datetime

from django.db import transaction
from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.issues import errors, permissions
from jukugi.apps.issues.actions.standing import one_at_a_time, standing_issues
from jukugi.apps.issues.actions.words import checked_line, checked_reason
from jukugi.apps.issues.enums import BOTH_WAYS, EdgeKind
from jukugi.apps.issues.models import Issue, IssueEdge
from jukugi.apps.issues.policies import fits_levels
from jukugi.apps.issues.queries.paths import path_back
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.policies import check_is_running
from jukugi.kit import audit


@transaction.atomic
def connect_issues(
    *, source: Issue, kind: EdgeKind, target: Issue | None, about: str, reason: str, actor: User, now: datetime
) -> IssueEdge:
    """Say what an issue has to do with another, or that something of it stays in its level; with a public reason.

    Raises NotAllowed, ProcessFinished, and for what was asked: TargetMissing, TargetNotWanted, EdgeToItself,
    EdgeOfAnotherProcess, WrongDirection, IssueEnded, AlreadyConnected, EdgeMakesCycle; for its words AboutMissing,
    AboutTooLong, ReasonMissing,
    WordsTooLong, WordsHaveControls.
    """
    permissions.check_can_edit(actor)
    check_is_running(source.process)
    about, reason = checked_line(about), checked_reason(reason)
    one_at_a_time(source.process)
    _check_target(source, kind, target)
    standing_issues([source] if target is None else [source, target])
    check_fits(source, kind, target, about=about)
    edge = IssueEdge.objects.create(
        source=source,
        target=target,
        kind=kind,
        about=about,
        reason=reason,
        actor_key=actor.actor_key,
        department=department_of(actor, day=timezone.localdate(now)),
        made_at=now,
    )
    audit.record("issues.connected", actor=actor, subject=edge, at=now, details={"kind": str(kind)})
    return edge


@transaction.atomic
def undo_edge(*, edge: IssueEdge, reason: str, actor: User, now: datetime) -> None:
    """Undo an edge. It stays readable, with the reason.

    Raises NotAllowed, ProcessFinished, ReasonMissing, WordsTooLong, WordsHaveControls or EdgeUndone.
    """
    permissions.check_can_edit(actor)
    check_is_running(edge.source.process)
    reason = checked_reason(reason)
    current = IssueEdge.objects.select_for_update(of=("self",)).get(pk=edge.pk)
    if current.undone_at is not None:
        raise errors.EdgeUndone
    edge.undone_at, edge.undone_reason, edge.undone_by = now, reason, actor.actor_key
    edge.save(update_fields=["undone_at", "undone_reason", "undone_by"])
    audit.record("issues.edge_undone", actor=actor, subject=edge, at=now)


def check_fits(source: Issue, kind: EdgeKind, target: Issue | None, *, about: str) -> None:
    """Raises AlreadyConnected or EdgeMakesCycle. At most three queries."""
    same = source.edges_out.in_force().filter(kind=kind, target=target, about=about)
    if kind in BOTH_WAYS and target is not None:
        same = same | target.edges_out.in_force().filter(kind=kind, target=source, about=about)
    if same.exists():
        raise errors.AlreadyConnected(about=about)
    if target is not None and (path := path_back(source, kind, target)):
        titles = Issue.objects.in_bulk(path)
        raise errors.EdgeMakesCycle(kind=kind.label, path="→".join(f"「{titles[key].title}」" for key in path))


def _check_target(source: Issue, kind: EdgeKind, target: Issue | None) -> None:
    if kind == EdgeKind.STAYS:
        if target is not None:
            raise errors.TargetNotWanted
        return
    if target is None:
        raise errors.TargetMissing
    if target.pk == source.pk:
        raise errors.EdgeToItself(issue=source.title)
    if target.process_id != source.process_id:
        raise errors.EdgeOfAnotherProcess(issue=target.title)
    if not fits_levels(kind, source, target):
        raise errors.WrongDirection(kind=kind.label, issue=target.title, level=target.get_level_display())
