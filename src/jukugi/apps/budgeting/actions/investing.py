"""Rows of the ledger are written, changed, looked at by a second person, and what came of them is told."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.actions.ledger_facts import (
    InvestmentDraft,
    checked_draft,
    current_facts,
    facts_of,
    lay_below,
    lay_on,
)
from jukugi.apps.budgeting.enums.ledger import (
    URL_LIMIT,
    WORDS_LIMIT,
    ItemState,
    LedgerAct,
    ResultOutcome,
    ResultYears,
)
from jukugi.apps.budgeting.errors import ledger as errors
from jukugi.apps.budgeting.models import Investment, LedgerWriting, Result
from jukugi.apps.budgeting.models.rounds import facts_digest
from jukugi.kit import audit
from jukugi.kit.pages.wording import jdate
from jukugi.kit.worded import checked, checked_line


@dataclass(frozen=True)
class ResultDraft:
    """What came of an investment so many years after, as it is typed."""

    years: ResultYears
    outcome: ResultOutcome
    words: str
    evidence: str
    evidence_url: str = ""


@transaction.atomic
def write_investment(*, draft: InvestmentDraft, actor: User, now: datetime, is_sample: bool = False) -> Investment:
    """Put an investment into the ledger. Only staff sees it until a second person has looked at it.

    Raises NotAllowed, CodeTaken and what a draft can raise.
    """
    permissions.check_can_run(actor, draft.area)
    given = checked_draft(draft, now=now)
    if given.code and Investment.objects.filter(code=given.code).exists():
        raise errors.CodeTaken(code=given.code)
    facts = facts_of(given)
    investment = Investment(code=given.code or f"?{now.timestamp():.6f}", is_sample=is_sample)
    lay_on(investment, facts)
    investment.save()
    if not given.code:
        investment.code = f"{given.decided_on.year}-{investment.pk:05d}"
        if Investment.objects.filter(code=investment.code).exists():
            investment.code = f"{given.decided_on.year}-{investment.pk:05d}-1"
        investment.save(update_fields=["code"])
    lay_below(investment, facts)
    _wait(investment, LedgerAct.WRITTEN, facts, actor=actor, now=now)
    audit.record("budgeting.investment_written", actor=actor, subject=investment, at=now)
    return investment


@transaction.atomic
def change_investment(
    *, investment: Investment, draft: InvestmentDraft, reason: str, actor: User, now: datetime
) -> LedgerWriting:
    """Say something else of an investment. What everybody sees stays until a second person has looked at it.

    Raises NotAllowed, SomethingWaits, NothingChanged and what a draft can raise.
    """
    kept = _locked(investment, actor)
    permissions.check_can_run(actor, draft.area)
    words = checked(reason, field=_("なぜ変えるか"), limit=WORDS_LIMIT, is_needed=True)
    is_draft = kept.state == ItemState.DRAFT
    if kept.waiting_id is not None and not is_draft:
        raise errors.SomethingWaits
    facts = facts_of(checked_draft(draft, now=now))
    if facts == current_facts(kept):
        raise errors.NothingChanged
    if is_draft:
        lay_on(kept, facts)
        kept.save()
        lay_below(kept, facts)
    writing = _wait(kept, LedgerAct.CHANGED, facts, reason=words, actor=actor, now=now)
    audit.record("budgeting.investment_changed", actor=actor, subject=kept, at=now)
    return writing


@transaction.atomic
def tell_result(*, investment: Investment, draft: ResultDraft, actor: User, now: datetime) -> LedgerWriting:
    """Say what came of an investment, with evidence; a second person publishes it. A later telling takes its place.

    Raises NotAllowed, NotPublic, SomethingWaits, NotCarriedOut, ResultTooEarly and what the words can raise.
    """
    kept = _public(investment, actor)
    day = kept.result_day(draft.years)
    if day is None:
        raise errors.NotCarriedOut
    if day > timezone.localdate(now):
        raise errors.ResultTooEarly(years=draft.years, day=jdate(day))
    facts = {
        "years": int(draft.years),
        "outcome": str(draft.outcome),
        "words": checked(draft.words, field=_("どうなったか"), limit=WORDS_LIMIT, is_needed=True),
        "evidence": checked(draft.evidence, field=_("何から分かるか"), limit=WORDS_LIMIT, is_needed=True),
        "evidence_url": checked_line(draft.evidence_url, field=_("資料のアドレス"), limit=URL_LIMIT),
        "told_on": timezone.localdate(now).isoformat(),
    }
    writing = _wait(kept, LedgerAct.RESULT, facts, actor=actor, now=now)
    audit.record("budgeting.result_told", actor=actor, subject=kept, at=now, details={"years": int(draft.years)})
    return writing


@transaction.atomic
def ask_withdrawal(*, investment: Investment, reason: str, actor: User, now: datetime) -> LedgerWriting:
    """Ask that an investment is counted no more; the page stays, with the reason.

    Raises NotAllowed, NotPublic, SomethingWaits and what the words can raise.
    """
    kept = _public(investment, actor)
    words = checked(reason, field=_("なぜ取り下げるか"), limit=WORDS_LIMIT, is_needed=True)
    writing = _wait(kept, LedgerAct.WITHDRAWAL, {}, reason=words, actor=actor, now=now)
    audit.record("budgeting.withdrawal_asked", actor=actor, subject=kept, at=now)
    return writing


@transaction.atomic
def publish_waiting(*, investment: Investment, seen: int, actor: User, now: datetime) -> Investment:
    """A second person has looked at what waits (``seen``, its key): from now on everybody sees it.

    Raises NotAllowed, NothingWaits, SecondHandNeeded.
    """
    kept = _locked(investment, actor)
    waiting = _waiting(kept, seen)
    if waiting.actor_key == actor.actor_key:
        raise errors.SecondHandNeeded
    if waiting.act == LedgerAct.RESULT:
        facts = dict(waiting.facts)
        told = {**facts, "told_on": date.fromisoformat(facts["told_on"])}
        Result.objects.update_or_create(investment=kept, years=told.pop("years"), defaults=told)
    elif waiting.act == LedgerAct.WITHDRAWAL:
        kept.state = ItemState.WITHDRAWN
    else:
        # A ward that is named in the change must be the publisher's too.
        area = waiting.facts["area"]
        lay_on(kept, waiting.facts)
        permissions.check_can_run(actor, kept.area if area else None)
        kept.state, kept.published_at = ItemState.PUBLIC, kept.published_at or now
    kept.waiting = None
    kept.save()
    if waiting.act in (LedgerAct.WRITTEN, LedgerAct.CHANGED):
        lay_below(kept, waiting.facts)
    _write(kept, LedgerAct.PUBLISHED, waiting.facts, reason=waiting.reason, actor=actor, now=now)
    details = {"act": str(waiting.act)}
    audit.record("budgeting.ledger_published", actor=actor, subject=kept, at=now, details=details)
    return kept


@transaction.atomic
def return_waiting(*, investment: Investment, seen: int, reason: str, actor: User, now: datetime) -> Investment:
    """Give back what waits, with the reason; whoever wrote it may take it back so.

    Raises NotAllowed, NothingWaits and what the words can raise.
    """
    kept = _locked(investment, actor)
    waiting = _waiting(kept, seen)
    words = checked(reason, field=_("差し戻す理由"), limit=WORDS_LIMIT, is_needed=True)
    kept.waiting = None
    kept.save(update_fields=["waiting"])
    _write(kept, LedgerAct.RETURNED, waiting.facts, reason=words, actor=actor, now=now)
    audit.record("budgeting.ledger_returned", actor=actor, subject=kept, at=now, details={"act": str(waiting.act)})
    return kept


def _locked(investment: Investment, actor: User) -> Investment:
    kept = Investment.objects.select_for_update(of=("self",)).select_related("area", "department").get(pk=investment.pk)
    permissions.check_can_run(actor, kept.area)
    return kept


def _public(investment: Investment, actor: User) -> Investment:
    kept = _locked(investment, actor)
    if kept.state != ItemState.PUBLIC:
        raise errors.NotPublic(state=kept.get_state_display())
    if kept.waiting_id is not None:
        raise errors.SomethingWaits
    return kept


def _waiting(investment: Investment, seen: int) -> LedgerWriting:
    if investment.waiting_id is None or investment.waiting_id != seen:
        raise errors.NothingWaits
    return LedgerWriting.objects.get(pk=seen)


def _wait(
    investment: Investment, act: LedgerAct, facts: dict[str, Any], *, actor: User, now: datetime, reason: str = ""
) -> LedgerWriting:
    writing = _write(investment, act, facts, reason=reason, actor=actor, now=now)
    investment.waiting = writing
    investment.save(update_fields=["waiting"])
    return writing


def _write(
    investment: Investment, act: LedgerAct, facts: dict[str, Any], *, reason: str, actor: User, now: datetime
) -> LedgerWriting:
    return LedgerWriting.objects.create(
        investment=investment,
        act=act,
        reason=reason,
        facts=facts,
        digest=facts_digest(facts),
        actor_key=actor.actor_key,
        done_at=now,
    )
