"""Statements printed on paper, and the answers that were typed in from them, twice."""

from enum import StrEnum

from django.db import models
from django.db.models import Count, Min
from django.urls import reverse

from jukugi.apps.accounts.models import Participant
from jukugi.apps.opinion_map.models.topics import Topic


class SheetState(StrEnum):
    """How far a sheet has come."""

    PRINTED = "printed"
    READ_ONCE = "read_once"
    DIFFERING = "differing"
    COUNTED = "counted"


class VoteSheetQuerySet(models.QuerySet["VoteSheet"]):
    def with_readings(self) -> "VoteSheetQuerySet":
        """With ``readings``, the number of entries, from which ``state`` is told."""
        return self.annotate(readings=Count("entries"))

    def at_work(self) -> "VoteSheetQuerySet":
        """Those that were read and wait for another reading: what differs first, then the oldest."""
        read = self.annotate(readings=Count("entries"), read_at=Min("entries__entered_at"))
        return read.filter(counted_at__isnull=True, readings__gt=0).order_by("-readings", "read_at", "pk")


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

    objects = VoteSheetQuerySet.as_manager()

    class Meta:
        ordering = ["-printed_at", "-pk"]

    def __str__(self) -> str:
        return self.receipt

    def get_absolute_url(self) -> str:
        return reverse("receipt", args=[self.receipt])

    @property
    def state(self) -> SheetState:
        """Of a sheet that was read ``with_readings``."""
        if self.counted_at is not None:
            return SheetState.COUNTED
        readings = getattr(self, "readings", 0)
        return (SheetState.PRINTED, SheetState.READ_ONCE, SheetState.DIFFERING)[min(readings, 2)]


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
