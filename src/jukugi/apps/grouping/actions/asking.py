from datetime import datetime

from django.db import IntegrityError, transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.grouping import permissions
from jukugi.apps.grouping.enums import UNDER_WAY, RunState
from jukugi.apps.grouping.errors import RunUnderWay
from jukugi.apps.grouping.models import GroupingRun
from jukugi.apps.grouping.queries.desk import is_silent
from jukugi.apps.issues.models import Issue
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.policies import check_is_running
from jukugi.kit import audit, jobs


def ask_for_groups(*, process: Process, issue: Issue | None, actor: User, now: datetime) -> GroupingRun:
    """Have the voices of an issue (None: of no issue yet) put into groups by the worker.

    A run whose worker has died is taken up again. Raises NotAllowed, ProcessFinished or RunUnderWay.
    """
    permissions.check_can_group(actor)
    check_is_running(process)
    try:
        with transaction.atomic():
            for run in GroupingRun.objects.select_for_update().under_way(process, issue):
                if not is_silent(run, now=now):
                    raise RunUnderWay
                run.state, run.ended_at = RunState.FAILED, now
                run.save(update_fields=["state", "ended_at"])
            run = GroupingRun.objects.create(
                process=process, issue=issue, actor_key=actor.actor_key, asked_at=now, seen_at=now
            )
            audit.record("grouping.asked", actor=actor, subject=run, at=now)
            jobs.defer("grouping.carry_out", run_pk=run.pk)
    except IntegrityError as error:  # two pressed at one moment
        raise RunUnderWay from error
    return run


@transaction.atomic
def ask_for_suggestions(*, process: Process, actor: User, now: datetime) -> None:
    """Have the worker propose issues for all voices without one, anew. Raises NotAllowed or ProcessFinished."""
    permissions.check_can_group(actor)
    check_is_running(process)
    audit.record("grouping.suggestions_asked", actor=actor, subject=process, at=now)
    jobs.defer("grouping.suggest", process_pk=process.pk, is_anew=True)


@transaction.atomic
def cancel_run(*, run: GroupingRun, actor: User, now: datetime) -> None:
    """Stop a calculation; the groups stay as they were. Nothing happens to one that has ended. Raises NotAllowed."""
    permissions.check_can_group(actor)
    stopped = GroupingRun.objects.filter(pk=run.pk, state__in=UNDER_WAY)
    if stopped.update(state=RunState.CANCELLED, ended_at=now):
        audit.record("grouping.cancelled", actor=actor, subject=run, at=now)
