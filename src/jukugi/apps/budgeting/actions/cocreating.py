"""Proposals to do something together come in, are asked about, answered, and told what came of them."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.actions import add_paper_participant
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.enums.cocreation import (
    DAYS_CONTACT_STAYS,
    LINE_LIMIT,
    OPEN,
    RECEIPT_KIND,
    SENT_PER_DAY,
    TITLE_LIMIT,
    UNSETTLED,
    WORDS_LIMIT,
    CoAct,
    CoState,
    OfferingKind,
)
from jukugi.apps.budgeting.errors import cocreation as errors
from jukugi.apps.budgeting.models import CoContact, CoProposal, CoStep, Investment
from jukugi.apps.budgeting.models.cocreation import answer_day
from jukugi.apps.budgeting.models.rounds import facts_digest
from jukugi.apps.organizations.models import Organization
from jukugi.kit import audit, receipts
from jukugi.kit.worded import checked, checked_line

PAPER = frozenset({Channel.CARD, Channel.FAX, Channel.POST, Channel.MEETING, Channel.PHONE})
WORDS = {
    "words": _("何をしたいか"),
    "brings": _("持ち寄れるもの"),
    "asks": _("市に求めるもの"),
    "serves": _("だれの役に立つか"),
}


@dataclass(frozen=True)
class ContactDraft:
    """Whom to answer; a name, and a mail address or a telephone number."""

    name: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class CoDraft:
    """A proposal as it is typed. ``area`` None stands for the whole city."""

    kind: OfferingKind
    body_name: str
    title: str
    words: str
    brings: str
    asks: str
    serves: str
    interests: str
    area: Area | None = None


@dataclass(frozen=True)
class AnswerDraft:
    """The city's answer: agreed, on trial with a day to look back, or not agreed; with its reason and conditions."""

    act: CoAct
    reason: str
    department: Organization
    conditions: str = ""
    look_back_on: date | None = None


@transaction.atomic
def propose_together(*, draft: CoDraft, contact: ContactDraft, author: Participant, now: datetime) -> CoProposal:
    """Somebody proposes to do something together; a receipt number comes back.

    Raises TooManyProposals, ContactMissing, InterestsMissing and what the words can raise.
    """
    since = now - timedelta(days=1)
    if CoProposal.objects.filter(author_key=author.actor_key, received_at__gt=since).count() >= SENT_PER_DAY:
        raise errors.TooManyProposals(limit=SENT_PER_DAY)
    made = _kept(draft, contact, Channel.WEB, author.actor_key, received_at=now, now=now)
    audit.record("cocreation.proposed", actor=author, subject=made, at=now, details={"channel": str(Channel.WEB)})
    return made


@transaction.atomic
def enter_together(
    *,
    draft: CoDraft,
    contact: ContactDraft,
    channel: Channel,
    received_at: datetime,
    actor: User,
    now: datetime,
    is_sample: bool = False,
) -> CoProposal:
    """Type in a proposal on paper, word for word; it waits like one from the web.

    Raises NotAllowed, WrongPaper, ReceivedLater, ContactMissing, InterestsMissing and what the words can raise.
    """
    permissions.check_can_run(actor, draft.area)
    if channel not in PAPER:
        raise errors.WrongPaper
    if received_at > now:
        raise errors.ReceivedLater
    author = add_paper_participant(channel=channel, now=now)
    made = _kept(
        draft,
        contact,
        channel,
        author.actor_key,
        received_at=received_at,
        now=now,
        entered_by=actor.actor_key,
        is_sample=is_sample,
    )
    audit.record("cocreation.proposed", actor=actor, subject=made, at=now, details={"channel": str(channel)})
    return made


def show_proposal(*, proposal: CoProposal, actor: User, now: datetime) -> CoProposal:
    """Put a proposal into the public list. Raises NotAllowed, CoNotInState."""
    return _step(proposal, CoAct.SHOWN, CoState.SHOWN, {}, (CoState.WAITING,), actor, now, is_shown=True)


def keep_back(*, proposal: CoProposal, reason: str, actor: User, now: datetime) -> CoProposal:
    """Do not show a proposal: it says what nobody may publish. Who made it reads why.

    Raises NotAllowed, CoNotInState and what the words can raise.
    """
    facts = {"reason": checked(reason, field=_("理由"), limit=WORDS_LIMIT, is_needed=True)}
    fields = {"is_shown": False, "closed_at": now}
    return _step(proposal, CoAct.KEPT_BACK, CoState.KEPT_BACK, facts, UNSETTLED, actor, now, **fields)


def ask_back(*, proposal: CoProposal, question: str, actor: User, now: datetime) -> CoProposal:
    """Ask who made it; everybody reads the question. Raises NotAllowed, CoNotInState and what the words can raise."""
    facts = {"words": checked(question, field=_("問い"), limit=WORDS_LIMIT, is_needed=True)}
    return _step(proposal, CoAct.ASKED, CoState.ASKED, facts, (CoState.SHOWN,), actor, now)


@transaction.atomic
def reply(*, proposal: CoProposal, words: str, author: Participant, now: datetime) -> CoProposal:
    """Who made it answers the question, from the same device; the days to answer begin anew.

    Raises NotYours, CoNotInState and what the words can raise.
    """
    _check_own(proposal, author)
    return _replied(proposal, words, author, now)


@transaction.atomic
def enter_reply(*, proposal: CoProposal, words: str, actor: User, now: datetime) -> CoProposal:
    """Type in an answer that came by mail, by telephone or on paper.

    Raises NotAllowed, CoNotInState and what the words can raise.
    """
    permissions.check_can_run(actor, proposal.area)
    return _replied(proposal, words, actor, now)


def answer_proposal(*, proposal: CoProposal, draft: AnswerDraft, actor: User, now: datetime) -> CoProposal:
    """The city answers with a reason; a trial is answered again after it.

    Raises NotAllowed, CoNotInState, LookBackMissing and what the words can raise.
    """
    today = timezone.localdate(now)
    is_trial = draft.act == CoAct.TRIED
    if is_trial and (draft.look_back_on is None or draft.look_back_on <= today):
        raise errors.LookBackMissing
    reason = checked(draft.reason, field=_("理由"), limit=WORDS_LIMIT, is_needed=True)
    conditions = checked(draft.conditions, field=_("条件"), limit=WORDS_LIMIT)
    look_back_on = draft.look_back_on if is_trial else None
    facts = {
        "reason": reason,
        "conditions": conditions,
        "department": [draft.department.pk, draft.department.name],
        "look_back_on": look_back_on and look_back_on.isoformat(),
    }
    fields = {
        "answer": reason,
        "conditions": conditions,
        "department": draft.department,
        "answered_on": today,
        "look_back_on": look_back_on,
        "outcome": "",
        "closed_at": now if draft.act == CoAct.NOT_AGREED else None,
    }
    state = CoState(draft.act)
    return _step(proposal, draft.act, state, facts, (*OPEN, CoState.TRIED), actor, now, **fields)


def tell_what_came(*, proposal: CoProposal, words: str, actor: User, now: datetime) -> CoProposal:
    """Say what came of what was agreed or tried. Raises NotAllowed, CoNotInState and what the words can raise."""
    kept = checked(words, field=_("どうなったか"), limit=WORDS_LIMIT, is_needed=True)
    allowed = (CoState.AGREED, CoState.TRIED)
    closed = {"closed_at": now} if proposal.state == CoState.AGREED else {}
    return _step(proposal, CoAct.CAME, None, {"words": kept}, allowed, actor, now, outcome=kept, **closed)


@transaction.atomic
def tie_investment(*, proposal: CoProposal, code: str, actor: User, now: datetime) -> CoProposal:
    """Say which row of the ledger holds its money. Raises NotAllowed, CoNotInState, InvestmentUnknown."""
    investment = Investment.objects.public().filter(code=code.strip()).first()
    if investment is None:
        raise errors.InvestmentUnknown(code=code.strip()[:20])
    facts = {"investment": [investment.pk, investment.title]}
    kept = _step(proposal, CoAct.TIED, None, facts, (CoState.AGREED, CoState.TRIED), actor, now)
    kept.investments.add(investment)
    return kept


@transaction.atomic
def withdraw_proposal(*, proposal: CoProposal, reason: str, author: Participant, now: datetime) -> CoProposal:
    """Who made it takes it back, from the same device. Raises NotYours, CoNotInState and what the words can raise."""
    _check_own(proposal, author)
    facts = {"reason": checked(reason, field=_("理由"), limit=WORDS_LIMIT)}
    return _done(proposal, CoAct.WITHDRAWN, CoState.WITHDRAWN, facts, UNSETTLED, author, now, closed_at=now)


@transaction.atomic
def open_contact(*, proposal: CoProposal, actor: User, now: datetime) -> CoContact:
    """Read how to reach who made a proposal; that it was read stays on record. Raises NotAllowed, ContactErased."""
    permissions.check_can_run(actor, proposal.area)
    contact = CoContact.objects.filter(proposal=proposal).first()
    if contact is None:
        raise errors.ContactErased(days=DAYS_CONTACT_STAYS)
    audit.record("cocreation.contact_opened", actor=actor, subject=proposal, at=now)
    return contact


@transaction.atomic
def erase_contacts(*, now: datetime, kept: timedelta = timedelta(days=DAYS_CONTACT_STAYS)) -> int:
    """Erase how to reach those of whose proposals nothing more is to be told. Returns how many."""
    count, _kinds = CoContact.objects.filter(proposal__closed_at__lt=now - kept).delete()
    return count


def _kept(
    draft: CoDraft,
    contact: ContactDraft,
    channel: Channel,
    author_key: str,
    *,
    received_at: datetime,
    now: datetime,
    entered_by: str = "",
    is_sample: bool = False,
) -> CoProposal:
    said: dict[str, Any] = {
        name: checked(getattr(draft, name), field=label, limit=WORDS_LIMIT, is_needed=True)
        for name, label in WORDS.items()
    }
    given = replace(
        draft,
        body_name=checked_line(draft.body_name, field=_("団体の名前"), limit=LINE_LIMIT, is_needed=True),
        title=checked_line(draft.title, field=_("提案の名前"), limit=TITLE_LIMIT, is_needed=True),
        interests=checked(draft.interests, field=_("市や職員との関わり"), limit=WORDS_LIMIT),
        **said,
    )
    if not given.interests:
        raise errors.InterestsMissing
    reached = ContactDraft(
        name=checked_line(contact.name, field=_("担当の方の名前"), limit=LINE_LIMIT),
        email=checked_line(contact.email, field=_("メール"), limit=254),
        phone=checked_line(contact.phone, field=_("電話"), limit=40),
    )
    if not reached.name or not (reached.email or reached.phone):
        raise errors.ContactMissing
    made = CoProposal.objects.create(
        **{name: getattr(given, name) for name in CoDraft.__dataclass_fields__},
        receipt=receipts.issue(RECEIPT_KIND, now=now),
        channel=channel,
        author_key=author_key,
        received_at=received_at,
        answer_due_on=answer_day(timezone.localdate(received_at)),
        is_sample=is_sample,
    )
    CoContact.objects.create(proposal=made, **asdict(reached))
    facts = {name: getattr(given, name) for name in CoDraft.__dataclass_fields__ if name != "area"}
    facts |= {"kind": str(given.kind), "area": given.area and [given.area.pk, given.area.name]}
    _write(made, CoAct.RECEIVED, facts, entered_by or author_key, now)
    return made


def _replied(proposal: CoProposal, words: str, actor: Any, now: datetime) -> CoProposal:
    facts = {"words": checked(words, field=_("答え"), limit=WORDS_LIMIT, is_needed=True)}
    due = answer_day(timezone.localdate(now))
    return _done(proposal, CoAct.REPLIED, CoState.SHOWN, facts, (CoState.ASKED,), actor, now, answer_due_on=due)


@transaction.atomic
def _step(
    proposal: CoProposal,
    act: CoAct,
    state: CoState | None,
    facts: dict[str, Any],
    allowed: tuple[CoState, ...],
    actor: User,
    now: datetime,
    **fields: Any,
) -> CoProposal:
    permissions.check_can_run(actor, proposal.area)
    return _done(proposal, act, state, facts, allowed, actor, now, **fields)


def _done(
    proposal: CoProposal,
    act: CoAct,
    state: CoState | None,
    facts: dict[str, Any],
    allowed: tuple[CoState, ...],
    actor: Any,
    now: datetime,
    **fields: Any,
) -> CoProposal:
    """One act, where the proposal stands so that it can be done. Raises CoNotInState."""
    kept = CoProposal.objects.select_for_update(of=("self",)).select_related("area").get(pk=proposal.pk)
    if kept.state not in allowed:
        raise errors.CoNotInState(state=kept.get_state_display())
    kept.state = state or kept.state
    for name, value in fields.items():
        setattr(kept, name, value)
    kept.save()
    _write(kept, act, facts, actor.actor_key, now)
    audit.record(f"cocreation.{act}", actor=actor, subject=kept, at=now)
    return kept


def _write(proposal: CoProposal, act: CoAct, facts: dict[str, Any], actor_key: str, now: datetime) -> None:
    CoStep.objects.create(
        proposal=proposal, act=act, facts=facts, digest=facts_digest(facts), actor_key=actor_key, done_at=now
    )


def _check_own(proposal: CoProposal, author: Participant) -> None:
    if proposal.author_key != author.actor_key:
        raise errors.NotYours
