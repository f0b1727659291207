"""What was found is written, rests on something, is approved by another, and leads to issues."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.models import User
from jukugi.apps.evaluations import errors, permissions, policies
from jukugi.apps.evaluations.actions.standing import locked_finding, locked_review, tell_of_finding
from jukugi.apps.evaluations.enums import (
    BASES_AT_MOST,
    LINE_LIMIT,
    REASON_LIMIT,
    TITLE_LIMIT,
    WORDS_LIMIT,
    BasisKind,
    FindingAct,
    FindingKind,
    FindingState,
    ReviewState,
    SheetState,
)
from jukugi.apps.evaluations.models import (
    EvaluationSheet,
    Finding,
    FindingBasis,
    FindingLink,
    MeasureFact,
    Review,
    ReviewedMeasure,
)
from jukugi.apps.issues.models import Issue
from jukugi.apps.organizations.queries import department_of
from jukugi.apps.processes.policies import check_is_running
from jukugi.kit import audit
from jukugi.kit.worded import checked, checked_line


@dataclass(frozen=True)
class FindingDraft:
    """A finding as it is typed."""

    kind: FindingKind | str
    title: str
    text: str
    dissent: str = ""
    measure: ReviewedMeasure | None = None


@transaction.atomic
def write_finding(
    *, review: Review, draft: FindingDraft, actor: User, now: datetime, finding: Finding | None = None
) -> Finding:
    """Write a new finding, or a draft anew, once sheets are in and until the result is public.

    Raises NotAllowed, ProcessFinished, ReviewNotInState, FindingNotInState and what the words can raise.
    """
    current = locked_review(review, actor)
    policies.check_state(current, ReviewState.OPENED, ReviewState.CLOSED)
    if finding is None:
        row = Finding(review=current, number=current.next_finding)
        Review.objects.filter(pk=current.pk).update(next_finding=current.next_finding + 1)
    else:
        row = locked_finding(finding, actor)
        policies.check_finding(row, FindingState.DRAFTED)
    if draft.measure is not None and draft.measure.review_id != current.pk:
        raise errors.BasisNotPublic
    row.kind = FindingKind(draft.kind)
    row.title = checked_line(draft.title, field=_("ひとことで"), limit=TITLE_LIMIT, is_needed=True)
    row.text = checked(draft.text, field=_("くわしく"), limit=WORDS_LIMIT, is_needed=True)
    row.dissent = checked(draft.dissent, field=_("ちがう見方"), limit=WORDS_LIMIT)
    row.measure, row.written_by, row.written_at = draft.measure, actor.actor_key, now
    row.save()
    tell_of_finding(row, FindingAct.WRITTEN, actor, now)
    return row


@transaction.atomic
def add_basis(
    *,
    finding: Finding,
    actor: User,
    now: datetime,
    sheet: EvaluationSheet | None = None,
    fact: MeasureFact | None = None,
    words: str = "",
    url: str = "",
) -> FindingBasis:
    """Say on what a draft rests: a sheet whose words are public, a fact, or the sentence of a gap.

    Raises NotAllowed, ProcessFinished, FindingNotInState, BasisNotPublic, BasisTwice, TooManyRows and what the words
    can raise.
    """
    current = locked_finding(finding, actor)
    policies.check_finding(current, FindingState.DRAFTED)
    if current.bases.count() >= BASES_AT_MOST:
        raise errors.TooManyRows(field=_("よりどころ"), limit=BASES_AT_MOST)
    named: dict[str, Any]
    if sheet is not None:
        if sheet.state != SheetState.SHOWN or sheet.measure.review_id != current.review_id:
            raise errors.BasisNotPublic
        named = {"kind": BasisKind.SHEET, "sheet": sheet}
    elif fact is not None:
        if fact.measure.review_id != current.review_id:
            raise errors.BasisNotPublic
        named = {"kind": BasisKind.FACT, "fact": fact}
    else:
        said = checked_line(words, field=_("認識の差"), limit=2 * LINE_LIMIT, is_needed=True)
        named = {"kind": BasisKind.GAP, "words": said}
        if url.startswith("/") and not url.startswith("//"):
            named["url"] = checked_line(url, field=_("ページ"), limit=LINE_LIMIT)
    if current.bases.filter(**{name: value for name, value in named.items() if name != "url"}).exists():
        raise errors.BasisTwice
    basis = FindingBasis.objects.create(finding=current, **named)
    audit.record("evaluations.basis_added", actor=actor, subject=current, at=now)
    return basis


@transaction.atomic
def remove_basis(*, basis: FindingBasis, actor: User, now: datetime) -> None:
    """Take a basis off a draft. Raises NotAllowed, ProcessFinished or FindingNotInState."""
    current = locked_finding(basis.finding, actor)
    policies.check_finding(current, FindingState.DRAFTED)
    current.bases.filter(pk=basis.pk).delete()
    audit.record("evaluations.basis_removed", actor=actor, subject=current, at=now)


@transaction.atomic
def submit_finding(*, finding: Finding, actor: User, now: datetime) -> None:
    """Ask somebody else to approve it. Raises besides FindingWithoutBasis: what rests on nothing is not a finding."""
    current = locked_finding(finding, actor)
    policies.check_finding(current, FindingState.DRAFTED)
    if not current.bases.exists():
        raise errors.FindingWithoutBasis
    current.state, current.submitted_by = FindingState.SUBMITTED, actor.actor_key
    current.save(update_fields=["state", "submitted_by"])
    tell_of_finding(current, FindingAct.SUBMITTED, actor, now)


@transaction.atomic
def send_finding_back(*, finding: Finding, note: str, actor: User, now: datetime) -> None:
    """Let it be written anew, with a word why, until the result is public."""
    current = locked_finding(finding, actor)
    policies.check_finding(current, FindingState.SUBMITTED, FindingState.APPROVED)
    policies.check_state(current.review, ReviewState.OPENED, ReviewState.CLOSED)
    why = checked(note, field=_("直してほしいところ"), limit=REASON_LIMIT, is_needed=True)
    current.state, current.submitted_by, current.approved_by, current.approved_at = FindingState.DRAFTED, "", "", None
    current.save(update_fields=["state", "submitted_by", "approved_by", "approved_at"])
    tell_of_finding(current, FindingAct.SENT_BACK, actor, now, why)


@transaction.atomic
def approve_finding(*, finding: Finding, actor: User, now: datetime) -> None:
    """Somebody who neither wrote nor submitted it stands for it. Raises besides SamePerson."""
    current = locked_finding(finding, actor)
    policies.check_finding(current, FindingState.SUBMITTED)
    if actor.actor_key in (current.written_by, current.submitted_by):
        raise errors.SamePerson
    current.state, current.approved_by, current.approved_at = FindingState.APPROVED, actor.actor_key, now
    current.save(update_fields=["state", "approved_by", "approved_at"])
    tell_of_finding(current, FindingAct.APPROVED, actor, now)


@transaction.atomic
def discard_finding(*, finding: Finding, note: str, actor: User, now: datetime) -> None:
    """Give up a draft, with a word why; the row and its steps stay, for staff.

    Raises NotAllowed, ProcessFinished, FindingNotInState and what the note can raise.
    """
    current = locked_finding(finding, actor)
    policies.check_finding(current, FindingState.DRAFTED)
    why = checked(note, field=_("取り下げる理由"), limit=REASON_LIMIT, is_needed=True)
    current.state = FindingState.DROPPED
    current.save(update_fields=["state"])
    tell_of_finding(current, FindingAct.DROPPED, actor, now, why)


@transaction.atomic
def link_finding(*, finding: Finding, issue: Issue, reason: str, actor: User, now: datetime) -> FindingLink:
    """Say what a finding has to do with an issue.

    Raises NotAllowed, ProcessFinished, IssueOfAnotherProcess, LinkedAlready and what the reason can raise.
    """
    current = locked_finding(finding, actor)
    if issue.process_id != current.review.process_id:
        raise errors.IssueOfAnotherProcess
    why = checked(reason, field=_("理由"), limit=REASON_LIMIT, is_needed=True)
    if current.links.in_force().filter(issue=issue).exists():
        raise errors.LinkedAlready
    link = FindingLink.objects.create(
        finding=current,
        issue=issue,
        reason=why,
        actor_key=actor.actor_key,
        department=department_of(actor, day=timezone.localdate(now)),
        linked_at=now,
    )
    audit.record("evaluations.finding_linked", actor=actor, subject=link, at=now)
    return link


@transaction.atomic
def end_finding_link(*, link: FindingLink, reason: str, actor: User, now: datetime) -> None:
    """Take a finding off an issue, with a reason; the row stays. Raises NotAllowed, ProcessFinished, LinkEnded."""
    permissions.check_can_run(actor, link.finding.review.area)
    check_is_running(link.finding.review.process)
    why = checked(reason, field=_("理由"), limit=REASON_LIMIT, is_needed=True)
    in_force = FindingLink.objects.in_force().filter(pk=link.pk)
    if not in_force.update(ended_at=now, ended_reason=why, ended_by=actor.actor_key):
        raise errors.LinkEnded
    audit.record("evaluations.finding_link_ended", actor=actor, subject=link, at=now)
