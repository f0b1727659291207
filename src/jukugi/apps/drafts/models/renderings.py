"""What a clause says in やさしい日本語 and in English, beside the official words."""

from django.db import models
from django.db.models import Q

from jukugi.apps.drafts.enums import HEADING_LIMIT, Language
from jukugi.apps.drafts.models.clauses import Clause
from jukugi.apps.organizations.models import Organization


class ClauseRendering(models.Model):
    """A clause told in another language. Never changed: who writes it anew adds a row.

    ``digest`` is that of the official words it tells (``ClauseText.digest``); when these change, it is stale. It is
    bound to the clause and not to an edition: it stays as long as the words stay.
    """

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="renderings")
    language = models.CharField(max_length=8, choices=Language)
    digest = models.CharField(max_length=64)
    heading = models.CharField(max_length=2 * HEADING_LIMIT, blank=True)
    text = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(heading="", text=""), name="rendering_has_words")]
        indexes = [models.Index(fields=["clause", "language"], name="renderings_by_clause")]

    def __str__(self) -> str:
        return f"{self.clause_id}: {self.language}"
