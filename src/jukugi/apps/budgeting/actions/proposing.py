"""Proposals come in: on the web without an account, or on a card that an officer types in."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.actions import add_paper_participant
from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.enums.proposals import (
    PARTS_AT_MOST,
    PROPOSAL_RECEIPT,
    SENT_PER_DAY,
    ProposalAct,
    ProposalState,
    ProposerKind,
)
from jukugi.apps.budgeting.enums.rounds import LINE_LIMIT, TITLE_LIMIT, WORDS_LIMIT, RoundState, Scope
from jukugi.apps.budgeting.errors import proposals as errors
from jukugi.apps.budgeting.models import CostPart, Proposal, ProposalStep, Round
from jukugi.apps.budgeting.models.rounds import facts_digest
from jukugi.apps.circles.models import Circle
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.organizations.models import Organization
from jukugi.kit import audit, receipts
from jukugi.kit.worded import checked, checked_line

PAPER = frozenset({Channel.CARD, Channel.FAX, Channel.POST, Channel.MEETING, Channel.PHONE})


@dataclass(frozen=True)
class PartDraft:
    """One part of an estimate, as it is typed."""

    what: str
    yen: int


@dataclass(frozen=True)
class ProposalDraft:
    """A proposal as it is typed."""

    title: str
    words: str
    where: str = ""
    for_whom: str = ""
    ward: Area | None = None
    parts: tuple[PartDraft, ...] = ()
    proposer: ProposerKind = ProposerKind.CITIZEN
    proposer_name: str = ""
    organization: Organization | None = None
    circle: Circle | None = None


@transaction.atomic
def propose(*, budget_round: Round, draft: ProposalDraft, author: Participant, now: datetime) -> Proposal:
    """Propose a project; a receipt number comes back, and an officer looks at it before others see it.

    Raises ProposalsNotTaken, TooManySent and what a draft can raise (``checked_draft``).
    """
    current = Round.objects.select_related("area").get(pk=budget_round.pk)
    if not current.takes_proposals_at(now):
        raise errors.ProposalsNotTaken
    given = checked_draft(current, draft)
    sent = Proposal.objects.filter(author_key=author.actor_key, received_at__gt=now - timedelta(days=1)).count()
    if sent >= SENT_PER_DAY:
        raise errors.TooManySent(limit=SENT_PER_DAY)
    made = keep(current, given, Channel.WEB, author.actor_key, received_at=now, now=now)
    write(made, ProposalAct.SENT, actor_key=author.actor_key, now=now)
    audit.record("budgeting.proposal_sent", actor=author, subject=made, at=now)
    return made


@transaction.atomic
def enter_proposal(
    *,
    budget_round: Round,
    draft: ProposalDraft,
    channel: Channel,
    received_on: date,
    actor: User,
    now: datetime,
) -> Proposal:
    """Type in a card, word for word, if it came in on the days; it waits like one from the web.

    Raises NotAllowed, WrongChannel, ReceivedInTheFuture, ProposalsNotTaken and what a draft can raise.
    """
    current = Round.objects.select_related("area").get(pk=budget_round.pk)
    permissions.check_can_run(actor, current.area)
    if channel not in PAPER:
        raise errors.WrongChannel
    if received_on > timezone.localdate(now):
        raise errors.ReceivedInTheFuture
    if current.state != RoundState.ANNOUNCED or not current.proposals_from <= received_on <= current.proposals_until:
        raise errors.ProposalsNotTaken
    given = checked_draft(current, draft)
    author = add_paper_participant(channel=channel, now=now)
    received_at = timezone.make_aware(datetime.combine(received_on, time(12)))
    made = keep(current, given, channel, author.actor_key, received_at=min(received_at, now), now=now)
    write(made, ProposalAct.SENT, actor_key=actor.actor_key, now=now)
    audit.record("budgeting.proposal_sent", actor=actor, subject=made, at=now, details={"channel": str(channel)})
    return made


def checked_draft(budget_round: Round, draft: ProposalDraft) -> ProposalDraft:
    """A draft in one form. Raises WardUnfit, NoParts, PartUnfit, TooManyParts, OverBudget and what words can raise."""
    if budget_round.scope == Scope.WARD and draft.ward is None:
        draft = replace(draft, ward=budget_round.area)
    fits = {
        Scope.WARD: draft.ward is not None and draft.ward.pk == budget_round.area_id,
        Scope.CITY: draft.ward is None,
        Scope.JOINT: True,
    }
    if not fits[Scope(budget_round.scope)]:
        raise errors.WardUnfit
    parts = tuple(_part(part) for part in draft.parts if part.what.strip() or part.yen)
    if not parts:
        raise errors.NoParts
    if len(parts) > PARTS_AT_MOST:
        raise errors.TooManyParts(count=len(parts), limit=PARTS_AT_MOST)
    if (cost := sum(part.yen for part in parts)) > budget_round.budget_yen:
        raise errors.OverBudget(cost=cost, budget=budget_round.budget_yen)
    return ProposalDraft(
        title=checked_line(draft.title, field=_("名前"), limit=TITLE_LIMIT, is_needed=True),
        words=checked(draft.words, field=_("何をするか"), limit=WORDS_LIMIT, is_needed=True),
        where=checked_line(draft.where, field=_("どこで"), limit=LINE_LIMIT),
        for_whom=checked_line(draft.for_whom, field=_("だれのために"), limit=LINE_LIMIT),
        ward=draft.ward,
        parts=parts,
        proposer=ProposerKind(draft.proposer),
        proposer_name=checked_line(draft.proposer_name, field=_("公開する名前"), limit=LINE_LIMIT),
        organization=draft.organization,
        circle=draft.circle,
    )


def _part(part: PartDraft) -> PartDraft:
    what = checked_line(part.what, field=_("費用の内訳"), limit=LINE_LIMIT)
    if not what or part.yen <= 0:
        raise errors.PartUnfit
    return PartDraft(what, part.yen)


def keep(
    budget_round: Round,
    given: ProposalDraft,
    channel: Channel,
    author_key: str,
    *,
    received_at: datetime,
    now: datetime,
    state: ProposalState = ProposalState.WAITING,
) -> Proposal:
    """A proposal with its parts and a receipt number."""
    made = Proposal(
        round=budget_round,
        state=state,
        receipt=receipts.issue(PROPOSAL_RECEIPT, now=now),
        channel=channel,
        author_key=author_key,
        received_at=received_at,
        is_sample=budget_round.is_sample,
    )
    lay_on(made, given)
    made.save()
    keep_parts(made, given)
    return made


def lay_on(proposal: Proposal, given: ProposalDraft) -> None:
    """What a draft says becomes what the proposal says."""
    proposal.title, proposal.words = given.title, given.words
    proposal.where, proposal.for_whom = given.where, given.for_whom
    proposal.ward = given.ward
    proposal.level = IssueLevel.KUIKI if given.ward is not None else IssueLevel.SHIIKI
    proposal.cost_yen = sum(part.yen for part in given.parts)
    proposal.proposer, proposal.proposer_name = given.proposer, given.proposer_name
    proposal.organization, proposal.circle = given.organization, given.circle


def keep_parts(proposal: Proposal, given: ProposalDraft) -> None:
    """The parts of the estimate as they are now; what they were stands in the steps."""
    proposal.parts.all().delete()
    CostPart.objects.bulk_create(
        CostPart(proposal=proposal, position=position, what=part.what, yen=part.yen)
        for position, part in enumerate(given.parts, start=1)
    )


def write(
    proposal: Proposal,
    act: ProposalAct,
    *,
    actor_key: str,
    now: datetime,
    reason: str = "",
    department: Organization | None = None,
) -> ProposalStep:
    """Write down a step of a proposal, with all that stands there now."""
    facts = facts_of(proposal)
    return ProposalStep.objects.create(
        proposal=proposal,
        act=act,
        reason=reason,
        facts=facts,
        digest=facts_digest(facts),
        department=department,
        actor_key=actor_key,
        done_at=now,
    )


def facts_of(proposal: Proposal) -> dict[str, Any]:
    """All that a proposal says, in plain values. One query."""
    return {
        "title": proposal.title,
        "words": proposal.words,
        "where": proposal.where,
        "for_whom": proposal.for_whom,
        "ward": proposal.ward_id,
        "cost_yen": proposal.cost_yen,
        "parts": [[part.what, part.yen] for part in proposal.parts.all()],
        "proposer": str(proposal.proposer),
        "proposer_name": proposal.proposer_name,
        "organization": proposal.organization_id,
        "circle": proposal.circle_id,
        "verdict": str(proposal.verdict),
        "merged_into": proposal.merged_into_id,
    }
