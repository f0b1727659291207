from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models.course import Phase, Process


class GateQuerySet(models.QuerySet["Gate"]):
    def passed(self, now: datetime) -> Self:
        return self.filter(Exists(GatePassing.objects.at(now).filter(gate=OuterRef("pk"))))

    def ahead(self, now: datetime) -> Self:
        return self.exclude(Exists(GatePassing.objects.at(now).filter(gate=OuterRef("pk"))))

    def holding(self, now: datetime) -> Self:
        """Those that keep their phase from opening anything at this moment."""
        return self.filter(holds=True).ahead(now)


class Gate(models.Model):
    """What must be there before a phase begins. A person passes it; where it ``holds``, nothing opens before."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="gates")
    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="gates")
    title = models.CharField(max_length=80)
    note = models.TextField(blank=True)
    holds = models.BooleanField(default=True)

    objects = GateQuerySet.as_manager()

    class Meta:
        ordering = ["phase__opens_at", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("processes:gate", args=[self.process.slug, self.pk])


class Condition(models.Model):
    """One thing a gate asks for: checked by a room (``kind``, a registered name), or ticked by hand with evidence."""

    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="conditions")
    kind = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=120, blank=True)
    met_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    evidence_url = models.CharField(max_length=400, blank=True)
    ticked_at = models.DateTimeField(null=True, blank=True)
    ticked_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind="") ^ Q(title=""), name="condition_has_kind_or_title"),
            models.UniqueConstraint(fields=["gate", "kind"], condition=~Q(kind=""), name="a_gate_asks_a_room_once"),
            models.CheckConstraint(
                condition=Q(met_on__isnull=True, ticked_at__isnull=True)
                | Q(met_on__isnull=False, ticked_at__isnull=False, kind=""),
                name="what_is_ticked_has_its_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.kind


class GatePassingQuerySet(models.QuerySet["GatePassing"]):
    def at(self, now: datetime) -> Self:
        """Those in force at a moment, ``[passed_at, withdrawn_at)``."""
        return self.filter(passed_at__lte=now).filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=now))


class GatePassing(models.Model):
    """Somebody said that a gate is passed. ``found`` keeps what every condition said then; passing in spite of one that
    was not met needs a reason, which is public. A passing can be withdrawn; the row stays.
    """

    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="passings")
    passed_at = models.DateTimeField()
    is_override = models.BooleanField()
    reason = models.TextField(blank=True)
    found = models.JSONField()
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    withdrawn_by = models.CharField(max_length=40, blank=True)

    objects = GatePassingQuerySet.as_manager()

    class Meta:
        ordering = ["-passed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gate"], condition=Q(withdrawn_at__isnull=True), name="a_gate_is_passed_once"
            ),
            models.CheckConstraint(condition=Q(is_override=False) | ~Q(reason=""), name="override_has_its_reason"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""), name="withdrawal_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gate_id}: {self.passed_at}"
