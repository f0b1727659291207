from datetime import datetime

from django.db import transaction
from django.utils import timezone

from jukugi.apps.accounts.models import User
from jukugi.apps.issues import errors, permissions
from jukugi.apps.issues.actions.standing import standing_issue
from jukugi.apps.issues.actions.words import checked_reason
from jukugi.apps.issues.enums import IssueStatus
from jukugi.apps.issues.models import Issue, StatusChange
from jukugi.apps.issues.policies import check_step
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.policies import check_is_running
from jukugi.kit import audit


@transaction.atomic
def change_status(
    *, issue: Issue, became: IssueStatus, seen: str, reason: str, actor: User, now: datetime
) -> StatusChange:
    """Take an issue one step on, back, or out, by the table of allowed steps; with a public reason.

    ``seen`` is the status that the officer had before them. Raises NotAllowed, ProcessFinished, ReasonMissing,
    WordsTooLong, WordsHaveControls, IssueEnded, IssueChangedMeanwhile, StepNotAllowed or DirectionMissing.
    """
    permissions.check_can_edit(actor)
    check_is_running(issue.process)
    reason = checked_reason(reason)
    current = standing_issue(issue)
    if current.status != seen:
        raise errors.IssueChangedMeanwhile(issue=current.title)
    check_step(current, became)
    change = StatusChange.objects.create(
        issue=issue,
        was=current.status,
        became=became,
        reason=reason,
        actor_key=actor.actor_key,
        department=department_of(actor, day=timezone.localdate(now)),
        made_at=now,
    )
    issue.status = became
    issue.save(update_fields=["status"])
    audit.record("issues.status_changed", actor=actor, subject=issue, at=now, details={"became": str(became)})
    return change
