"""A round of telling people: written by one, counted by a job, approved by another, maybe stopped."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.models import User
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.models import Gate, GatePassing, Process
from jukugi.apps.threads import errors, permissions
from jukugi.apps.threads.enums import OCCASION_LIMIT, WORDS_LIMIT, NoticeState, TellingState
from jukugi.apps.threads.models import Notice, Telling
from jukugi.apps.threads.queries.fates import counted_fates
from jukugi.apps.threads.queries.letters import waiting_letters
from jukugi.core.text import lines, one_line
from jukugi.kit import audit, jobs
from jukugi.kit.pages.voices import Occasion

COUNT = "threads.count_telling"


def draft_telling(
    *, process: Process, gate: Gate | None, occasion: str, words: str, actor: User, now: datetime
) -> Telling:
    """Write what people would be told; a job counts who would read what.

    Raises NotAllowed, OccasionMissing, WordsMissing, WordsTooLong, GateNotPassed or GateToldAlready.
    """
    permissions.check_can_tell(actor)
    occasion, words = _checked(occasion, words)
    _check_gate(process, gate, now=now)
    try:
        with transaction.atomic():
            telling = Telling.objects.create(
                process=process,
                gate=gate,
                occasion=occasion,
                words=words,
                drafted_by=actor.actor_key,
                drafted_at=now,
                department=department_of(actor, day=timezone.localdate(now)),
            )
            audit.record("threads.telling_drafted", actor=actor, subject=telling, at=now)
            jobs.defer(COUNT, telling_pk=telling.pk)
    except IntegrityError as error:
        raise errors.GateToldAlready(gate=str(gate)) from error
    return telling


@transaction.atomic
def draft_for_occasion(occasion: Occasion, now: datetime) -> None:
    """Write what those are told who answered a call, as the room asks that made its result public.

    A person approves it. None where nobody left an address and nobody waits for a letter, and none twice.
    """
    telling = Telling(
        process=occasion.process,
        call_id=occasion.call,
        occasion=occasion.title[:OCCASION_LIMIT],
        words=occasion.words,
        drafted_by=occasion.actor_key,
        drafted_at=now,
        department=occasion.department,
    )
    is_told = Telling.objects.standing().filter(call=occasion.call).exists()
    if is_told or not (telling.owners.exists() or waiting_letters(occasion.process, call=occasion.call).exists()):
        return
    telling.save()
    audit.record("threads.telling_drafted", actor=None, subject=telling, at=now)
    jobs.defer(COUNT, telling_pk=telling.pk)


@transaction.atomic
def rewrite_telling(*, telling: Telling, occasion: str, words: str, actor: User, now: datetime) -> Telling:
    """Put other words in the place of a draft's; whoever wrote last does not approve.

    Raises NotAllowed, TellingNotDraft, OccasionMissing, WordsMissing or WordsTooLong.
    """
    permissions.check_can_tell(actor)
    occasion, words = _checked(occasion, words)
    current = _locked_draft(telling)
    current.occasion, current.words, current.drafted_by = occasion, words, actor.actor_key
    current.counted_at = None
    current.save(update_fields=["occasion", "words", "drafted_by", "counted_at"])
    audit.record("threads.telling_rewritten", actor=actor, subject=current, at=now)
    jobs.defer(COUNT, telling_pk=current.pk)
    return current


def count_telling(*, telling: Telling, now: datetime) -> None:
    """Count who would read what. For the job; safe to run twice, and without effect once it is approved."""
    counted = counted_fates(telling, now=now)
    letters = waiting_letters(telling.process, call=telling.call_id).count()
    Telling.objects.drafts().filter(pk=telling.pk).update(counted=counted, letters=letters, counted_at=now)


@transaction.atomic
def approve_telling(*, telling: Telling, actor: User, now: datetime) -> Telling:
    """Let it be sent, by somebody who did not write it.

    Raises NotAllowed, TellingNotDraft, TellingNotCounted, ApprovedByWriter or NobodyToTell.
    """
    permissions.check_can_tell(actor)
    current = _locked_draft(telling)
    if current.counted_at is None:
        raise errors.TellingNotCounted
    if current.drafted_by == actor.actor_key:
        raise errors.ApprovedByWriter
    if not current.mails and not current.letters:
        raise errors.NobodyToTell
    current.state, current.approved_by, current.approved_at = TellingState.SENDING, actor.actor_key, now
    current.save(update_fields=["state", "approved_by", "approved_at"])
    audit.record("threads.telling_approved", actor=actor, subject=current, at=now, details={"mails": current.mails})
    return current


@transaction.atomic
def cancel_telling(*, telling: Telling, reason: str, actor: User, now: datetime) -> Telling:
    """Send no more of it; what was sent is sent. Raises NotAllowed, CancelReasonMissing or TellingOver."""
    permissions.check_can_tell(actor)
    if not reason.strip():
        raise errors.CancelReasonMissing
    current = Telling.objects.select_for_update(of=("self",)).get(pk=telling.pk)
    if current.state in (TellingState.DONE, TellingState.CANCELLED):
        raise errors.TellingOver(state=current.get_state_display())
    current.state, current.ended_at = TellingState.CANCELLED, now
    current.cancelled_by, current.cancelled_reason = actor.actor_key, reason.strip()
    current.save(update_fields=["state", "ended_at", "cancelled_by", "cancelled_reason"])
    audit.record("threads.telling_cancelled", actor=actor, subject=current, at=now)
    return current


@transaction.atomic
def send_unsure_again(*, telling: Telling, actor: User, now: datetime) -> int:
    """Hand over once more what may or may not have gone out, under the same Message-ID. Returns how many.

    A person decides this, never the job. Raises NotAllowed, TellingOver or NothingUnsure.
    """
    permissions.check_can_tell(actor)
    current = Telling.objects.select_for_update(of=("self",)).get(pk=telling.pk)
    if current.state == TellingState.CANCELLED:
        raise errors.TellingOver(state=current.get_state_display())
    unsure = Notice.objects.filter(telling=current, state=NoticeState.UNSURE, address__isnull=False)
    count = unsure.update(state=NoticeState.WAITING, claimed_at=None, settled_at=None, next_try_at=None)
    if not count:
        raise errors.NothingUnsure
    current.state, current.ended_at = TellingState.SENDING, None
    current.save(update_fields=["state", "ended_at"])
    audit.record("threads.unsure_sent_again", actor=actor, subject=current, at=now, details={"mails": count})
    return count


def _checked(occasion: str, words: str) -> tuple[str, str]:
    occasion, words = one_line(occasion), lines(words).strip()
    if not occasion:
        raise errors.OccasionMissing
    if not words:
        raise errors.WordsMissing
    if len(occasion) > OCCASION_LIMIT:
        raise errors.WordsTooLong(field=_("題"), limit=OCCASION_LIMIT)
    if len(words) > WORDS_LIMIT:
        raise errors.WordsTooLong(field=_("何があったか"), limit=WORDS_LIMIT)
    return occasion, words


def _check_gate(process: Process, gate: Gate | None, *, now: datetime) -> None:
    if gate is None:
        return
    if gate.process_id != process.pk or not GatePassing.objects.at(now).filter(gate=gate).exists():
        raise errors.GateNotPassed(gate=gate.title)
    if Telling.objects.standing().filter(gate=gate).exists():
        raise errors.GateToldAlready(gate=gate.title)


def _locked_draft(telling: Telling) -> Telling:
    current = Telling.objects.select_for_update(of=("self",)).get(pk=telling.pk)
    if current.state != TellingState.DRAFT:
        raise errors.TellingNotDraft(state=current.get_state_display())
    return current
