from typing import Self

from django.db import models
from django.db.models import F, Q

from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models.course import Phase


class WardExceptionQuerySet(models.QuerySet["WardException"]):
    def in_force(self) -> Self:
        return self.filter(ended_at__isnull=True)


class WardException(models.Model):
    """A ward runs a phase earlier or later than the city, ``[opens_at, closes_at)``, for a reason that is public."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="ward_exceptions")
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reason = models.TextField()
    made_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)

    objects = WardExceptionQuerySet.as_manager()

    class Meta:
        ordering = ["ward__lane_order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="exception_opens_before_it_closes"),
            models.UniqueConstraint(
                fields=["phase", "ward"], condition=Q(ended_at__isnull=True), name="one_exception_per_ward"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_reason="") | Q(ended_at__isnull=False) & ~Q(ended_reason=""),
                name="exception_ends_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phase_id}: {self.ward_id}"
