"""What becomes of a promise, step by step: nothing is overwritten."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.organizations.models import Organization
from jukugi.apps.outcomes import errors, permissions
from jukugi.apps.outcomes.enums import EVIDENCE_LIMIT, WORDS_LIMIT, PromiseAct, PromiseState
from jukugi.apps.outcomes.models import Promise, PromiseStep
from jukugi.kit import audit
from jukugi.kit.pages.wording import jdate
from jukugi.kit.worded import checked


@transaction.atomic
def note_progress(*, promise: Promise, words: str, evidence: str, on: date, actor: User, now: datetime) -> PromiseStep:
    """Tell how far it is. Raises NotAllowed, NotOpen, DayInFuture and what the words can raise."""
    kept = _open(promise, actor)
    return _step(kept, PromiseAct.PROGRESS, on, words, evidence, actor, now)


@transaction.atomic
def measure(
    *, promise: Promise, value: Decimal, words: str, evidence: str, on: date, actor: User, now: datetime
) -> PromiseStep:
    """Tell what the indicator was on a day; also after the promise was kept: what lasts is seen later.

    Raises NotAllowed, NotDrafted, NothingMeasured, DayInFuture and what the words can raise.
    """
    kept = _locked(promise, actor)
    if not kept.is_public:
        raise errors.NotOpen(state=kept.get_state_display())
    if not kept.indicator:
        raise errors.NothingMeasured
    return _step(kept, PromiseAct.MEASURED, on, words, evidence, actor, now, value=value)


@transaction.atomic
def move_due(*, promise: Promise, due_on: date, words: str, actor: User, now: datetime) -> PromiseStep:
    """Change the day that holds, in public and with a reason; the day first promised stays beside it.

    Raises NotAllowed, NotOpen, DueNotMoved, DueBeforePromised and what the words can raise.
    """
    kept = _open(promise, actor)
    if due_on == kept.due_on:
        raise errors.DueNotMoved(due=jdate(kept.due_on))
    if due_on < kept.promised_on:
        raise errors.DueBeforePromised(due=jdate(due_on), promised=jdate(kept.promised_on))
    step = _step(kept, PromiseAct.MOVED, timezone.localdate(now), words, "", actor, now, due_on=due_on)
    kept.due_on = due_on
    kept.save(update_fields=["due_on"])
    return step


@transaction.atomic
def hand_on(*, promise: Promise, department: Organization, words: str, actor: User, now: datetime) -> PromiseStep:
    """Another department sees to it. Raises NotAllowed, NotOpen, SameDepartment and what the words can raise."""
    kept = _open(promise, actor)
    if department.pk == kept.department_id:
        raise errors.SameDepartment(department=department.name)
    step = _step(kept, PromiseAct.HANDED_ON, timezone.localdate(now), words, "", actor, now, department=department)
    kept.department = department
    kept.save(update_fields=["department"])
    return step


@transaction.atomic
def keep_promise(*, promise: Promise, words: str, evidence: str, on: date, actor: User, now: datetime) -> PromiseStep:
    """It was done, and one can see it. Raises NotAllowed, NotOpen, EvidenceMissing, DayInFuture and what the words can
    raise.
    """
    kept = _open(promise, actor)
    if not evidence.strip():
        raise errors.EvidenceMissing
    step = _step(kept, PromiseAct.DONE, on, words, evidence, actor, now)
    _close(kept, PromiseState.DONE, on)
    return step


@transaction.atomic
def give_up(*, promise: Promise, words: str, actor: User, now: datetime) -> PromiseStep:
    """It will not be done, because. The promise stays in the book. Raises NotAllowed, NotOpen and what the words can
    raise.
    """
    kept = _open(promise, actor)
    today = timezone.localdate(now)
    step = _step(kept, PromiseAct.GIVEN_UP, today, words, "", actor, now)
    _close(kept, PromiseState.GIVEN_UP, today)
    return step


@transaction.atomic
def reopen(*, promise: Promise, words: str, actor: User, now: datetime) -> PromiseStep:
    """What was done or given up is worked on again. Raises NotAllowed, NotClosed and what the words can raise."""
    kept = _locked(promise, actor)
    if kept.state not in (PromiseState.DONE, PromiseState.GIVEN_UP):
        raise errors.NotClosed
    step = _step(kept, PromiseAct.REOPENED, timezone.localdate(now), words, "", actor, now)
    _close(kept, PromiseState.OPEN, None)
    return step


def _locked(promise: Promise, actor: User) -> Promise:
    kept = Promise.objects.select_for_update(of=("self",)).get(pk=promise.pk)
    permissions.check_can_keep(actor, kept.area)
    return kept


def _open(promise: Promise, actor: User) -> Promise:
    kept = _locked(promise, actor)
    if not kept.is_open:
        raise errors.NotOpen(state=kept.get_state_display())
    return kept


def _step(
    promise: Promise, act: PromiseAct, on: date, words: str, evidence: str, actor: User, now: datetime, **more: Any
) -> PromiseStep:
    if on > timezone.localdate(now):
        raise errors.DayInFuture(day=jdate(on))
    step = PromiseStep.objects.create(
        promise=promise,
        act=act,
        happened_on=on,
        words=checked(words, field=_("書くこと"), limit=WORDS_LIMIT, is_needed=act != PromiseAct.MEASURED),
        evidence=checked(evidence, field=_("確かめられるもの"), limit=EVIDENCE_LIMIT),
        actor_key=actor.actor_key,
        done_at=now,
        **more,
    )
    audit.record(f"outcomes.promise_{act.value}", actor=actor, subject=promise, at=now, details={"step": step.pk})
    return step


def _close(promise: Promise, state: PromiseState, on: date | None) -> None:
    promise.state, promise.closed_on = state, on
    promise.save(update_fields=["state", "closed_on"])
