"""Statements printed on paper, and the answers that were typed in from them, twice."""

from django.db import models
from django.urls import reverse

from jukugi.apps.accounts.models import Participant
from jukugi.apps.opinion_map.models.topics import Topic


class VoteSheet(models.Model):
    """A printed sheet of statements with its number; one person answers on it.

    ``statements``: keys in printed order. ``participant``: who answered; filled in when both entries agree and its
    answers are counted (``counted_at``).
    """

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="sheets")
    receipt = models.CharField(max_length=12, unique=True)
    statements = models.JSONField()
    place = models.CharField(max_length=80, blank=True)
    printed_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)
    participant = models.OneToOneField(
        Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="vote_sheet"
    )
    counted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-printed_at", "-pk"]

    def __str__(self) -> str:
        return self.receipt

    def get_absolute_url(self) -> str:
        return reverse("receipt", args=[self.receipt])


class SheetEntry(models.Model):
    """What one person read on a sheet: the key of a statement → the word of a choice; blank ones are left out.

    Never changed: who reads again makes another entry. Answers count when two entries by different people, or a
    third that settles a difference, agree.
    """

    sheet = models.ForeignKey(VoteSheet, on_delete=models.PROTECT, related_name="entries")
    answers = models.JSONField()
    actor_key = models.CharField(max_length=40)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["entered_at", "pk"]

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.entered_at:%Y-%m-%d %H:%M}"
