from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models.course import Phase, Process


class PauseQuerySet(models.QuerySet["Pause"]):
    def at(self, now: datetime) -> Self:
        """Those in force at a moment, ``[paused_at, resumed_at)``."""
        return self.filter(paused_at__lte=now).filter(Q(resumed_at__isnull=True) | Q(resumed_at__gt=now))


class Pause(models.Model):
    """A process, or one phase of it, stands still: nothing is open meanwhile. Both reasons are public."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="pauses")
    phase = models.ForeignKey(Phase, null=True, blank=True, on_delete=models.CASCADE, related_name="pauses")
    paused_at = models.DateTimeField()
    reason = models.TextField()
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    resumed_at = models.DateTimeField(null=True, blank=True)
    resumed_reason = models.TextField(blank=True)
    resumed_by = models.CharField(max_length=40, blank=True)

    objects = PauseQuerySet.as_manager()

    class Meta:
        ordering = ["-paused_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resumed_at__isnull=True) | Q(resumed_at__gte=F("paused_at")),
                name="pause_begins_before_it_ends",
            ),
            models.UniqueConstraint(
                fields=["process"],
                condition=Q(resumed_at__isnull=True, phase__isnull=True),
                name="a_process_is_paused_once",
            ),
            models.UniqueConstraint(
                fields=["phase"],
                condition=Q(resumed_at__isnull=True, phase__isnull=False),
                name="a_phase_is_paused_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process_id}: {self.paused_at}"
