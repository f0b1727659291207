"""Answers to comments, and everything that was ever written in them."""

import hashlib
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jukugi.apps.drafts.models import Clause, Edition
from jukugi.apps.organizations.models import Organization
from jukugi.apps.public_comments.enums import AnswerAct, AnswerState
from jukugi.apps.public_comments.models.consultations import AnswerCategory, Consultation


class AnswerQuerySet(models.QuerySet["Answer"]):
    def open(self) -> Self:
        """Those that are not approved."""
        return self.exclude(state=AnswerState.APPROVED)

    def overdue_on(self, day: date) -> Self:
        """Those that are not approved, and should have been before this day."""
        return self.open().filter(due_on__lt=day)


class Answer(models.Model):
    """What the city says to one line of the table of results, or to several (市の考え方).

    ``version`` grows with each change of the words: who saves says which one they had read. ``changed_clause`` is the
    clause that was changed for it, ``change_note`` says how; they prove that a comment was reflected. ``changed_in`` is
    the public edition that has the change, fixed when the result is published. ``department`` writes it, by ``due_on``.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    category = models.ForeignKey(
        AnswerCategory, null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    changed_clause = models.ForeignKey(Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changed_in = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    change_note = models.TextField(blank=True)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=AnswerState, default=AnswerState.DRAFTED)
    version = models.PositiveIntegerField(default=1)
    written_by = models.CharField(max_length=40)
    written_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=40, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=40, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="one_answer_per_number"),
            models.CheckConstraint(
                condition=Q(state=AnswerState.DRAFTED)
                | (~Q(text="") & Q(category__isnull=False) & ~Q(submitted_by="") & Q(submitted_at__isnull=False)),
                name="a_submitted_answer_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=AnswerState.APPROVED)
                | (
                    ~Q(approved_by="")
                    & Q(approved_at__isnull=False)
                    & ~Q(approved_by=F("written_by"))
                    & ~Q(approved_by=F("submitted_by"))
                ),
                name="an_answer_is_approved_by_another",
            ),
        ]
        indexes = [models.Index(fields=["consultation", "state"], name="answers_by_state")]

    def __str__(self) -> str:
        return f"{self.consultation_id}-{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("public_comments:desk-answer", args=[self.consultation_id, self.number])

    @property
    def is_drafted(self) -> bool:
        return self.state == AnswerState.DRAFTED

    @property
    def is_submitted(self) -> bool:
        return self.state == AnswerState.SUBMITTED

    @property
    def is_approved(self) -> bool:
        return self.state == AnswerState.APPROVED


def words_digest(text: str, category: str, change_note: str) -> str:
    """SHA-256 of the words of an answer."""
    return hashlib.sha256("\x1f".join((text, category, change_note)).encode()).hexdigest()


class AnswerWriting(models.Model):
    """An answer as somebody saved it. Nothing that was saved is ever lost: never changed."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="writings")
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    category = models.CharField(max_length=4, blank=True)
    change_note = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    actor_key = models.CharField(max_length=40)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["answer", "version"], name="one_writing_per_answer_version")]

    def __str__(self) -> str:
        return f"{self.answer_id} v{self.version}"


class UnsavedAnswer(models.Model):
    """What somebody is typing in an answer, kept every few seconds until it is saved or thrown away."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="unsaved")
    actor_key = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    seen_version = models.PositiveIntegerField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["kept_at"]
        constraints = [models.UniqueConstraint(fields=["answer", "actor_key"], name="one_unsaved_answer_per_person")]

    def __str__(self) -> str:
        return f"{self.answer_id}"


class AnswerStep(models.Model):
    """What somebody did with an answer on its way, and when. Never changed."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10, choices=AnswerAct)
    note = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(act=AnswerAct.SENT_BACK) | ~Q(note=""), name="sending_an_answer_back_has_its_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.act}"
