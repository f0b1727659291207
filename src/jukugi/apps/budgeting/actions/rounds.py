"""A round is prepared, announced, opened for votes, and closed; each step is told."""

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.budgeting import permissions, policies
from jukugi.apps.budgeting.enums.proposals import ProposalAct, ProposalState, Verdict
from jukugi.apps.budgeting.enums.rounds import (
    LINE_LIMIT,
    PROJECTS_AT_MOST,
    TITLE_LIMIT,
    WORDS_LIMIT,
    YEN_AT_MOST,
    CompletionRule,
    CountRule,
    RoundAct,
    RoundState,
    Scope,
    StopRule,
    TieRule,
    Verification,
)
from jukugi.apps.budgeting.errors import rounds as errors
from jukugi.apps.budgeting.models import PaperBallot, Project, Proposal, ProposalStep, Round, RoundStep
from jukugi.apps.budgeting.models.rounds import facts_digest
from jukugi.apps.processes.models import Process
from jukugi.kit import audit
from jukugi.kit.pages.wording import jday
from jukugi.kit.worded import checked, checked_line


@dataclass(frozen=True)
class Rules:
    """What decides the vote, as it is typed."""

    rule: CountRule = CountRule.EQUAL_SHARES
    completion: CompletionRule = CompletionRule.ADD1_UTILITARIAN
    stop: StopRule = StopRule.INTEGRAL
    increment_yen: int = 1
    ties: tuple[TieRule, ...] = (TieRule.MAX_VOTES, TieRule.MIN_COST)
    lot_words: str = ""
    approvals_least: int = 1
    approvals_most: int | None = None
    supporters_least: int = 0
    share_divisor: int | None = None
    verification: Verification = Verification.DEVICE
    age_from: int | None = None
    who_may_vote: str = ""


@dataclass(frozen=True)
class RoundDraft:
    """A round as it is typed."""

    scope: Scope
    title: str
    purpose: str
    fiscal_year: int
    budget_yen: int
    proposals_from: date
    proposals_until: date
    vote_from: date
    vote_until: date
    area: Area | None = None
    companion: Round | None = None
    process: Process | None = None
    contact: str = ""
    rules: Rules = field(default_factory=Rules)


@transaction.atomic
def prepare_round(*, draft: RoundDraft, actor: User, now: datetime, is_sample: bool = False) -> Round:
    """Prepare a round; nobody but staff sees it yet. Raises NotAllowed and what a draft can raise (``_checked``)."""
    permissions.check_can_run(actor, draft.area)
    made = Round.objects.create(
        begun_at=now, actor_key=actor.actor_key, is_sample=is_sample, **_checked(draft, today=timezone.localdate(now))
    )
    tell(made, RoundAct.PREPARED, actor, now)
    return made


@transaction.atomic
def change_round(*, budget_round: Round, draft: RoundDraft, actor: User, now: datetime) -> Round:
    """Change what is being prepared. Raises besides RoundNotInState: what was announced stands."""
    current = locked_round(budget_round, actor, RoundState.PREPARED)
    permissions.check_can_run(actor, draft.area)
    Round.objects.filter(pk=current.pk).update(**_checked(draft, today=timezone.localdate(now)))
    current.refresh_from_db()
    tell(current, RoundAct.CHANGED, actor, now)
    return current


@transaction.atomic
def announce_round(*, budget_round: Round, actor: User, now: datetime) -> Round:
    """Publish the round with its rules; proposals are taken on its days.

    Raises NotAllowed, RoundNotInState or VotePast.
    """
    current = locked_round(budget_round, actor, RoundState.PREPARED)
    _check_ahead(current.vote_until, timezone.localdate(now))
    current.state, current.announced_at = RoundState.ANNOUNCED, now
    current.save(update_fields=["state", "announced_at"])
    tell(current, RoundAct.ANNOUNCED, actor, now, facts=current.rules)
    return current


@transaction.atomic
def open_voting(*, budget_round: Round, actor: User, now: datetime) -> Round:
    """Put the feasible proposals on the ballot and freeze rules and projects; votes are taken on the days of the vote.

    Every proposal must have its answer first. Raises NotAllowed, RoundNotInState, ProposalsStillTaken, VotePast,
    ProposalsUnanswered, NothingToVoteOn or TooManyProjects.
    """
    current = locked_round(budget_round, actor, RoundState.ANNOUNCED)
    today = timezone.localdate(now)
    if today <= current.proposals_until:
        raise errors.ProposalsStillTaken(day=jday(current.proposals_until))
    _check_ahead(current.vote_until, today)
    proposals = list(current.proposals.select_for_update(of=("self",)).order_by("pk"))
    open_ones = [one for one in proposals if _is_unanswered(one)]
    if open_ones:
        raise errors.ProposalsUnanswered(count=len(open_ones))
    projects = _put_on_ballot(current, proposals, actor, now)
    facts = {"rules": current.rules, "projects": [facts_of(project) for project in projects]}
    current.state, current.opened_at, current.rules_digest = RoundState.VOTING, now, facts_digest(facts)
    current.save(update_fields=["state", "opened_at", "rules_digest"])
    tell(current, RoundAct.OPENED, actor, now, facts=facts)
    return current


@transaction.atomic
def extend_voting(*, budget_round: Round, until: date, reason: str, actor: User, now: datetime) -> Round:
    """Give people more days. Raises NotAllowed, RoundNotInState, NotExtended and what words can raise."""
    current = locked_round(budget_round, actor, RoundState.VOTING)
    if until <= current.vote_until or until < timezone.localdate(now):
        raise errors.NotExtended(day=jday(current.vote_until))
    note = checked(reason, field=gettext_lazy("理由"), limit=WORDS_LIMIT, is_needed=True)
    current.vote_until = until
    current.save(update_fields=["vote_until"])
    tell(current, RoundAct.EXTENDED, actor, now, note=note, facts={"vote_until": until.isoformat()})
    return current


@transaction.atomic
def close_voting(*, budget_round: Round, actor: User, now: datetime) -> Round:
    """End the vote: nothing is added any more, it can be counted.

    Raises NotAllowed, RoundNotInState, VoteNotOver, or PapersUnsettled while ballots on paper wait for somebody.
    """
    current = locked_round(budget_round, actor, RoundState.VOTING)
    if now < current.vote_closes_at:
        raise errors.VoteNotOver(day=jday(current.vote_until))
    waiting = PaperBallot.objects.filter(round=current, readings__isnull=False, ballot=None, spoiled=None)
    if count := waiting.distinct().count():
        raise errors.PapersUnsettled(count=count)
    current.state, current.closed_at = RoundState.CLOSED, now
    current.save(update_fields=["state", "closed_at"])
    tell(current, RoundAct.CLOSED, actor, now)
    return current


@transaction.atomic
def withdraw_round(*, budget_round: Round, reason: str, actor: User, now: datetime) -> Round:
    """Give a round up, with a reason that everybody reads. Raises NotAllowed, RoundNotInState and what words can."""
    current = locked_round(budget_round, actor, RoundState.PREPARED, RoundState.ANNOUNCED, RoundState.VOTING)
    note = checked(reason, field=gettext_lazy("理由"), limit=WORDS_LIMIT, is_needed=True)
    current.state, current.withdrawn_reason = RoundState.WITHDRAWN, note
    current.save(update_fields=["state", "withdrawn_reason"])
    tell(current, RoundAct.WITHDRAWN, actor, now, note=note)
    return current


def locked_round(budget_round: Round, actor: User, *states: RoundState) -> Round:
    """The round as it is now, locked, for somebody who may run it. Raises NotAllowed or RoundNotInState."""
    related = Round.objects.select_for_update(of=("self",)).select_related("area", "companion")
    current = related.get(pk=budget_round.pk)
    permissions.check_can_run(actor, current.area)
    policies.check_state(current, *states)
    return current


def tell(
    budget_round: Round,
    act: RoundAct,
    actor: User | None,
    now: datetime,
    *,
    note: str = "",
    facts: dict[str, Any] | None = None,
) -> None:
    """Write down a step of a round."""
    said = facts or {}
    RoundStep.objects.create(
        round=budget_round,
        act=act,
        note=note,
        facts=said,
        digest=facts_digest(said),
        actor_key=actor.actor_key if actor is not None else "",
        done_at=now,
    )
    audit.record(f"budgeting.round_{act}", actor=actor, subject=budget_round, at=now)


def facts_of(project: Project) -> dict[str, Any]:
    """What stands on the ballot of a project, in plain values."""
    return {
        "number": project.number,
        "proposal": project.proposal_id,
        "title": project.title,
        "words": project.words,
        "where": project.where,
        "level": project.level,
        "ward": project.ward_id,
        "cost_yen": project.cost_yen,
    }


def _is_unanswered(proposal: Proposal) -> bool:
    if proposal.state == ProposalState.WAITING:
        return True
    return proposal.state == ProposalState.SHOWN and not proposal.verdict


def _put_on_ballot(current: Round, proposals: list[Proposal], actor: User, now: datetime) -> list[Project]:
    standing = [one for one in proposals if one.state == ProposalState.SHOWN]
    chosen = [one for one in standing if not _why_left_out(one, current)]
    if not chosen:
        raise errors.NothingToVoteOn
    if len(chosen) > PROJECTS_AT_MOST:
        raise errors.TooManyProjects(count=len(chosen), limit=PROJECTS_AT_MOST)
    projects = Project.objects.bulk_create(
        Project(
            round=current,
            number=number,
            proposal=one,
            title=one.title,
            words=one.words,
            where=one.where,
            level=one.level,
            ward_id=one.ward_id,
            cost_yen=one.cost_yen,
        )
        for number, one in enumerate(chosen, start=1)
    )
    numbers = {project.proposal_id: project.number for project in projects}
    ProposalStep.objects.bulk_create(_placed(one, numbers.get(one.pk), current, actor, now) for one in standing)
    return projects


def _placed(proposal: Proposal, number: int | None, current: Round, actor: User, now: datetime) -> ProposalStep:
    facts = {} if number is None else {"number": number, "cost_yen": proposal.cost_yen}
    return ProposalStep(
        proposal=proposal,
        act=ProposalAct.LEFT_OUT if number is None else ProposalAct.LISTED,
        reason=_why_left_out(proposal, current),
        facts=facts,
        digest=facts_digest(facts),
        actor_key=actor.actor_key,
        done_at=now,
    )


def _why_left_out(proposal: Proposal, current: Round) -> str:
    if proposal.verdict == Verdict.NOT_FEASIBLE:
        return _("担当の課が「実現できない」と答えたためです。")
    if proposal.verdict == Verdict.IF_CHANGED:
        return _("「直せば実現できる」という答えのあと、内容が直されなかったためです。")
    if proposal.cost_yen > current.budget_yen:
        return _("費用が、この回の予算より大きいためです。")
    return "" if proposal.cost_yen else _("費用が分からないためです。")


def _checked(draft: RoundDraft, *, today: date) -> dict[str, Any]:
    """Raises ScopeUnfit, DaysBackwards, VotePast, NoMoney, ApprovalsUnfit, CompanionUnfit and what words can."""
    rules = draft.rules
    if (draft.scope == Scope.WARD) != (draft.area is not None):
        raise errors.ScopeUnfit
    if not draft.proposals_from <= draft.proposals_until < draft.vote_from <= draft.vote_until:
        raise errors.DaysBackwards
    _check_ahead(draft.vote_until, today)
    if not 0 < draft.budget_yen <= YEN_AT_MOST:
        raise errors.NoMoney(limit=YEN_AT_MOST)
    if rules.approvals_most is not None and rules.approvals_most < max(rules.approvals_least, 1):
        raise errors.ApprovalsUnfit
    _check_companion(draft)
    words = asdict(rules) | {
        "ties": [str(tie) for tie in rules.ties],
        "increment_yen": max(1, rules.increment_yen),
        "lot_words": checked(rules.lot_words, field=gettext_lazy("くじの決め方"), limit=WORDS_LIMIT, is_needed=True),
        "who_may_vote": checked_line(
            rules.who_may_vote, field=gettext_lazy("投票できる人"), limit=LINE_LIMIT, is_needed=True
        ),
    }
    return {
        **words,
        "scope": draft.scope,
        "area": draft.area,
        "companion": draft.companion,
        "process": draft.process,
        "title": checked_line(draft.title, field=gettext_lazy("名前"), limit=TITLE_LIMIT, is_needed=True),
        "purpose": checked(draft.purpose, field=gettext_lazy("何のための予算か"), limit=WORDS_LIMIT, is_needed=True),
        "contact": checked_line(draft.contact, field=gettext_lazy("問い合わせ先"), limit=LINE_LIMIT),
        "fiscal_year": draft.fiscal_year,
        "budget_yen": draft.budget_yen,
        "proposals_from": draft.proposals_from,
        "proposals_until": draft.proposals_until,
        "vote_from": draft.vote_from,
        "vote_until": draft.vote_until,
    }


def _check_companion(draft: RoundDraft) -> None:
    other = draft.companion
    if other is None:
        return
    is_fit = draft.scope == Scope.WARD and other.scope == Scope.CITY and other.verification == draft.rules.verification
    if not is_fit:
        raise errors.CompanionUnfit(title=other.title)


def _check_ahead(day: date, today: date) -> None:
    if day < today:
        raise errors.VotePast(day=jday(day))
