"""Reviewers who were invited to a draft, and what they wrote beside its clauses. None of it is public."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from jukugi.apps.accounts.models import User, new_key
from jukugi.apps.drafts.enums import CommentOutcome, InvitationWay
from jukugi.apps.drafts.models.clauses import Clause, ClauseWriting
from jukugi.apps.drafts.models.editions import Edition
from jukugi.apps.organizations.models import Organization

LABEL_LIMIT = 60


class ReviewInvitation(models.Model):
    """Somebody who may read an edition at work and write beside its clauses (査読者), until a moment.

    A member of staff signs in; anybody else has a link with a secret code, of which only a hash is kept. ``label`` is
    what staff call them; it goes when the edition is published. ``actor_key`` stands for them in the audit log.
    ``saves`` counts what they saved since ``counted_from``.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="invitations")
    number = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=8, choices=InvitationWay)
    reviewer = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="reviews_drafts")
    label = models.CharField(max_length=LABEL_LIMIT, blank=True)
    code_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    actor_key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    label_erased_at = models.DateTimeField(null=True, blank=True)
    invited_by = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    saves = models.PositiveIntegerField(default=0)
    counted_from = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="one_reviewer_per_number"),
            models.UniqueConstraint(
                fields=["edition", "reviewer"],
                condition=Q(withdrawn_at__isnull=True, reviewer__isnull=False),
                name="a_member_of_staff_is_invited_once",
            ),
            models.CheckConstraint(
                condition=Q(way=InvitationWay.STAFF, code_hash__isnull=True)
                | Q(way=InvitationWay.LINK, reviewer__isnull=True),
                name="a_link_or_a_sign_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.number}"

    def is_open(self, now: datetime) -> bool:
        """Whether they may still read and write."""
        return self.withdrawn_at is None and now < self.expires_at


class ReviewCommentQuerySet(models.QuerySet["ReviewComment"]):
    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(withdrawn_at__isnull=True)

    def open(self) -> Self:
        """Those that wait for the author."""
        return self.standing().filter(answered_at__isnull=True)


class ReviewComment(models.Model):
    """What a reviewer wrote beside a clause, and what became of it.

    Theirs to change until it is answered. ``digest`` is that of the words beside which it was written. ``writing`` is
    the one that took it over. Its words go at the end of their time (``erased_at``); the row and the answer stay.
    """

    invitation = models.ForeignKey(ReviewInvitation, on_delete=models.PROTECT, related_name="comments")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=CommentOutcome, blank=True)
    answer = models.TextField(blank=True)
    writing = models.ForeignKey(
        ClauseWriting, null=True, blank=True, on_delete=models.PROTECT, related_name="answers_comments"
    )
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ReviewCommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "clause"],
                condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_comment_beside_a_clause",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(erased_at__isnull=False), name="review_comment_has_words_until_erased"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, outcome="", answer="", answered_by="", writing__isnull=True)
                | (Q(answered_at__isnull=False) & ~Q(outcome="") & ~Q(answered_by="")),
                name="review_comment_is_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(writing__isnull=True) | Q(outcome=CommentOutcome.TAKEN_OVER),
                name="a_writing_takes_a_comment_over",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=[CommentOutcome.ANSWERED, CommentOutcome.NOT_TAKEN]) | ~Q(answer=""),
                name="review_answer_has_words",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(answered_at__isnull=True),
                name="what_is_answered_is_not_taken_back",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id}: {self.clause_id}"
