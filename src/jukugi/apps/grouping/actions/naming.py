from datetime import datetime

from django.db import transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.grouping import permissions
from jukugi.apps.grouping.enums import LABEL_LIMIT
from jukugi.apps.grouping.errors import GroupEnded, LabelMissing, LabelTooLong, MergedWithItself
from jukugi.apps.grouping.models import OpinionGroup, Placement
from jukugi.apps.processes.policies import check_is_running
from jukugi.core.text import one_line
from jukugi.kit import audit


@transaction.atomic
def name_group(*, group: OpinionGroup, label: str, actor: User, now: datetime) -> None:
    """Say what a group is called; a draft becomes a name only so. From then on the public sees the group.

    Raises NotAllowed, ProcessFinished, LabelMissing, LabelTooLong or GroupEnded.
    """
    permissions.check_can_group(actor)
    check_is_running(group.process)
    words = one_line(label)
    if not words:
        raise LabelMissing
    if len(words) > LABEL_LIMIT:
        raise LabelTooLong(length=len(words), limit=LABEL_LIMIT)
    current = standing(group)
    current.label, current.labelled_by, current.labelled_at = words, actor.actor_key, now
    current.save(update_fields=["label", "labelled_by", "labelled_at"])
    audit.record("grouping.named", actor=actor, subject=group, at=now)


@transaction.atomic
def merge_groups(*, group: OpinionGroup, into: OpinionGroup, actor: User, now: datetime) -> int:
    """Put all voices of a group into another one of the same issue; no calculation parts them again.

    Returns how many. Raises NotAllowed, ProcessFinished, MergedWithItself or GroupEnded (also: of another issue).
    """
    permissions.check_can_group(actor)
    check_is_running(group.process)
    if group.pk == into.pk:
        raise MergedWithItself
    first, second = standing(group), standing(into)
    if (first.process_id, first.issue_id) != (second.process_id, second.issue_id):
        raise GroupEnded
    moved = Placement.objects.filter(group=first).update(group=second, is_held=True, placed_at=now)
    Placement.objects.filter(group=second).update(is_held=True)
    first.ended_at = now
    first.save(update_fields=["ended_at"])
    audit.record("grouping.merged", actor=actor, subject=first, at=now, details={"into": into.pk, "count": moved})
    return moved


def standing(group: OpinionGroup) -> OpinionGroup:
    """The group as it is now, locked. Raises GroupEnded."""
    current = OpinionGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    if current.ended_at is not None:
        raise GroupEnded
    return current
