from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.issues import errors, permissions
from jukugi.apps.issues.actions.standing import standing_issue
from jukugi.apps.issues.actions.words import checked_reason, checked_title, checked_words
from jukugi.apps.issues.models import DutyChange, Issue, Material
from jukugi.apps.organizations.enums import OrganizationKind
from jukugi.apps.organizations.models import Organization
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.policies import check_is_running
from jukugi.kit import audit


@transaction.atomic
def assign_department(
    *, issue: Issue, department: Organization | None, reason: str, seen: int | None, actor: User, now: datetime
) -> DutyChange:
    """Make a department responsible for an issue (None: nobody is any more), with a public reason.

    ``seen`` is the key of the department that the officer had before them. Raises NotAllowed, ProcessFinished,
    NotADepartment, ReasonMissing, WordsTooLong, WordsHaveControls, IssueEnded, IssueChangedMeanwhile or NothingChanged.
    """
    permissions.check_can_edit(actor)
    check_is_running(issue.process)
    if department is not None and department.kind != OrganizationKind.DEPARTMENT:
        raise errors.NotADepartment(name=department.name)
    reason = checked_reason(reason)
    current = standing_issue(issue)
    if current.department_id != seen:
        raise errors.IssueChangedMeanwhile(issue=current.title)
    if current.department_id == (department.pk if department is not None else None):
        raise errors.NothingChanged(issue=current.title)
    change = DutyChange.objects.create(
        issue=issue,
        was_id=current.department_id,
        became=department,
        reason=reason,
        actor_key=actor.actor_key,
        made_at=now,
    )
    issue.department = department
    issue.save(update_fields=["department"])
    audit.record("issues.department_assigned", actor=actor, subject=issue, at=now)
    return change


@transaction.atomic
def add_material(*, issue: Issue, title: str, text: str, dated_on: date, actor: User, now: datetime) -> Material:
    """Put working material to an issue. Everybody sees that it is there; staff alone what it says.

    Raises NotAllowed, ProcessFinished, TitleMissing, TitleTooLong, MaterialEmpty, WordsTooLong, WordsHaveControls,
    MaterialInTheFuture or IssueEnded.
    """
    permissions.check_can_edit(actor)
    check_is_running(issue.process)
    title, text = checked_title(title), checked_words(text)
    if not text:
        raise errors.MaterialEmpty
    today = timezone.localdate(now)
    if dated_on > today:
        raise errors.MaterialInTheFuture
    standing_issue(issue)
    material = Material.objects.create(
        issue=issue,
        title=title,
        text=text,
        department=department_of(actor, day=today),
        dated_on=dated_on,
        actor_key=actor.actor_key,
        added_at=now,
    )
    audit.record("issues.material_added", actor=actor, subject=material, at=now)
    return material


@transaction.atomic
def open_material(*, material: Material, reason: str, actor: User, now: datetime) -> None:
    """Let everybody read working material; it is not closed again.

    Raises NotAllowed, ReasonMissing, WordsTooLong, WordsHaveControls or MaterialOpened.
    """
    permissions.check_can_edit(actor)
    reason = checked_reason(reason)
    current = Material.objects.select_for_update(of=("self",)).get(pk=material.pk)
    if current.opened_at is not None:
        raise errors.MaterialOpened
    material.opened_at, material.opened_reason, material.opened_by = now, reason, actor.actor_key
    material.save(update_fields=["opened_at", "opened_reason", "opened_by"])
    audit.record("issues.material_opened", actor=actor, subject=material, at=now)
