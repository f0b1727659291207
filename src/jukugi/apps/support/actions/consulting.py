"""Somebody asks, and gets an answer: on the web without an account, or typed in from a card or a call."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.actions import add_paper_participant
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.organizations.models import Organization
from jukugi.apps.support import errors, permissions
from jukugi.apps.support.enums import (
    CONTACT_PURPOSE,
    INQUIRY_RECEIPT,
    LINE_LIMIT,
    PAPER_CHANNELS,
    WORDS_LIMIT,
    AskerKind,
    InquiryAct,
    InquiryResult,
    InquiryState,
)
from jukugi.apps.support.models import Inquiry, InquiryStep, SupportFunction
from jukugi.kit import audit, receipts
from jukugi.kit.audit import HasActorKey
from jukugi.kit.ciphers import cipher
from jukugi.kit.pages.wording import jdate
from jukugi.kit.worded import checked, checked_line

ANSWERED_WITHIN = timedelta(days=14)
ASKED_PER_DAY = 5


@dataclass(frozen=True)
class InquiryDraft:
    """A consultation as it is asked. ``ward`` None: the whole city, or not told."""

    text: str
    asker: AskerKind
    ward: Area | None = None
    function: SupportFunction | None = None
    issue: Issue | None = None
    contact: str = ""
    may_hand_on: bool = False


@transaction.atomic
def ask(*, draft: InquiryDraft, author: Participant, now: datetime, is_sample: bool = False) -> Inquiry:
    """Ask on the web. A receipt number comes back, and an answer within 14 days.

    Raises TooManyAsked and what the words can raise.
    """
    since = now - timedelta(days=1)
    if Inquiry.objects.filter(author_key=author.actor_key, received_at__gt=since).count() >= ASKED_PER_DAY:
        raise errors.TooManyAsked(limit=ASKED_PER_DAY)
    return _received(draft, Channel.WEB, author.actor_key, author, received_at=now, now=now, is_sample=is_sample)


@transaction.atomic
def enter_inquiry(
    *,
    draft: InquiryDraft,
    channel: Channel,
    received_on: date,
    actor: User,
    now: datetime,
    is_sample: bool = False,
) -> Inquiry:
    """Type in what was asked on a card, by phone or face to face, word for word; it gets an answer like any other.

    Raises NotAllowed, NotOnPaper, ToldInTheFuture and what the words can raise.
    """
    permissions.check_can_ask_for(actor, draft.ward)
    if channel not in PAPER_CHANNELS:
        raise errors.NotOnPaper
    today = timezone.localdate(now)
    if received_on > today:
        raise errors.ToldInTheFuture(day=jdate(received_on))
    author = add_paper_participant(channel=channel, now=now)
    received_at = now if received_on == today else now - timedelta(days=(today - received_on).days)
    return _received(draft, channel, author.actor_key, actor, received_at=received_at, now=now, is_sample=is_sample)


@transaction.atomic
def assign(*, inquiry: Inquiry, officer: User, due_on: date, reason: str, actor: User, now: datetime) -> Inquiry:
    """Say who answers, and until when. Raises NotAllowed, InquiryClosed, NotTheirs and what the words can raise."""
    permissions.check_can_answer(actor, inquiry)
    kept = _open(inquiry)
    if not permissions.answering_officers(kept.ward_id).filter(pk=officer.pk).exists():
        raise errors.NotTheirs(name=officer.display_name)
    kept.officer, kept.due_on = officer, due_on
    if kept.state == InquiryState.WAITING:
        kept.state = InquiryState.ASSIGNED
    kept.save()
    words = checked(reason, field=_("わけ"), limit=WORDS_LIMIT)
    add_step(kept, InquiryAct.ASSIGNED, words, actor=actor, now=now, officer=officer, due_on=due_on)
    return kept


@transaction.atomic
def answer(*, inquiry: Inquiry, words: str, actor: User, now: datetime) -> Inquiry:
    """Answer in words that everybody reads who knows the receipt number. Raises NotAllowed, InquiryClosed."""
    permissions.check_can_answer(actor, inquiry)
    kept = _open(inquiry)
    said = checked(words, field=_("答え"), limit=WORDS_LIMIT, is_needed=True)
    kept.state = InquiryState.ANSWERED
    kept.answered_at = kept.answered_at or now
    kept.save()
    add_step(kept, InquiryAct.ANSWERED, said, actor=actor, now=now)
    return kept


@transaction.atomic
def hand_on(
    *, inquiry: Inquiry, body: Organization, reason: str, consent: str, due_on: date, actor: User, now: datetime
) -> Inquiry:
    """Hand a consultation on to a body that can help; its people who sign in read it from now on.

    The asker must have agreed: when asking, or later, then ``consent`` says when and how. Raises NotAllowed,
    InquiryClosed, NoConsent and what the words can raise.
    """
    permissions.check_can_answer(actor, inquiry)
    kept = _open(inquiry)
    agreed = checked_line(consent, field=_("同意をどう得たか"), limit=LINE_LIMIT)
    if not kept.may_hand_on and not agreed:
        raise errors.NoConsent
    said = checked(reason, field=_("わけ"), limit=WORDS_LIMIT, is_needed=True)
    kept.may_hand_on = True
    kept.handed_to, kept.due_on = body, due_on
    kept.state = InquiryState.HANDED_ON
    kept.save()
    words = "\n".join(filter(None, [said, agreed]))
    add_step(kept, InquiryAct.HANDED_ON, words, actor=actor, now=now, body=body, due_on=due_on)
    return kept


@transaction.atomic
def tell_what_came(*, inquiry: Inquiry, words: str, actor: User, now: datetime) -> Inquiry:
    """The body to which it was handed on says what came of it; an officer may say so for it.

    Raises NotAllowed, InquiryClosed and what the words can raise.
    """
    if not permissions.is_handed_to(actor, inquiry, day=timezone.localdate(now)):
        permissions.check_can_answer(actor, inquiry)
    kept = _open(inquiry)
    said = checked(words, field=_("どうなったか"), limit=WORDS_LIMIT, is_needed=True)
    kept.state = InquiryState.ANSWERED
    kept.answered_at = kept.answered_at or now
    kept.save()
    add_step(kept, InquiryAct.TOLD, said, actor=actor, now=now, body=kept.handed_to)
    return kept


@transaction.atomic
def close(*, inquiry: Inquiry, result: InquiryResult, words: str, actor: User, now: datetime) -> Inquiry:
    """End it with its result, and say why. Raises NotAllowed, InquiryClosed and what the words can raise."""
    permissions.check_can_answer(actor, inquiry)
    kept = _open(inquiry)
    said = checked(words, field=_("終わりにするわけ"), limit=WORDS_LIMIT, is_needed=True)
    kept.state, kept.result, kept.closed_at = InquiryState.CLOSED, result, now
    kept.save()
    add_step(kept, InquiryAct.CLOSED, said, actor=actor, now=now)
    return kept


def add_step(
    inquiry: Inquiry,
    act: InquiryAct,
    words: str,
    *,
    actor: HasActorKey | None,
    now: datetime,
    officer: User | None = None,
    body: Organization | None = None,
    due_on: date | None = None,
) -> InquiryStep:
    """Add one sealed row, and write the act into the audit. In the caller's transaction."""
    step = InquiryStep(
        inquiry=inquiry,
        act=act,
        words=words,
        officer=officer,
        body=body,
        due_on=due_on,
        actor_key=actor.actor_key if actor is not None else "",
        done_at=now,
    )
    step.seal()
    step.save()
    audit.record(f"support.inquiry_{act}", actor=actor, subject=inquiry, at=now, details={"step": step.pk})
    return step


def _received(
    draft: InquiryDraft,
    channel: Channel,
    author_key: str,
    actor: HasActorKey,
    *,
    received_at: datetime,
    now: datetime,
    is_sample: bool,
) -> Inquiry:
    text = checked(draft.text, field=_("相談したいこと"), limit=WORDS_LIMIT, is_needed=True)
    contact = checked_line(draft.contact, field=_("連絡先"), limit=LINE_LIMIT)
    inquiry = Inquiry.objects.create(
        receipt=receipts.issue(INQUIRY_RECEIPT, now=now),
        channel=channel,
        author_key=author_key,
        asker=draft.asker,
        ward=draft.ward,
        function=draft.function,
        issue=draft.issue,
        contact=cipher(CONTACT_PURPOSE).encrypt(contact.encode()).decode() if contact else "",
        may_hand_on=draft.may_hand_on,
        received_at=received_at,
        due_on=timezone.localdate(received_at) + ANSWERED_WITHIN,
        is_sample=is_sample,
    )
    add_step(inquiry, InquiryAct.RECEIVED, text, actor=actor, now=now)
    return inquiry


def _open(inquiry: Inquiry) -> Inquiry:
    """The consultation, held until the transaction ends. Raises InquiryClosed."""
    kept = Inquiry.objects.select_for_update(of=("self",)).select_related("ward", "handed_to").get(pk=inquiry.pk)
    if kept.state == InquiryState.CLOSED or kept.erased_at is not None:
        raise errors.InquiryClosed
    return kept
