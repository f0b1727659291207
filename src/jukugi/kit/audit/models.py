from django.db import models
from django.db.models import F, Q


class AuditEntry(models.Model):
    """One thing done. Never changed, never deleted."""

    action = models.CharField(max_length=80)
    actor_key = models.CharField(max_length=40, blank=True)
    subject_type = models.CharField(max_length=80)
    subject_key = models.CharField(max_length=40)
    details = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_key"], name="audit_by_subject")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type}/{self.subject_key}"


class Seal(models.Model):
    """A batch of appended rows of one stream, fixed by a digest that contains the digest before it."""

    stream = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    after_pk = models.BigIntegerField()
    last_pk = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["stream", "number"]
        constraints = [
            models.UniqueConstraint(fields=["stream", "number"], name="one_seal_per_number"),
            models.CheckConstraint(condition=Q(after_pk__lt=F("last_pk")), name="seal_covers_rows"),
        ]

    def __str__(self) -> str:
        return f"{self.stream} {self.number}"


class DayDigest(models.Model):
    """How far every stream was sealed when a day ended, and one digest of it and of the day before.

    ``heads``: [stream, number of its last seal, all rows sealed, digest] each. ``salt`` and ``heads`` are never shown.
    """

    day = models.DateField(unique=True)
    salt = models.CharField(max_length=64)
    heads = models.JSONField(default=list)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    closed_at = models.DateTimeField()

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day}"
