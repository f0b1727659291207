"""Four eyes for files with what is known of people: ask, answer, take.

A room's own action asks whether the person may, and calls ``take_export`` in its transaction before it hands out a row.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts import errors, permissions
from jukugi.apps.accounts.enums import ExportState
from jukugi.apps.accounts.models import ExportAsk, User
from jukugi.kit import audit
from jukugi.kit.worded import checked

WAITS, MAY_BE_TAKEN = timedelta(days=14), timedelta(days=7)
REASON_LEAST, WORDS_LIMIT = 10, 400


@transaction.atomic
def ask_for_export(*, kind: str, key: str, reason: str, actor: User, now: datetime) -> ExportAsk:
    """Ask another officer whether one may take a file. It waits for 14 days.

    Raises NotAllowed, ReasonTooShort, ExportAskedAlready and what words can raise.
    """
    permissions.check_can_take(actor, kind, key)
    words = checked(reason, field=_("何のために使うか"), limit=WORDS_LIMIT, is_needed=True)
    if len(words) < REASON_LEAST:
        raise errors.ReasonTooShort(least=REASON_LEAST)
    User.objects.select_for_update().get(pk=actor.pk)  # who presses twice asks once
    own, today = ExportAsk.objects.filter(asked_by=actor.actor_key, kind=kind, key=key), timezone.localdate(now)
    if own.open_on(today).exists():
        raise errors.ExportAskedAlready
    own.filter(state__in=(ExportState.WAITING, ExportState.AGREED)).update(state=ExportState.LAPSED)
    ask = ExportAsk.objects.create(
        kind=kind, key=key, reason=words, asked_by=actor.actor_key, asked_at=now, last_on=today + WAITS
    )
    audit.record("accounts.export_asked", actor=actor, subject=ask, at=now, details={"kind": kind, "key": key})
    return ask


@transaction.atomic
def decide_export(*, ask: ExportAsk, agrees: bool, answer: str, actor: User, now: datetime) -> ExportAsk:
    """Agree that the one who asked takes the file, for 7 days, or refuse with a reason: as another who may take it.

    Raises NotAllowed, SecondIsTheSame, ExportAnswered and what words can raise.
    """
    current = ExportAsk.objects.select_for_update().get(pk=ask.pk)
    permissions.check_can_take(actor, current.kind, current.key)
    if current.asked_by == actor.actor_key:
        raise errors.SecondIsTheSame
    today = timezone.localdate(now)
    state = current.state_on(today)
    if state != ExportState.WAITING:
        raise errors.ExportAnswered(state=state.label)
    current.answer = checked(answer, field=_("断るわけ"), limit=WORDS_LIMIT, is_needed=not agrees)
    current.state = ExportState.AGREED if agrees else ExportState.REFUSED
    current.last_on = today + MAY_BE_TAKEN if agrees else current.last_on
    current.answered_by, current.answered_at = actor.actor_key, now
    current.save(update_fields=["answer", "state", "last_on", "answered_by", "answered_at"])
    act = "accounts.export_agreed" if agrees else "accounts.export_refused"
    audit.record(act, actor=actor, subject=current, at=now, details={"kind": current.kind, "key": current.key})
    return current


@transaction.atomic
def take_export(*, kind: str, key: str, count: int, actor: User, now: datetime) -> ExportAsk:
    """Write down that somebody takes a file of so many rows, to which another officer has agreed. A piece of a room's
    action, which has asked whether the person may. Raises ExportNotAgreed.
    """
    own = ExportAsk.objects.filter(asked_by=actor.actor_key, kind=kind, key=key, state=ExportState.AGREED)
    ask = own.open_on(timezone.localdate(now)).select_for_update().first()
    if ask is None:
        raise errors.ExportNotAgreed
    ExportAsk.objects.filter(pk=ask.pk).update(taken=F("taken") + 1, taken_at=now)
    details = {"kind": kind, "key": key, "count": count}
    audit.record("accounts.export_taken", actor=actor, subject=ask, at=now, details=details)
    return ask
