from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from jukugi.apps.accounts.models import User
from jukugi.apps.grouping import permissions
from jukugi.apps.grouping.actions.naming import standing
from jukugi.apps.grouping.errors import NotHere, NothingChosen
from jukugi.apps.grouping.models import OpinionGroup, Placement
from jukugi.apps.grouping.queries.homes import at_home
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.policies import check_is_running
from jukugi.kit import audit


@transaction.atomic
def move_opinions(
    *,
    process: Process,
    issue: Issue | None,
    opinions: Collection[int],
    into: OpinionGroup | None,
    actor: User,
    now: datetime,
) -> OpinionGroup:
    """Put voices of an issue into one of its groups, or into a new one (None); they stay there in every calculation.

    ``opinions`` are keys; who repeats one of them in the same group goes with it. All are moved or none. Returns the
    group. Raises NotAllowed, ProcessFinished, NothingChosen, NotHere or GroupEnded.
    """
    permissions.check_can_group(actor)
    check_is_running(process)
    if not opinions:
        raise NothingChosen
    chosen = set(at_home(process, issue).filter(pk__in=opinions).values_list("pk", flat=True))
    if missing := len(set(opinions) - chosen):
        raise NotHere(count=missing)
    if into is not None and (into.process_id, into.issue_id) != (process.pk, issue.pk if issue else None):
        raise NotHere(count=len(chosen))
    target = standing(into) if into is not None else _new(process, issue, sorted(chosen)[0], now)
    before = dict(Placement.objects.filter(opinion__in=chosen).values_list("opinion", "group"))
    with_them = Placement.objects.filter(same_as__in=chosen).values_list("opinion", "same_as", "group")
    keys = chosen | {pk for pk, first, group in with_them if before.get(first) == group}
    known = {row.opinion_id: row for row in Placement.objects.select_for_update().filter(opinion__in=keys)}
    Placement.objects.filter(opinion__in=keys).update(group=target, is_held=True, placed_at=now)
    Placement.objects.bulk_create(
        [Placement(opinion_id=pk, group=target, is_held=True, placed_at=now) for pk in sorted(keys - set(known))]
    )
    end_empty({row.group_id for row in known.values()} - {target.pk}, now)
    details = {"count": len(keys), "issue": issue.pk if issue else None}
    audit.record("grouping.moved", actor=actor, subject=target, at=now, details=details)
    return target


@transaction.atomic
def set_apart(*, opinion: Opinion, actor: User, now: datetime) -> None:
    """Say that a voice is not the same as the one it was put behind; no calculation joins them again.

    Raises NotAllowed or ProcessFinished. Nothing happens to one that stands alone.
    """
    permissions.check_can_group(actor)
    check_is_running(opinion.submission.process)
    apart = Placement.objects.filter(opinion=opinion, same_as__isnull=False)
    if apart.update(same_as=None, is_apart=True):
        audit.record("grouping.set_apart", actor=actor, subject=opinion, at=now)


def _new(process: Process, issue: Issue | None, central: int, now: datetime) -> OpinionGroup:
    Process.objects.select_for_update().get(pk=process.pk)  # numbers are given one after the other
    last = OpinionGroup.objects.filter(process=process).aggregate(last=Max("number"))["last"] or 0
    return OpinionGroup.objects.create(process=process, issue=issue, number=last + 1, central_id=central, made_at=now)


def end_empty(groups: Collection[int], now: datetime) -> None:
    """Groups that nobody stands in any more."""
    OpinionGroup.objects.filter(pk__in=groups, placements__isnull=True).update(ended_at=now)
