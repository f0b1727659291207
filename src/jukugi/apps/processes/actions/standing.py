"""Let a process stand still and go on, and let a ward run a phase at its own time."""

from datetime import datetime

from django.db import transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.processes import permissions
from jukugi.apps.processes.actions.common import checked_reason, department, key_of_actor, locked
from jukugi.apps.processes.errors import (
    AlreadyPaused,
    EndsBeforeItStarts,
    ExceptionEnded,
    ExceptionExists,
    NotPaused,
)
from jukugi.apps.processes.models import Pause, Phase, Process, WardException
from jukugi.kit import audit


@transaction.atomic
def pause(*, process: Process, phase: Phase | None, reason: str, actor: User, now: datetime) -> Pause:
    """Stop a process, or one phase of it: nothing is open until it is resumed.

    Raises NotAllowed, ProcessFinished, ReasonMissing, AlreadyPaused.
    """
    permissions.check_can_edit(actor)
    of = locked(process)
    reason = checked_reason(reason)
    if Pause.objects.at(now).filter(process=of, phase=phase).exists():
        raise AlreadyPaused(title=phase.title if phase else of.title)
    made = Pause.objects.create(
        process=of,
        phase=phase,
        paused_at=now,
        reason=reason,
        actor_key=key_of_actor(actor),
        department=department(actor, now),
    )
    audit.record("processes.paused", actor=actor, subject=phase or of, at=now)
    return made


@transaction.atomic
def resume(*, process: Process, phase: Phase | None, reason: str, actor: User, now: datetime) -> None:
    """Go on. Raises NotAllowed, ProcessFinished, ReasonMissing, NotPaused."""
    permissions.check_can_edit(actor)
    of = locked(process)
    reason = checked_reason(reason)
    paused = Pause.objects.at(now).filter(process=of, phase=phase).first()
    if paused is None:
        raise NotPaused(title=phase.title if phase else of.title)
    paused.resumed_at, paused.resumed_reason, paused.resumed_by = now, reason, key_of_actor(actor)
    paused.save()
    audit.record("processes.resumed", actor=actor, subject=phase or of, at=now)


@transaction.atomic
def allow_ward_exception(
    *,
    phase: Phase,
    ward: Area,
    opens_at: datetime,
    closes_at: datetime,
    reason: str,
    actor: User,
    now: datetime,
) -> WardException:
    """Let a ward run a phase at its own time, ``[opens_at, closes_at)``, in place of the city's.

    Raises NotAllowed, ProcessFinished, ReasonMissing, EndsBeforeItStarts, ExceptionExists.
    """
    permissions.check_can_except(actor, ward)
    locked(phase.process)
    reason = checked_reason(reason)
    if closes_at <= opens_at:
        raise EndsBeforeItStarts(title=phase.title)
    if phase.ward_exceptions.in_force().filter(ward=ward).exists():
        raise ExceptionExists(ward=ward.name)
    made = WardException.objects.create(
        phase=phase,
        ward=ward,
        opens_at=opens_at,
        closes_at=closes_at,
        reason=reason,
        made_at=now,
        actor_key=key_of_actor(actor),
        department=department(actor, now),
    )
    audit.record("processes.ward_exception_allowed", actor=actor, subject=made, at=now, details={"ward": ward.code})
    return made


@transaction.atomic
def end_ward_exception(*, exception: WardException, reason: str, actor: User, now: datetime) -> None:
    """From now on the ward follows the city again.

    Raises NotAllowed, ProcessFinished, ReasonMissing, ExceptionEnded.
    """
    permissions.check_can_except(actor, exception.ward)
    locked(exception.phase.process)
    reason = checked_reason(reason)
    ended = WardException.objects.select_for_update(of=("self",)).select_related("ward").get(pk=exception.pk)
    if ended.ended_at is not None:
        raise ExceptionEnded(ward=ended.ward.name)
    ended.ended_at, ended.ended_reason = now, reason
    ended.save()
    audit.record("processes.ward_exception_ended", actor=actor, subject=ended, at=now)
