"""Sheets of paper, what was typed in from them, and tables of sheets that were typed in elsewhere."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.surveys.enums import ImportState
from jukugi.apps.surveys.models.asking import Audience, Survey


class PaperSheet(models.Model):
    """A sheet of paper with its number (紙の回答票): printed and handed out, or numbered when it came back.

    Settled when an ``AnswerSheet`` stands for it.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="papers")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="papers")
    receipt = models.CharField(max_length=9, unique=True)
    printed_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.receipt


class Keying(models.Model):
    """What one person typed in from a sheet of paper (入力). Never changed; what is typed anew is a row of its own.

    ``turn``: 1 the first person, 2 the second, 3 who settled what differed.
    """

    paper = models.ForeignKey(PaperSheet, on_delete=models.PROTECT, related_name="keyings")
    turn = models.PositiveSmallIntegerField()
    answers = models.JSONField(default=dict)
    channel = models.CharField(max_length=12, choices=Channel)
    received_on = models.DateField()
    form_key = models.CharField(max_length=22)
    actor_key = models.CharField(max_length=40)
    keyed_at = models.DateTimeField()

    class Meta:
        ordering = ["paper", "turn"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "turn"], name="a_sheet_is_keyed_once_in_each_turn"),
            models.CheckConstraint(condition=Q(turn__gte=1, turn__lte=3), name="a_sheet_is_keyed_in_three_turns"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.turn}"


class SheetImport(models.Model):
    """A table of finished sheets (回答の取り込み): looked at by a person, then taken row by row.

    ``content`` is the table as it was read, packed; it goes when the import ends. ``mapping`` says which column is
    what. While it waits, ``faulty`` and ``known`` are what the check found; from then on they and ``taken`` count the
    rows done so far. ``moved_at`` is the last step.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="imports")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="imports")
    channel = models.CharField(max_length=12, choices=Channel)
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64, editable=False)
    content = models.BinaryField()
    mapping = models.JSONField(default=dict)
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
                name="every_sheet_of_an_import_is_accounted_for",
            ),
            models.CheckConstraint(
                condition=Q(state=ImportState.CHECKING, decided_at__isnull=True)
                | (~Q(state=ImportState.CHECKING) & Q(decided_at__isnull=False)),
                name="sheet_import_is_decided_with_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ImportState.CHECKING, ImportState.TAKING], ended_at__isnull=True)
                | Q(state__in=[ImportState.DONE, ImportState.GIVEN_UP], ended_at__isnull=False),
                name="sheet_import_ends_with_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("surveys:import", args=[self.survey_id, self.pk])


class SheetFault(models.Model):
    """Why a row of a table cannot be taken, by a code; what stood there is kept only until a person has decided."""

    sheet_import = models.ForeignKey(SheetImport, on_delete=models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=24)
    params = models.JSONField(default=dict)

    class Meta:
        ordering = ["row", "pk"]
        indexes = [models.Index(fields=["sheet_import", "row"], name="sheet_faults_by_row")]

    def __str__(self) -> str:
        return f"{self.sheet_import_id}-{self.row}: {self.code}"
