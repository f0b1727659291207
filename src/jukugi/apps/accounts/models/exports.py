"""Asks for a file with what is known of people: one officer asks, another one looks and answers."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jukugi.apps.accounts.enums import ExportState


class ExportAskQuerySet(models.QuerySet["ExportAsk"]):
    def open_on(self, day: date) -> Self:
        """Those that wait for an answer, or by which the file may be taken."""
        return self.filter(state__in=(ExportState.WAITING, ExportState.AGREED), last_on__gte=day)

    def waiting_on(self, day: date) -> Self:
        """Those that wait for an answer."""
        return self.open_on(day).filter(state=ExportState.WAITING)


class ExportAsk(models.Model):
    """One officer asks to take one file (書き出しのお願い); ``kind`` and ``key`` say which, as the registry names it.

    ``last_on`` is the last day: of waiting, then of taking. Whoever asks and whoever answers stand here by their keys.
    What was taken stands in the audit log; ``taken`` counts how often.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    reason = models.CharField(max_length=400)
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=ExportState, default=ExportState.WAITING)
    last_on = models.DateField()
    answer = models.CharField(max_length=400, blank=True)
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)
    taken_at = models.DateTimeField(null=True, blank=True)

    objects = ExportAskQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "last_on"], name="asks_that_stand_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by", "kind", "key"],
                condition=Q(state__in=["waiting", "agreed"]),
                name="one_open_ask_of_one_person_for_one_file",
            ),
            models.CheckConstraint(
                condition=Q(answered_by="") | ~Q(answered_by=F("asked_by")), name="nobody_answers_their_own_ask"
            ),
            models.CheckConstraint(
                condition=Q(answered_by="", answered_at__isnull=True, answer="")
                | (~Q(answered_by="") & Q(answered_at__isnull=False)),
                name="ask_is_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at__isnull=True)
                | Q(state__in=["agreed", "refused"], answered_at__isnull=False)
                | Q(state="lapsed"),
                name="state_of_an_ask_follows_its_answer",
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(answer=""), name="ask_is_refused_with_a_reason"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(asked_by=""), name="somebody_asks_with_a_reason"),
            models.CheckConstraint(
                condition=Q(taken=0, taken_at__isnull=True)
                | Q(taken__gt=0, taken_at__isnull=False, answered_at__isnull=False),
                name="file_is_taken_after_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:export-ask", args=[self.pk])

    def state_on(self, day: date) -> ExportState:
        """Where it stands on a day: one of which the last day has passed is over, though nobody wrote it down."""
        is_over = self.last_on < day and self.state in (ExportState.WAITING, ExportState.AGREED)
        return ExportState.LAPSED if is_over else ExportState(self.state)
