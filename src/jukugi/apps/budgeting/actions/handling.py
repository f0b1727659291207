"""What becomes of a proposal: shown or hidden, answered by a department, corrected, merged, withdrawn."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant, User
from jukugi.apps.budgeting import permissions
from jukugi.apps.budgeting.actions.proposing import (
    ProposalDraft,
    checked_draft,
    facts_of,
    keep,
    keep_parts,
    lay_on,
    write,
)
from jukugi.apps.budgeting.enums.proposals import ProposalAct, ProposalState, Verdict
from jukugi.apps.budgeting.enums.rounds import WORDS_LIMIT, YEN_AT_MOST, RoundState
from jukugi.apps.budgeting.errors import proposals as errors
from jukugi.apps.budgeting.models import Feasibility, Proposal, ProposalTie, Round
from jukugi.apps.organizations.models import Organization
from jukugi.kit import audit
from jukugi.kit.worded import checked

CHANGEABLE = (RoundState.ANNOUNCED,)


@transaction.atomic
def show_proposal(*, proposal: Proposal, actor: User, now: datetime) -> Proposal:
    """Let everybody read it. Raises NotAllowed, RoundFrozen or AlreadyAnswered."""
    current = _handled(proposal, actor, ProposalState.WAITING, ProposalState.HIDDEN)
    return _moved(current, ProposalState.SHOWN, ProposalAct.SHOWN, actor, now)


@transaction.atomic
def hide_proposal(*, proposal: Proposal, reason: str, actor: User, now: datetime) -> Proposal:
    """Show it to nobody, with a reason that its author reads. Raises besides what words can raise."""
    current = _handled(proposal, actor, ProposalState.WAITING, ProposalState.SHOWN)
    return _moved(current, ProposalState.HIDDEN, ProposalAct.HIDDEN, actor, now, reason=_reason(reason))


@transaction.atomic
def assess_proposal(
    *,
    proposal: Proposal,
    verdict: Verdict,
    reason: str,
    department: Organization,
    actor: User,
    now: datetime,
    change: str = "",
    cost_yen: int | None = None,
    cost_reason: str = "",
) -> Feasibility:
    """A department answers whether it can be done, why, and what it really costs; a later answer counts.

    Raises NotAllowed, RoundFrozen, AlreadyAnswered, ChangeMissing, CostReasonMissing and what words can raise.
    """
    current = _handled(proposal, actor, ProposalState.SHOWN)
    cost = current.cost_yen if cost_yen is None else cost_yen
    words = checked(change, field=_("直すところ"), limit=WORDS_LIMIT)
    why_cost = checked(cost_reason, field=_("費用を直す理由"), limit=WORDS_LIMIT)
    if verdict == Verdict.IF_CHANGED and not words:
        raise errors.ChangeMissing
    if not 0 < cost <= YEN_AT_MOST or (cost != current.cost_yen and not why_cost):
        raise errors.CostReasonMissing(before=current.cost_yen, after=cost)
    answer = Feasibility.objects.create(
        proposal=current,
        verdict=verdict,
        reason=_reason(reason),
        change=words,
        cost_before_yen=current.cost_yen,
        cost_yen=cost,
        cost_reason=why_cost,
        department=department,
        actor_key=actor.actor_key,
        answered_at=now,
    )
    current.verdict, current.cost_yen = verdict, cost
    current.save(update_fields=["verdict", "cost_yen"])
    write(current, ProposalAct.ASSESSED, actor_key=actor.actor_key, now=now, department=department)
    audit.record("budgeting.proposal_assessed", actor=actor, subject=current, at=now, details={"verdict": str(verdict)})
    return answer


@transaction.atomic
def correct_proposal(*, proposal: Proposal, draft: ProposalDraft, reason: str, actor: User, now: datetime) -> Proposal:
    """Change it as was agreed with who proposed it; what stood before stays, and a department answers anew.

    Raises NotAllowed, RoundFrozen, AlreadyAnswered, NothingChanged and what a draft and words can raise.
    """
    current = _handled(proposal, actor, ProposalState.SHOWN)
    given = checked_draft(current.round, draft)
    before = facts_of(current)
    lay_on(current, given)
    parts = [[part.what, part.yen] for part in given.parts]
    if facts_of(current) | {"parts": parts} == before:
        raise errors.NothingChanged
    why = _reason(reason)
    current.verdict = ""
    current.save()
    keep_parts(current, given)
    write(current, ProposalAct.CORRECTED, actor_key=actor.actor_key, now=now, reason=why)
    audit.record("budgeting.proposal_corrected", actor=actor, subject=current, at=now)
    return current


@transaction.atomic
def merge_proposals(
    *, sources: Sequence[Proposal], draft: ProposalDraft, reason: str, actor: User, now: datetime
) -> Proposal:
    """Make one proposal of several: the originals stay with their numbers, and lead to what they became.

    Raises NotAllowed, RoundFrozen, AlreadyAnswered, MergesTooFew, MergesAcross and what a draft and words can raise.
    """
    keys = sorted({source.pk for source in sources})
    if len(keys) < 2:
        raise errors.MergesTooFew(count=len(keys))
    if len({source.round_id for source in sources}) != 1:
        raise errors.MergesAcross
    currents = [_handled(source, actor, ProposalState.SHOWN) for source in sorted(sources, key=lambda one: one.pk)]
    why = _reason(reason)
    given = checked_draft(currents[0].round, draft)
    made = keep(currents[0].round, given, Channel.WEB, "", received_at=now, now=now, state=ProposalState.SHOWN)
    write(made, ProposalAct.MADE, actor_key=actor.actor_key, now=now, reason=why)
    for current in currents:
        ProposalTie.objects.create(made=made, source=current, reason=why, actor_key=actor.actor_key, tied_at=now)
        current.state, current.merged_into = ProposalState.MERGED, made
        current.save(update_fields=["state", "merged_into"])
        write(current, ProposalAct.MERGED, actor_key=actor.actor_key, now=now, reason=why)
    audit.record("budgeting.proposals_merged", actor=actor, subject=made, at=now, details={"sources": keys})
    return made


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, reason: str, actor: User | Participant, now: datetime) -> Proposal:
    """Take it back: who sent it from this device, or an officer whom they asked, with a reason.

    Raises NotAnAuthor, NotAllowed, RoundFrozen, AlreadyAnswered and what words can raise.
    """
    current = _locked(proposal)
    if isinstance(actor, User):
        permissions.check_can_run(actor, current.round.area)
    elif not current.author_key or current.author_key != actor.actor_key:
        raise errors.NotAnAuthor
    _check(current, ProposalState.WAITING, ProposalState.SHOWN)
    return _moved(current, ProposalState.WITHDRAWN, ProposalAct.WITHDRAWN, actor, now, reason=_reason(reason))


def _moved(
    current: Proposal,
    state: ProposalState,
    act: ProposalAct,
    actor: User | Participant,
    now: datetime,
    *,
    reason: str = "",
) -> Proposal:
    current.state = state
    current.save(update_fields=["state"])
    write(current, act, actor_key=actor.actor_key, now=now, reason=reason)
    audit.record(f"budgeting.proposal_{act}", actor=actor, subject=current, at=now)
    return current


def _handled(proposal: Proposal, actor: User, *states: ProposalState) -> Proposal:
    current = _locked(proposal)
    permissions.check_can_run(actor, current.round.area)
    _check(current, *states)
    return current


def _check(current: Proposal, *states: ProposalState) -> None:
    if current.round.state not in CHANGEABLE:
        raise errors.RoundFrozen
    if current.state not in states:
        raise errors.AlreadyAnswered(title=current.title, state=current.get_state_display())


def _locked(proposal: Proposal) -> Proposal:
    """The proposal as it is now, locked, after its round: opening a vote and handling wait for each other."""
    Round.objects.select_for_update(of=("self",)).get(pk=proposal.round_id)
    locked = Proposal.objects.select_for_update(of=("self",)).select_related("round__area", "ward", "organization")
    return locked.get(pk=proposal.pk)


def _reason(words: str) -> str:
    return checked(words, field=_("理由"), limit=WORDS_LIMIT, is_needed=True)
