"""Yearly reviews: once a year the city says of every promise how it stands."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jukugi.apps.outcomes.enums import EntryVerdict
from jukugi.apps.outcomes.models.promises import Promise
from jukugi.apps.processes.models import Process


class YearlyReview(models.Model):
    """The review of one fiscal year (年次点検).

    Closed, it is frozen: ``digest`` is the SHA-256 of ``frozen``, canonical JSON of every promise and what was said.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="yearly_reviews")
    fiscal_year = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    opened_by = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    closed_by = models.CharField(max_length=40, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True)
    frozen = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-fiscal_year", "process"]
        constraints = [
            models.UniqueConstraint(fields=["process", "fiscal_year"], name="one_review_a_year"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="", frozen="", digest="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="") & ~Q(frozen="") & ~Q(digest="")),
                name="a_closed_review_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process_id}: {self.fiscal_year}"

    def get_absolute_url(self) -> str:
        return reverse("outcomes:review", args=[self.process_id, self.fiscal_year])

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class ReviewEntry(models.Model):
    """What a review says of one promise. A correction is a new row of the next version: never changed."""

    review = models.ForeignKey(YearlyReview, on_delete=models.PROTECT, related_name="entries")
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="entries")
    version = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=8, choices=EntryVerdict)
    words = models.TextField()
    actor_key = models.CharField(max_length=40)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["promise", "version"]
        verbose_name_plural = "review entries"
        constraints = [
            models.UniqueConstraint(fields=["review", "promise", "version"], name="one_entry_per_version"),
            models.CheckConstraint(condition=~Q(words=""), name="an_entry_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.promise_id} v{self.version}"
