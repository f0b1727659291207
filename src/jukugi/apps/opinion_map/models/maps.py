"""Computed maps: the one that follows the votes, and those that were published with a date."""

from django.db import models
from django.urls import reverse

from jukugi.apps.opinion_map.models.topics import Topic

# Raised when what ``LiveMap.document`` holds changes its form: older ones are not shown, and computed anew.
DOCUMENT_FORM = "4"


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


class MapEdition(models.Model):
    """A map published with its date, as it then stood. Never changed; it can be computed again from the sealed log.

    ``document`` is what its pages show, as ``LiveMap.document``, with the inputs of the calculation in it.
    ``through``: last key of the vote log that it may count. ``data_digest``: SHA-256 of the answers it counts;
    ``document_digest``: of the document as canonical JSON.
    """

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    published_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)
    code_version = models.CharField(max_length=40)
    through = models.BigIntegerField()
    data_digest = models.CharField(max_length=64)
    document_digest = models.CharField(max_length=64)
    participants = models.PositiveIntegerField()
    statements = models.PositiveIntegerField()
    votes = models.PositiveIntegerField()
    document = models.JSONField()

    class Meta:
        ordering = ["topic", "-number"]
        constraints = [models.UniqueConstraint(fields=["topic", "number"], name="one_map_edition_per_number")]

    def __str__(self) -> str:
        return f"{self.topic_id} 第{self.number}版"

    def get_absolute_url(self) -> str:
        return reverse("opinion_map:edition", args=[self.topic_id, self.number])

    def as_map(self) -> LiveMap:
        """The edition in the form that the pages of a map read; not to be saved."""
        return LiveMap(
            topic=self.topic,
            computed_at=self.published_at,
            last_vote_pk=self.through,
            code_version=self.code_version,
            participants=self.participants,
            statements=self.statements,
            votes=self.votes,
            document=self.document,
        )
