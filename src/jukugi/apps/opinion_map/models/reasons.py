"""Reasons for and against a statement, who found them helpful, and what the city replied."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jukugi.apps.accounts.models import Participant
from jukugi.apps.opinion_map.enums import ReasonSide, StatementState
from jukugi.apps.opinion_map.models.topics import Statement
from jukugi.apps.organizations.models import Organization

REASON_LIMIT = 200


class ReasonQuerySet(models.QuerySet["Reason"]):
    def shown(self) -> "ReasonQuerySet":
        """Reasons that the public reads."""
        return self.filter(state=StatementState.SHOWN)

    def waiting(self) -> "ReasonQuerySet":
        """Reasons that wait for a member of staff, oldest first."""
        return self.filter(state=StatementState.WAITING).order_by("created_at", "pk")


class Reason(models.Model):
    """Why somebody agrees or disagrees with a statement, or under which condition they would agree.

    Its words never change; ``state`` follows its last review. As of the topic's last map: ``helped`` people found it
    helpful, and ``standing`` is the lower bound of the share that did in the group where the fewest did, 0..1; None
    where it was not counted yet. ``is_shared``: a condition that so many share, across groups, that it is offered to
    staff as a statement.
    """

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="reasons")
    side = models.CharField(max_length=10, choices=ReasonSide)
    text = models.TextField()
    author = models.ForeignKey(Participant, null=True, blank=True, on_delete=models.SET_NULL, related_name="reasons")
    receipt = models.CharField(max_length=12, unique=True)
    state = models.CharField(max_length=8, choices=StatementState)
    helped = models.PositiveIntegerField(default=0)
    standing = models.FloatField(null=True, blank=True)
    is_shared = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects = ReasonQuerySet.as_manager()

    class Meta:
        ordering = ["statement", "created_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="reason_has_words")]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.side}"

    def get_absolute_url(self) -> str:
        path = reverse("opinion_map:reasons", args=[self.statement.topic_id, self.statement_id])
        return f"{path}#reason-{self.pk}"


class ReasonReview(models.Model):
    """A decision of staff on a reason. Never changed; the reason of a hiding is public."""

    reason = models.ForeignKey(Reason, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=8, choices=StatementState)
    note = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=StatementState.HIDDEN) | ~Q(note=""), name="hiding_a_reason_has_a_note"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reason_id}: {self.state}"


class HelpfulMark(models.Model):
    """That somebody finds a reason helpful, or no longer does (``is_on``), whichever way they answered themselves."""

    reason = models.ForeignKey(Reason, on_delete=models.PROTECT, related_name="marks")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="helpful_marks")
    is_on = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "reason"], name="one_mark_per_reason")]

    def __str__(self) -> str:
        return f"{self.reason_id}/{self.participant_id}"


class ReasonReply(models.Model):
    """An answer to a reason by a facilitator or the city, with their name. There are no answers to answers."""

    reason = models.ForeignKey(Reason, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField()
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    actor_key = models.CharField(max_length=40)
    replied_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["replied_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="reply_has_words")]

    def __str__(self) -> str:
        return f"{self.reason_id}: {self.replied_at:%Y-%m-%d}"
