"""Sheets as they came in: verdicts with their reasons, from one side, by one person or body."""

import hashlib
import json
from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.areas.models import Area
from jukugi.apps.evaluations.enums import SheetState, Side, Verdict
from jukugi.apps.evaluations.models.reviews import Criterion, ReviewedMeasure
from jukugi.apps.opinions.enums import AgeBand, HidingRule
from jukugi.apps.organizations.models import Organization

PARTS = ("keep", "change", "stop", "unclear")
"""What else a sheet says, each in words: what to keep, to change, to stop, what one does not know."""


class SheetQuerySet(models.QuerySet["EvaluationSheet"]):
    def standing(self) -> Self:
        """Those that count: in whose place no newer one stands."""
        return self.exclude(state=SheetState.REPLACED)

    def shown(self) -> Self:
        """Those whose words everybody may read."""
        return self.filter(state=SheetState.SHOWN)

    def waiting(self) -> Self:
        """Those whose words nobody of the staff has read yet."""
        return self.filter(state=SheetState.WAITING)


class EvaluationSheet(models.Model):
    """What one person or body says of a measure (評価シート). A correction is a new sheet with the same receipt number;
    the one before it stays, replaced.

    ``author_key`` is that of a participant, a member of the staff or, with ``organization``, of an association: of one
    author one sheet of a measure and side counts. ``digest`` fixes verdicts and words. ``erased_at``: the words were
    erased, as their author asked; the verdicts stay.
    """

    measure = models.ForeignKey(ReviewedMeasure, on_delete=models.PROTECT, related_name="sheets")
    receipt = models.CharField(max_length=9)
    version = models.PositiveSmallIntegerField(default=1)
    side = models.CharField(max_length=8, choices=Side)
    state = models.CharField(max_length=8, choices=SheetState, default=SheetState.WAITING)
    channel = models.CharField(max_length=12, choices=Channel)
    author = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="evaluation_sheets"
    )
    author_key = models.CharField(max_length=40)
    organization = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    age_band = models.CharField(max_length=4, choices=AgeBand, blank=True)
    keep = models.TextField(blank=True)
    change = models.TextField(blank=True)
    stop = models.TextField(blank=True)
    unclear = models.TextField(blank=True)
    digest = models.CharField(max_length=64, editable=False)
    sent_key = models.CharField(max_length=64, unique=True, editable=False)
    received_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=40, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["receipt", "version"], name="one_sheet_per_version"),
            models.UniqueConstraint(
                fields=["measure", "side", "author_key"],
                condition=~Q(state=SheetState.REPLACED),
                name="one_standing_sheet_of_an_author",
            ),
        ]
        indexes = [models.Index(fields=["measure", "state", "side"], name="sheets_by_measure")]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.receipt}"

    def get_absolute_url(self) -> str:
        return reverse("receipt", args=[self.receipt])

    @property
    def has_words(self) -> bool:
        return any(getattr(self, part) for part in PARTS)

    @property
    def is_shown(self) -> bool:
        return self.state == SheetState.SHOWN


class SheetVerdict(models.Model):
    """How far a sheet finds the sentence of one criterion true, and why."""

    sheet = models.ForeignKey(EvaluationSheet, on_delete=models.PROTECT, related_name="verdicts")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="verdicts")
    verdict = models.CharField(max_length=8, choices=Verdict)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["criterion__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_verdict_per_criterion"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.UNKNOWN) | ~Q(reason=""), name="a_verdict_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.verdict}"


class SheetReview(models.Model):
    """Somebody of the staff read a sheet and decided whether its words are public. Never changed."""

    sheet = models.ForeignKey(EvaluationSheet, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=8, choices=SheetState)
    rule = models.CharField(max_length=12, choices=HidingRule, blank=True)
    reason = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=SheetState.HIDDEN) | (~Q(rule="") & ~Q(reason="")),
                name="sheet_is_hidden_by_a_rule_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.state}"


def sheet_digest(sheet: EvaluationSheet, verdicts: Iterable[tuple[int, str, str]]) -> str:
    """SHA-256 of what a sheet says: verdicts as (criterion, verdict, reason), and its words."""
    said = [sorted(verdicts), [getattr(sheet, part) for part in PARTS]]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
