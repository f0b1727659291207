"""What was found (検証で分かったこと), on what it rests, and where it leads."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jukugi.apps.evaluations.enums import (
    LINE_LIMIT,
    TITLE_LIMIT,
    BasisKind,
    FindingAct,
    FindingKind,
    FindingState,
    ReviewState,
)
from jukugi.apps.evaluations.models.reviews import MeasureFact, Review, ReviewedMeasure
from jukugi.apps.evaluations.models.sheets import EvaluationSheet
from jukugi.apps.issues.models import Issue
from jukugi.apps.organizations.models import Organization


class FindingQuerySet(models.QuerySet["Finding"]):
    def public(self) -> Self:
        """Those that everybody reads: approved, of a published review."""
        return self.filter(
            state=FindingState.APPROVED, review__state=ReviewState.PUBLISHED, review__process__is_draft=False
        )

    def standing(self) -> Self:
        """Those that were not given up."""
        return self.exclude(state=FindingState.DROPPED)

    def unapproved(self) -> Self:
        """Those on which somebody still has to do something."""
        return self.filter(state__in=(FindingState.DRAFTED, FindingState.SUBMITTED))


class Finding(models.Model):
    """What to keep, to change, to stop, or what nobody knows: one thing, with what speaks for it.

    ``dissent``: how those see it who see it otherwise. ``measure`` None: it is about all of them. ``submitted_by`` and
    ``written_by`` cannot approve it.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="findings")
    measure = models.ForeignKey(
        ReviewedMeasure, null=True, blank=True, on_delete=models.PROTECT, related_name="findings"
    )
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=FindingKind)
    title = models.CharField(max_length=TITLE_LIMIT)
    text = models.TextField()
    dissent = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=FindingState, default=FindingState.DRAFTED)
    written_by = models.CharField(max_length=40)
    written_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=40, blank=True)
    approved_by = models.CharField(max_length=40, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="one_finding_per_number"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="finding_has_words"),
            models.CheckConstraint(
                condition=Q(state=FindingState.APPROVED, approved_at__isnull=False)
                & ~Q(approved_by="")
                & ~Q(approved_by=models.F("written_by"))
                & ~Q(approved_by=models.F("submitted_by"))
                | (~Q(state=FindingState.APPROVED) & Q(approved_at__isnull=True, approved_by="")),
                name="finding_is_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evaluations:finding", args=[self.review_id, self.number])

    @property
    def is_drafted(self) -> bool:
        return self.state == FindingState.DRAFTED

    @property
    def is_submitted(self) -> bool:
        return self.state == FindingState.SUBMITTED

    @property
    def is_approved(self) -> bool:
        return self.state == FindingState.APPROVED


class FindingBasis(models.Model):
    """On what a finding rests: a sheet, a fact, or a gap, whose sentence is kept as it was read then."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="bases")
    kind = models.CharField(max_length=8, choices=BasisKind)
    sheet = models.ForeignKey(EvaluationSheet, null=True, blank=True, on_delete=models.PROTECT, related_name="bases")
    fact = models.ForeignKey(MeasureFact, null=True, blank=True, on_delete=models.PROTECT, related_name="bases")
    words = models.CharField(max_length=LINE_LIMIT * 2, blank=True)
    url = models.CharField(max_length=LINE_LIMIT, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "finding bases"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=BasisKind.SHEET, sheet__isnull=False, fact__isnull=True)
                | Q(kind=BasisKind.FACT, sheet__isnull=True, fact__isnull=False)
                | (Q(kind=BasisKind.GAP, sheet__isnull=True, fact__isnull=True) & ~Q(words="")),
                name="basis_names_its_thing",
            ),
            models.UniqueConstraint(fields=["finding", "sheet"], name="a_sheet_is_one_basis"),
            models.UniqueConstraint(fields=["finding", "fact"], name="a_fact_is_one_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.kind}"


class FindingStep(models.Model):
    """What somebody did with a finding, with its words as a digest. Never changed."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10, choices=FindingAct)
    note = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.act}"


class FindingLinkQuerySet(models.QuerySet["FindingLink"]):
    def in_force(self) -> Self:
        return self.filter(ended_at__isnull=True)


class FindingLink(models.Model):
    """What a finding has to do with an issue, and why. Ended with a reason, never deleted."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="links")
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="finding_links")
    reason = models.TextField()
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)
    ended_by = models.CharField(max_length=40, blank=True)

    objects = FindingLinkQuerySet.as_manager()

    class Meta:
        ordering = ["linked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "issue"], condition=Q(ended_at__isnull=True), name="one_finding_link_in_force"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="finding_link_has_its_reason"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_reason="", ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_reason="") & ~Q(ended_by="")),
                name="finding_link_is_ended_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} → {self.issue_id}"
