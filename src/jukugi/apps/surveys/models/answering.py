"""What was answered, what is not sent yet, and what is left out of a count."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jukugi.apps.accounts.enums import Channel, Sex
from jukugi.apps.accounts.models import Participant
from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.enums import AgeBand
from jukugi.apps.opinions.models import Submission
from jukugi.apps.surveys.models.asking import Audience, PersonalCode, Survey
from jukugi.apps.surveys.models.keying import PaperSheet, SheetImport


def answers_digest(answers: Mapping[str, Any]) -> str:
    """By which answers are known to be those that came in."""
    return hashlib.sha256(json.dumps(answers, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


class AnswerSheetQuerySet(models.QuerySet["AnswerSheet"]):
    def standing(self) -> Self:
        """Sheets in whose place no corrected one stands: what is counted."""
        return self.filter(corrected_by__isnull=True)


class AnswerSheet(models.Model):
    """What one person answered (回答票), as it came in. Never changed: a correction is a sheet of its own.

    ``answers`` by the code of the question, in the form of ``core.questionnaire``; ``digest`` fixes them. ``ward``,
    ``age_band`` and ``sex`` repeat the answers to those questions, for counts. ``submission`` holds what was written in
    words, as opinions. ``seconds``: how long the form was open on the web. ``sent_key`` is equal for what was sent
    twice from one form. ``entered_by`` typed it in; ``paper`` is the sheet from which.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="sheets")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="sheets")
    receipt = models.CharField(max_length=9)
    channel = models.CharField(max_length=12, choices=Channel)
    author = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="answer_sheets")
    personal_code = models.ForeignKey(
        PersonalCode, null=True, blank=True, on_delete=models.PROTECT, related_name="sheets"
    )
    paper = models.ForeignKey(PaperSheet, null=True, blank=True, on_delete=models.PROTECT, related_name="sheets")
    sheet_import = models.ForeignKey(
        SheetImport, null=True, blank=True, on_delete=models.PROTECT, related_name="sheets"
    )
    import_row = models.PositiveIntegerField(null=True, blank=True)
    submission = models.OneToOneField(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="answer_sheet"
    )
    answers = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, editable=False)
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    age_band = models.CharField(max_length=4, choices=AgeBand, blank=True)
    sex = models.CharField(max_length=8, choices=Sex, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    received_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=40, blank=True)
    sent_key = models.CharField(max_length=64, unique=True)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    correction_reason = models.TextField(blank=True)

    objects = AnswerSheetQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["survey", "audience"], name="sheets_by_audience"),
            models.Index(fields=["receipt"], name="sheets_by_receipt"),
            models.Index(fields=["survey", "-received_at"], name="sheets_by_day"),
        ]
        constraints = [
            # A correction keeps the number, the code and the paper of what it corrects.
            models.UniqueConstraint(
                fields=["receipt"], condition=Q(corrects__isnull=True), name="one_sheet_per_number"
            ),
            models.UniqueConstraint(
                fields=["personal_code"], condition=Q(corrects__isnull=True), name="one_sheet_per_code"
            ),
            models.UniqueConstraint(fields=["paper"], condition=Q(corrects__isnull=True), name="one_sheet_per_paper"),
            models.UniqueConstraint(
                fields=["sheet_import", "import_row"], condition=Q(corrects__isnull=True), name="one_sheet_per_row"
            ),
            models.CheckConstraint(
                condition=Q(sheet_import__isnull=True, import_row__isnull=True)
                | Q(sheet_import__isnull=False, import_row__isnull=False),
                name="imported_sheet_has_its_row",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, correction_reason="")
                | (Q(corrects__isnull=False) & ~Q(correction_reason="")),
                name="sheet_is_corrected_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt

    def get_absolute_url(self) -> str:
        return reverse("receipt", args=[self.receipt])


class AnswerDraft(models.Model):
    """Answers that were not sent yet (書きかけの回答), kept for whoever comes back on the same device, or with the same
    code. Erased when it is sent, and some time after."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="drafts")
    audience = models.ForeignKey(Audience, on_delete=models.CASCADE, related_name="drafts")
    author = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="answer_drafts")
    personal_code = models.OneToOneField(
        PersonalCode, null=True, blank=True, on_delete=models.CASCADE, related_name="draft"
    )
    answers = models.JSONField(default=dict)
    page = models.PositiveSmallIntegerField(default=1)
    form_key = models.CharField(max_length=22)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["audience", "author"],
                condition=Q(personal_code__isnull=True),
                name="one_draft_per_participant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id}: draft {self.pk}"


class SheetExclusion(models.Model):
    """A sheet is left out of the count (集計から外す), for a reason that is published with the result; ended, never
    deleted."""

    sheet = models.ForeignKey(AnswerSheet, on_delete=models.PROTECT, related_name="exclusions")
    reason = models.TextField()
    actor_key = models.CharField(max_length=40)
    excluded_at = models.DateTimeField()
    ended_reason = models.TextField(blank=True)
    ended_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet"], condition=Q(ended_at__isnull=True), name="one_exclusion_of_a_sheet"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="sheet_is_excluded_with_a_reason"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_reason="", ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_reason="") & ~Q(ended_by="")),
                name="exclusion_is_ended_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}"
