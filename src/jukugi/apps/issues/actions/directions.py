from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.issues import errors, permissions
from jukugi.apps.issues.actions.standing import standing_issue
from jukugi.apps.issues.actions.words import checked_reason, checked_words
from jukugi.apps.issues.models import DirectionVersion, Issue
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.policies import check_is_running
from jukugi.kit import audit


@transaction.atomic
def write_direction(*, issue: Issue, text: str, reason: str, seen: int, actor: User, now: datetime) -> DirectionVersion:
    """Write the direction of an issue anew; the versions before it stay, and it says why it changed.

    ``seen`` is the number of the version that the officer had before them, 0 for none. Raises NotAllowed,
    ProcessFinished, ReasonMissing, WordsTooLong, WordsHaveControls, IssueEnded, DirectionChangedMeanwhile or
    NothingChanged.
    """
    permissions.check_can_edit(actor)
    check_is_running(issue.process)
    text, reason = checked_words(text), checked_reason(reason)
    current = standing_issue(issue)
    last = current.directions.order_by("-number").first()
    number = last.number if last is not None else 0
    if number != seen:
        raise errors.DirectionChangedMeanwhile(issue=current.title)
    if current.direction == text:
        raise errors.NothingChanged(issue=current.title)
    if last is None and current.direction:
        number = 1
        first = _("版を残すようになる前からの文。書いた日と人は残っていません。")
        DirectionVersion.objects.create(issue=issue, number=number, text=current.direction, reason=first)
    version = DirectionVersion.objects.create(
        issue=issue,
        number=number + 1,
        text=text,
        reason=reason,
        actor_key=actor.actor_key,
        department=department_of(actor, day=timezone.localdate(now)),
        written_at=now,
    )
    issue.direction = text
    issue.save(update_fields=["direction"])
    audit.record("issues.direction_written", actor=actor, subject=issue, at=now, details={"number": version.number})
    return version
