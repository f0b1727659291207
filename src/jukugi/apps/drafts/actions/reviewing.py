"""Reviewers invited to a draft, what they write beside its clauses, and what the author does with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.actions import new_token, token_hash
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.permissions import is_staff
from jukugi.apps.drafts import errors, permissions, policies
from jukugi.apps.drafts.actions.standing import locked_edition, text_of
from jukugi.apps.drafts.enums import REASON_LIMIT, CommentOutcome, InvitationWay
from jukugi.apps.drafts.models import Clause, ClauseWriting, Edition, ReviewComment, ReviewInvitation
from jukugi.apps.drafts.models.reviewing import LABEL_LIMIT
from jukugi.apps.organizations.queries import department_of
from jukugi.kit import audit
from jukugi.kit.worded import checked, checked_line

LABEL, COMMENT, ANSWER = _("呼び名"), _("コメント"), _("答え")
COMMENT_LIMIT = 2_000
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Invited:
    """A new invitation; ``code`` is told this once and kept nowhere. "" for a member of staff, who signs in."""

    invitation: ReviewInvitation
    code: str


@transaction.atomic
def invite_by_link(*, edition: Edition, label: str, days: int, actor: User, now: datetime) -> Invited:
    """Let somebody without a sign-in review an edition by a secret link.

    Raises NotAllowed, ProcessFinished, ReviewNotOpen, TooManyReviewers, ReviewDaysOutOfRange and what the label can
    raise.
    """
    name = checked_line(label, field=LABEL, limit=LABEL_LIMIT, is_needed=True)
    code = new_token()
    invitation = _invite(edition, days, actor, now, way=InvitationWay.LINK, label=name, code_hash=token_hash(code))
    return Invited(invitation, code)


@transaction.atomic
def invite_staff(*, edition: Edition, reviewer: User, days: int, actor: User, now: datetime) -> Invited:
    """Let a member of staff with a role review an edition.

    Raises besides what ``invite_by_link`` raises ReviewerNotStaff or InvitedAlready.
    """
    if not is_staff(reviewer):
        raise errors.ReviewerNotStaff
    current = locked_edition(edition, actor)
    if current.invitations.filter(reviewer=reviewer, withdrawn_at__isnull=True).exists():
        raise errors.InvitedAlready(name=reviewer.display_name)
    label = reviewer.display_name[:LABEL_LIMIT]
    invitation = _invite(edition, days, actor, now, way=InvitationWay.STAFF, label=label, reviewer=reviewer)
    return Invited(invitation, "")


@transaction.atomic
def withdraw_invitation(*, invitation: ReviewInvitation, actor: User, now: datetime) -> None:
    """End an invitation; what was written stays with the author. Raises NotAllowed or InvitationWithdrawn."""
    permissions.check_can_write(actor, invitation.edition.document)
    ended = ReviewInvitation.objects.filter(pk=invitation.pk, withdrawn_at__isnull=True)
    if not ended.update(withdrawn_at=now, code_hash=None):
        raise errors.InvitationWithdrawn
    audit.record("drafts.reviewer_withdrawn", actor=actor, subject=invitation, at=now)


@transaction.atomic
def write_comment(*, invitation: ReviewInvitation, clause: Clause, text: str, now: datetime) -> ReviewComment:
    """Keep what a reviewer says beside a clause; the one that is not answered yet is changed.

    Raises ReviewNotOpen, InvitationOver, TooManySaves, ClauseNotHere and what the words can raise.
    """
    words = checked(text, field=COMMENT, limit=COMMENT_LIMIT, is_needed=True)
    _count_save(invitation, now)
    beside = text_of(invitation.edition, clause)
    comment = invitation.comments.open().select_for_update().filter(clause=clause).first()
    if comment is None:
        comment = ReviewComment(invitation=invitation, clause=clause, written_at=now)
    elif comment.text == words:
        return comment
    comment.text, comment.digest, comment.changed_at = words, beside.digest, now
    comment.save()
    audit.record("drafts.comment_written", actor=invitation, subject=comment, at=now)
    return comment


@transaction.atomic
def withdraw_comment(*, comment: ReviewComment, now: datetime) -> None:
    """Take back what was not answered yet. Raises ReviewNotOpen, InvitationOver, TooManySaves or CommentAnswered."""
    _count_save(comment.invitation, now)
    current = _open_comment(comment)
    current.withdrawn_at = now
    current.save(update_fields=["withdrawn_at"])
    audit.record("drafts.comment_withdrawn", actor=comment.invitation, subject=comment, at=now)


@transaction.atomic
def answer_comment(
    *, comment: ReviewComment, outcome: CommentOutcome, answer: str, actor: User, now: datetime
) -> ReviewComment:
    """Tell a reviewer what became of a comment. One that was taken over names the newest writing of its clause.

    Raises NotAllowed, ProcessFinished, CommentAnswered, CommentWithdrawn, TakenOverNeedsWriting and what the words can
    raise.
    """
    edition = locked_edition(comment.invitation.edition, actor)
    is_needed = outcome != CommentOutcome.TAKEN_OVER
    words = checked(answer, field=ANSWER, limit=REASON_LIMIT, is_needed=is_needed)
    current = _open_comment(comment)
    if outcome == CommentOutcome.TAKEN_OVER:
        current.writing = _writing_since(edition, current)
    current.outcome, current.answer = outcome, words
    current.answered_by, current.answered_at = actor.actor_key, now
    current.department = department_of(actor, day=timezone.localdate(now))
    current.save()
    audit.record("drafts.comment_answered", actor=actor, subject=current, at=now, details={"outcome": outcome})
    return current


def forget_reviewers(edition: Edition, now: datetime) -> None:
    """When an edition comes out: links end and the names of reviewers go, in the caller's transaction. One query."""
    edition.invitations.filter(label_erased_at__isnull=True).update(label="", code_hash=None, label_erased_at=now)


@transaction.atomic
def erase_old_reviews(*, now: datetime, kept: timedelta = policies.COMMENTS_KEPT) -> int:
    """Erase the words of comments, and names, whose time is over; rows and answers stay. How many."""
    limit = now - kept
    over = ReviewInvitation.objects.filter(
        Q(edition__published_at__lt=limit) | Q(edition__published_at__isnull=True, expires_at__lt=limit)
    )
    named = ReviewInvitation.objects.filter(pk__in=over.filter(label_erased_at__isnull=True).values("pk"))
    named.update(label="", code_hash=None, label_erased_at=now)
    old = ReviewComment.objects.filter(invitation__in=over.values("pk"), erased_at__isnull=True)
    return old.update(text="", erased_at=now)


def _invite(
    edition: Edition,
    days: int,
    actor: User,
    now: datetime,
    *,
    way: InvitationWay,
    label: str,
    reviewer: User | None = None,
    code_hash: str | None = None,
) -> ReviewInvitation:
    current = locked_edition(edition, actor)
    policies.check_takes_reviewers(current)
    if not 1 <= days <= policies.REVIEW_DAYS_AT_MOST:
        raise errors.ReviewDaysOutOfRange(days=days, limit=policies.REVIEW_DAYS_AT_MOST)
    count = current.invitations.count()
    if count >= policies.REVIEWERS_AT_MOST:
        raise errors.TooManyReviewers(limit=policies.REVIEWERS_AT_MOST)
    invitation = ReviewInvitation.objects.create(
        edition=current,
        number=count + 1,
        way=way,
        label=label,
        reviewer=reviewer,
        code_hash=code_hash,
        expires_at=now + timedelta(days=days),
        invited_by=actor.actor_key,
        department=department_of(actor, day=timezone.localdate(now)),
        invited_at=now,
    )
    audit.record("drafts.reviewer_invited", actor=actor, subject=invitation, at=now, details={"way": way})
    return invitation


def _count_save(invitation: ReviewInvitation, now: datetime) -> None:
    """One save more within the hour, of somebody who may still write."""
    related = ReviewInvitation.objects.select_for_update(of=("self",)).select_related("edition")
    current = related.get(pk=invitation.pk)
    policies.check_is_at_review(current, now=now)
    if current.counted_from is None or now - current.counted_from >= HOUR:
        ReviewInvitation.objects.filter(pk=current.pk).update(saves=1, counted_from=now)
        return
    if current.saves >= policies.SAVES_AN_HOUR:
        raise errors.TooManySaves(limit=policies.SAVES_AN_HOUR)
    ReviewInvitation.objects.filter(pk=current.pk).update(saves=F("saves") + 1)


def _open_comment(comment: ReviewComment) -> ReviewComment:
    current = ReviewComment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if current.withdrawn_at is not None:
        raise errors.CommentWithdrawn
    if current.answered_at is not None:
        raise errors.CommentAnswered
    return current


def _writing_since(edition: Edition, comment: ReviewComment) -> ClauseWriting:
    """The newest writing of the clause, whose words are not those that the reviewer had before them."""
    writings = ClauseWriting.objects.filter(edition=edition, clause=comment.clause_id)
    newest = writings.order_by("-version").first()
    if newest is None or newest.digest == comment.digest:
        raise errors.TakenOverNeedsWriting
    return newest
