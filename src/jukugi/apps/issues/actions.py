from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.issues import errors, permissions
from jukugi.apps.issues.enums import WIDTHS, EdgeKind
from jukugi.apps.issues.models import Issue, IssueEdge
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.policies import check_is_running
from jukugi.core.text import is_control, lines, one_line
from jukugi.kit import audit

ABOUT_LIMIT = 80
WORDS_LIMIT = 2000


@dataclass(frozen=True)
class IssueWords:
    """What an officer may change of an issue."""

    description: str
    direction: str
    keywords: str
    department: Organization | None


@transaction.atomic
def connect_issues(
    *, source: Issue, kind: EdgeKind, target: Issue | None, about: str, reason: str, actor: User, now: datetime
) -> IssueEdge:
    """Say what an issue has to do with another, or that something of it stays in its level; with a public reason.

    Raises NotAllowed, ProcessFinished, and for what was asked: TargetMissing, TargetNotWanted, EdgeToItself,
    EdgeOfAnotherProcess, WrongDirection, AlreadyConnected; for its words AboutMissing, AboutTooLong, ReasonMissing,
    WordsTooLong, WordsHaveControls.
    """
    permissions.check_can_edit(actor)
    check_is_running(source.process)
    about, reason = _checked_about(about), _checked(reason)
    if not reason:
        raise errors.ReasonMissing
    Issue.objects.select_for_update(of=("self",)).get(pk=source.pk)
    _check_target(source, kind, target)
    if source.edges_out.in_force().filter(kind=kind, target=target, about=about).exists():
        raise errors.AlreadyConnected(about=about)
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
    reason = _checked(reason)
    if not reason:
        raise errors.ReasonMissing
    current = IssueEdge.objects.select_for_update(of=("self",)).get(pk=edge.pk)
    if current.undone_at is not None:
        raise errors.EdgeUndone
    edge.undone_at, edge.undone_reason, edge.undone_by = now, reason, actor.actor_key
    edge.save(update_fields=["undone_at", "undone_reason", "undone_by"])
    audit.record("issues.edge_undone", actor=actor, subject=edge, at=now)


@transaction.atomic
def edit_issue(*, issue: Issue, words: IssueWords, seen: str, actor: User, now: datetime) -> None:
    """Change the city's own words on an issue. The log keeps which of them changed.

    ``seen`` is the issue's ``edition`` that the officer had before them. Raises NotAllowed, ProcessFinished,
    NotADepartment, IssueChangedMeanwhile, NothingChanged, WordsTooLong or WordsHaveControls.
    """
    permissions.check_can_edit(actor)
    check_is_running(issue.process)
    if words.department is not None and words.department.kind != OrganizationKind.DEPARTMENT:
        raise errors.NotADepartment(name=words.department.name)
    current = Issue.objects.select_for_update(of=("self",)).get(pk=issue.pk)
    if current.edition != seen:
        raise errors.IssueChangedMeanwhile(issue=current.title)
    written = {
        "description": _checked(words.description),
        "direction": _checked(words.direction),
        "keywords": one_line(_checked(words.keywords)),
        "department": words.department,
    }
    changed = [name for name, value in written.items() if getattr(current, name) != value]
    if not changed:
        raise errors.NothingChanged(issue=current.title)
    for name in changed:
        setattr(issue, name, written[name])
    issue.save(update_fields=changed)
    audit.record("issues.edited", actor=actor, subject=issue, at=now, details={"changed": changed})


def _checked_about(text: str) -> str:
    about = one_line(text)
    if not about:
        raise errors.AboutMissing
    if len(about) > ABOUT_LIMIT:
        raise errors.AboutTooLong(length=len(about), limit=ABOUT_LIMIT)
    return about


def _checked(text: str) -> str:
    """The words with their lines. Raises WordsTooLong or WordsHaveControls."""
    words = lines(text)
    if len(words) > WORDS_LIMIT:
        raise errors.WordsTooLong(length=len(words), limit=WORDS_LIMIT)
    if controls := sum(is_control(character) for character in words):
        raise errors.WordsHaveControls(count=controls)
    return words


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
    if not _fits(kind, source, target):
        raise errors.WrongDirection(kind=kind.label, issue=target.title, level=target.get_level_display())


def _fits(kind: EdgeKind, source: Issue, target: Issue) -> bool:
    """Up is to a wider level, down to a narrower one; 個別 lies across the levels and goes both ways."""
    widths = {str(level): width for width, level in enumerate(WIDTHS)}
    if kind not in (EdgeKind.ROLLS_UP_TO, EdgeKind.SPLITS_INTO) or not {source.level, target.level} <= widths.keys():
        return True
    step = widths[target.level] - widths[source.level]
    return step > 0 if kind == EdgeKind.ROLLS_UP_TO else step < 0
