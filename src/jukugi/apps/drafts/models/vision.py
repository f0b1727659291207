"""What ties the sentences of a vision to the deliberation in which they are put to the vote."""

from django.db import models

from jukugi.apps.drafts.models.clauses import Clause
from jukugi.apps.drafts.models.editions import Document
from jukugi.apps.opinion_map.models import Statement, Topic
from jukugi.apps.organizations.models import Organization


class VisionTopic(models.Model):
    """The topic in which the sentences of a document are put to the vote."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="vision")
    topic = models.OneToOneField(Topic, on_delete=models.PROTECT, related_name="vision")
    opened_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.document_id}: {self.topic_id}"


class SentenceVote(models.Model):
    """That a sentence was put to the vote, in these words, as this statement. Never changed.

    ``digest`` is that of the clause's words then: when they change, its answers are about an earlier wording.
    """

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="votes")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="sentence")
    digest = models.CharField(max_length=64)
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["clause", "digest"], name="one_vote_per_wording")]

    def __str__(self) -> str:
        return f"{self.clause_id}: {self.statement_id}"
