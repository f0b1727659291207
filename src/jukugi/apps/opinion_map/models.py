from datetime import datetime

from django.db import connection, models
from django.db.models import Q
from django.urls import reverse

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinion_map.enums import Choice, StatementOrigin, StatementState
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
    """A short sentence to agree or disagree with. Its words never change; ``state`` follows its last review."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField()
    text = models.TextField()
    origin = models.CharField(max_length=12, choices=StatementOrigin)
    author = models.ForeignKey(Participant, null=True, blank=True, on_delete=models.SET_NULL, related_name="statements")
    receipt = models.CharField(max_length=12, unique=True, null=True, blank=True)
    state = models.CharField(max_length=8, choices=StatementState)
    is_meta = models.BooleanField(default=False)
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


class Vote(models.Model):
    """One answer given at one moment. A plain append: never changed, never deleted; sealed in batches."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="votes")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="votes")
    choice = models.SmallIntegerField(choices=Choice)
    channel = models.CharField(max_length=12, choices=Channel)
    cast_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(choice__in=Choice.values), name="vote_is_a_choice")]

    def __str__(self) -> str:
        return f"{self.statement_id}/{self.participant_id}: {self.choice}"


class CurrentVoteManager(models.Manager["CurrentVote"]):
    def put(self, *, statement: Statement, participant: Participant, choice: Choice, now: datetime) -> bool:
        """Make this the participant's current answer, in one statement that the database carries out whole.

        Returns whether anything changed: of two equal answers at the same moment exactly one does.
        """
        field = self.model._meta.get_field("changed_at")
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO opinion_map_currentvote (statement_id, participant_id, choice, changed_at)"
                " VALUES (%s, %s, %s, %s)"
                " ON CONFLICT (participant_id, statement_id)"
                " DO UPDATE SET choice = excluded.choice, changed_at = excluded.changed_at"
                " WHERE opinion_map_currentvote.choice <> excluded.choice"
                " RETURNING id",
                [statement.pk, participant.pk, int(choice), field.get_db_prep_value(now, connection)],
            )
            return cursor.fetchone() is not None


class CurrentVote(models.Model):
    """The answer that counts now: the last one in the log. Can be rebuilt from the log at any time."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="current_votes")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="current_votes")
    choice = models.SmallIntegerField(choices=Choice)
    changed_at = models.DateTimeField()

    objects = CurrentVoteManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "statement"], name="one_current_vote"),
            models.CheckConstraint(condition=Q(choice__in=Choice.values), name="current_vote_is_a_choice"),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}/{self.participant_id}: {self.choice}"


# Raised when what ``LiveMap.document`` holds changes its form: older ones are not shown, and computed anew.
DOCUMENT_FORM = "2"


class LiveMap(models.Model):
    """The opinion map of a topic as last computed: what the page shows, and what is needed to compute it again.

    ``code_version`` is the version that computed it and the form of the document: ``0.1.0/2``.
    """

    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, related_name="live_map")
    computed_at = models.DateTimeField()
    last_vote_pk = models.BigIntegerField()
    code_version = models.CharField(max_length=40)
    participants = models.PositiveIntegerField()
    statements = models.PositiveIntegerField()
    votes = models.PositiveIntegerField()
    document = models.JSONField()

    def __str__(self) -> str:
        return f"{self.topic_id} {self.computed_at:%Y-%m-%d %H:%M}"

    @property
    def is_readable(self) -> bool:
        """Whether the document has the form that today's pages read."""
        return self.code_version.endswith(f"/{DOCUMENT_FORM}")
