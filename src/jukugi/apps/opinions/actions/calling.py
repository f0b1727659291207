import secrets
from datetime import datetime

from django.db import transaction

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions import permissions
from jukugi.apps.opinions.enums import CallKind
from jukugi.apps.opinions.errors import CallEnded, CallEndsBeforeItBegins, CallNeedsTitle, IssueOfAnotherProcess
from jukugi.apps.opinions.models import Call
from jukugi.apps.opinions.policies import CODE_LENGTH, CODE_LETTERS
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.policies import check_is_running
from jukugi.kit import audit


@transaction.atomic
def open_call(
    *,
    process: Process,
    kind: CallKind,
    title: str,
    question: str,
    ward: Area | None,
    place: str,
    about: Issue | None,
    opens_at: datetime,
    closes_at: datetime | None,
    actor: User,
    now: datetime,
    needs_hearing: bool = True,
) -> Call:
    """Ask for opinions at an event, a place, a meeting. What comes in for it is bound to it.

    ``needs_hearing``: only while a phase of the process hears opinions. Raises NotAllowed, ProcessFinished,
    CallNeedsTitle, CallEndsBeforeItBegins or IssueOfAnotherProcess.
    """
    permissions.check_can_call(actor, ward)
    check_is_running(process)
    if not title.strip():
        raise CallNeedsTitle
    if closes_at is not None and closes_at <= opens_at:
        raise CallEndsBeforeItBegins
    if about is not None and about.process_id != process.pk:
        raise IssueOfAnotherProcess(issue=about.title)
    call = Call.objects.create(
        process=process,
        kind=kind,
        code=_new_code(),
        title=title.strip(),
        question=question.strip(),
        ward=ward,
        place=place.strip(),
        about=about,
        needs_hearing=needs_hearing,
        opens_at=opens_at,
        closes_at=closes_at,
        opened_by=actor.actor_key,
    )
    audit.record("opinions.call_opened", actor=actor, subject=call, at=now, details={"kind": str(kind)})
    return call


@transaction.atomic
def end_call(*, call: Call, actor: User, now: datetime) -> Call:
    """Ask no more. What was received before may still be typed in. Raises NotAllowed or CallEnded."""
    permissions.check_can_call(actor, call.ward)
    current = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if current.ended_at is not None or (current.closes_at is not None and current.closes_at <= now):
        raise CallEnded
    current.ended_at, current.ended_by = now, actor.actor_key
    current.save(update_fields=["ended_at", "ended_by"])
    audit.record("opinions.call_ended", actor=actor, subject=current, at=now)
    return current


@transaction.atomic
def extend_call(*, call: Call, closes_at: datetime, actor: User, now: datetime) -> Call:
    """Ask for longer than was said; never for shorter. Raises NotAllowed, CallEnded or CallEndsBeforeItBegins."""
    permissions.check_can_call(actor, call.ward)
    current = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if current.ended_at is not None:
        raise CallEnded
    if current.closes_at is None or closes_at <= current.closes_at:
        raise CallEndsBeforeItBegins
    current.closes_at = closes_at
    current.save(update_fields=["closes_at"])
    audit.record("opinions.call_extended", actor=actor, subject=current, at=now)
    return current


def _new_code() -> str:
    """Random, so that no poster tells how many there were; of a thousand million codes none is taken twice."""
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        if not Call.objects.filter(code=code).exists():
            return code
