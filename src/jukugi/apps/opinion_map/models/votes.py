"""Answers: the log, and the one that counts now."""

from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Coalesce

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.opinion_map.enums import Choice
from jukugi.apps.opinion_map.models.topics import Statement


class VoteQuerySet(models.QuerySet["Vote"]):
    def by_person(self) -> Any:
        """With ``person``: who answered, one and the same for all devices that were joined."""
        return self.annotate(person=Coalesce("participant__merged_into", "participant"))


class Vote(models.Model):
    """One answer given at one moment. A plain append: never changed, never deleted; sealed in batches.

    ``after_reasons``: given on the page where others' reasons stand.
    """

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="votes")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="votes")
    choice = models.SmallIntegerField(choices=Choice)
    channel = models.CharField(max_length=12, choices=Channel)
    after_reasons = models.BooleanField(default=False, db_default=False)
    cast_at = models.DateTimeField()

    objects = VoteQuerySet.as_manager()

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
