from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jukugi.apps.opinions.enums import ImportState
from jukugi.apps.opinions.models.calling import Call
from jukugi.apps.processes.models import Process


class OpinionImport(models.Model):
    """A table of opinions that came in elsewhere (意見の取り込み): looked at by a person, then taken row by row.

    ``content`` is the table as it was read, packed; it goes when the import ends. ``mapping`` says which column is
    what. ``areas`` are the wards for which whoever brought it may speak, None for the whole city. While it waits,
    ``faulty`` and ``known`` are what the check found; from then on they and ``taken`` count the rows done so far.
    ``moved_at`` is the last step: an import that takes and has not moved for long was left by a worker that died.
    ``call`` is what asked for all that stands in the table.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="opinion_imports")
    call = models.ForeignKey(Call, null=True, blank=True, on_delete=models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64, editable=False)
    content = models.BinaryField()
    mapping = models.JSONField(default=dict)
    areas = models.JSONField()
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.CHECKING)
    rows = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    faulty = models.PositiveIntegerField(default=0)
    actor_key = models.CharField(max_length=40)
    brought_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ImportState.DONE) | Q(rows=F("taken") + F("known") + F("faulty")),
                name="every_row_of_an_import_is_accounted_for",
            ),
            models.CheckConstraint(
                condition=Q(state=ImportState.CHECKING, decided_at__isnull=True)
                | (~Q(state=ImportState.CHECKING) & Q(decided_at__isnull=False)),
                name="import_is_decided_with_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ImportState.CHECKING, ImportState.TAKING], ended_at__isnull=True)
                | Q(state__in=[ImportState.DONE, ImportState.GIVEN_UP], ended_at__isnull=False),
                name="import_ends_with_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("opinions:import", args=[self.pk])

    @property
    def good(self) -> int:
        """Rows that will be taken, or would have been."""
        return self.rows - self.faulty - self.known

    @property
    def left(self) -> int:
        """Rows that were not reached."""
        return self.rows - self.done

    @property
    def is_waiting(self) -> bool:
        return self.state == ImportState.CHECKING

    @property
    def is_taking(self) -> bool:
        return self.state == ImportState.TAKING


class ImportFault(models.Model):
    """Why a row of a table cannot be taken, by a code; what stood there is kept only until a person has decided."""

    opinion_import = models.ForeignKey(OpinionImport, on_delete=models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=24)
    params = models.JSONField(default=dict)

    class Meta:
        ordering = ["row", "pk"]
        indexes = [models.Index(fields=["opinion_import", "row"], name="import_faults_by_row")]

    def __str__(self) -> str:
        return f"{self.opinion_import_id}-{self.row}: {self.code}"
