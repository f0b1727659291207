"""Lists of public facilities that were brought: looked at by a person, then taken or not."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jukugi.apps.places.enums import PlaceImportState


class PlaceImport(models.Model):
    """A list that somebody brought (公共施設一覧の取り込み).

    ``rows`` are those that can be taken, as drafts; they go when the import ends. ``report``: every repair, what could
    not be put right, and rows that are not taken.
    """

    file_name = models.CharField(max_length=200)
    standard = models.CharField(max_length=8, blank=True)
    rows = models.JSONField(default=list)
    report = models.JSONField(default=dict)
    read = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=PlaceImportState, default=PlaceImportState.CHECKING)
    brought_by = models.CharField(max_length=40)
    brought_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PlaceImportState.CHECKING, ended_at__isnull=True)
                | (~Q(state=PlaceImportState.CHECKING) & Q(ended_at__isnull=False)),
                name="place_import_ends_with_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("places:import", args=[self.pk])
