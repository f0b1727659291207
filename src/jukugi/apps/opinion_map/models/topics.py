"""Topics, and the statements under them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jukugi.apps.accounts.models import Participant
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinion_map.enums import StatementOrigin, StatementState
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.processes.models import Process

TEXT_LIMIT = 140


class TopicQuerySet(models.QuerySet["Topic"]):
    def with_figures(self) -> "TopicQuerySet":
        """With what a list tells of a topic: its process, issue and area, and its map's figures without the map."""
        return self.select_related("process", "issue", "area", "live_map").defer("live_map__document")


class Topic(models.Model):
    """What is deliberated: a question under which statements are voted on."""

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="topics")
    issue = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="topics")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    attribution = models.TextField(blank=True)
    source_digest = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("opinion_map:vote", args=[self.pk])


class StatementQuerySet(models.QuerySet["Statement"]):
    def shown(self) -> "StatementQuerySet":
        """Statements that the public sees and votes on."""
        return self.filter(state=StatementState.SHOWN)

    def waiting(self) -> "StatementQuerySet":
        """Statements that wait for a member of staff, oldest first."""
        return self.filter(state=StatementState.WAITING).order_by("created_at", "pk")

    def answered_by(self, participant: Participant) -> "StatementQuerySet":
        return self.filter(current_votes__participant=participant)


class Statement(models.Model):
    """A short sentence to agree or disagree with. Its words never change; ``state`` follows its last review.

    ``opinion`` or ``condition``: the voice, or the condition of many, from which staff made it.
    """

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField()
    text = models.TextField()
    origin = models.CharField(max_length=12, choices=StatementOrigin)
    author = models.ForeignKey(Participant, null=True, blank=True, on_delete=models.SET_NULL, related_name="statements")
    receipt = models.CharField(max_length=12, unique=True, null=True, blank=True)
    state = models.CharField(max_length=8, choices=StatementState)
    is_meta = models.BooleanField(default=False)
    opinion = models.ForeignKey(Opinion, null=True, blank=True, on_delete=models.PROTECT, related_name="statements")
    condition = models.ForeignKey(
        "Reason", null=True, blank=True, on_delete=models.PROTECT, related_name="became_statements"
    )
    created_at = models.DateTimeField()

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["topic", "number"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="one_statement_per_number"),
            models.CheckConstraint(condition=~Q(text=""), name="statement_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}-{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("opinion_map:statement", args=[self.topic_id, self.pk])


class StatementReview(models.Model):
    """A decision of staff on a statement, with its reason. Never changed."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=8, choices=StatementState)
    reason = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(state=StatementState.HIDDEN) | ~Q(reason=""), name="hiding_has_reason")
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.state}"
