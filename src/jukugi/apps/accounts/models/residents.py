"""Codes by which people show that they live in the city: by letter, or at the counter of a ward."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jukugi.apps.accounts.enums import CodeWay
from jukugi.apps.accounts.models.people import Participant
from jukugi.apps.areas.models import Area


class ResidentBatchQuerySet(models.QuerySet["ResidentBatch"]):
    def open_on(self, day: date) -> Self:
        """Those whose codes can still be entered."""
        return self.filter(stopped_at__isnull=True, valid_until__gte=day)

    def in_wards(self, wards: set[int | None]) -> Self:
        """Those for these wards; None among them stands for the whole city."""
        return self if None in wards else self.filter(ward__in=[key for key in wards if key is not None])


class ResidentBatch(models.Model):
    """Codes that were made at once (市民の確認コードの束): for letters, or handed out at a counter.

    ``valid_until`` is the last day. ``ward``: where those live to whom they go; None: anywhere in the city.
    """

    way = models.CharField(max_length=8, choices=CodeWay)
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_until = models.DateField()
    made_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.CharField(max_length=40, blank=True)
    stop_reason = models.CharField(max_length=200, blank=True)

    objects = ResidentBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True, stopped_by="", stop_reason="")
                | (Q(stopped_at__isnull=False) & ~Q(stopped_by="") & ~Q(stop_reason="")),
                name="codes_are_stopped_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"batch {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:residents")


class ResidentCode(models.Model):
    """One code, for one person, once (市民の確認コード). Only its keyed hash is kept; no name and no address."""

    batch = models.ForeignKey(ResidentBatch, on_delete=models.PROTECT, related_name="codes")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, unique=True, editable=False)
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="resident_codes"
    )

    class Meta:
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_resident_code_of_a_number"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, used_by__isnull=True)
                | Q(used_at__isnull=False, used_by__isnull=False),
                name="resident_code_is_used_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}-{self.number}"
