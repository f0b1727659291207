"""Promises of the city, where each was made, and what became of it."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jukugi.apps.areas.models import Area
from jukugi.apps.drafts.models import Clause
from jukugi.apps.inventory.models import Decision
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.meetings.models import Recommendation
from jukugi.apps.organizations.models import Organization
from jukugi.apps.outcomes.enums import (
    INDICATOR_LIMIT,
    SOURCE_COLUMNS,
    TITLE_LIMIT,
    UNIT_LIMIT,
    PromiseAct,
    PromiseState,
    SourceKind,
    Standing,
)
from jukugi.apps.processes.models import Process
from jukugi.apps.public_comments.models import Answer


class PromiseQuerySet(models.QuerySet["Promise"]):
    def public(self) -> Self:
        """Those that everybody reads."""
        return self.exclude(state=PromiseState.DRAFTED).filter(process__is_draft=False)

    def late_on(self, day: date) -> Self:
        """Open ones whose day has passed."""
        return self.filter(state=PromiseState.OPEN, due_on__lt=day)

    def standing(self, standing: Standing, day: date) -> Self:
        """Those that stand so on this day."""
        if standing == Standing.LATE:
            return self.late_on(day)
        if standing == Standing.OPEN:
            return self.filter(state=PromiseState.OPEN, due_on__gte=day)
        return self.filter(state=standing)

    def in_areas(self, areas: set[int | None]) -> Self:
        """Those of these wards; None among the keys stands for the whole city and every ward."""
        if None in areas:
            return self
        return self.filter(area__in=[pk for pk in areas if pk is not None])


class Promise(models.Model):
    """What the city said it would do (約束): by whom, by when, and how one can see it.

    ``title`` and ``words`` never change once they are public. ``first_due_on`` is the day that was first promised,
    ``due_on`` the one that holds now. ``area`` None: the whole city. ``indicator`` with ``unit`` and ``goal_value``;
    ``start_value`` where it stood when the promise was made.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="promises")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_LIMIT)
    words = models.TextField()
    level = models.CharField(max_length=8, choices=IssueLevel)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="promises")
    department = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="promises")
    promised_on = models.DateField()
    first_due_on = models.DateField()
    due_on = models.DateField()
    indicator = models.CharField(max_length=INDICATOR_LIMIT, blank=True)
    unit = models.CharField(max_length=UNIT_LIMIT, blank=True)
    start_value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    goal_value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=10, choices=PromiseState, default=PromiseState.DRAFTED)
    closed_on = models.DateField(null=True, blank=True)
    drafted_by = models.CharField(max_length=40)
    drafted_at = models.DateTimeField()
    published_by = models.CharField(max_length=40, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering = ["process", "number"]
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="one_promise_per_number"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(words=""), name="a_promise_has_words"),
            models.CheckConstraint(
                condition=Q(first_due_on__gte=F("promised_on")), name="a_promise_is_due_after_it_was_made"
            ),
            models.CheckConstraint(
                condition=Q(indicator="", unit="", start_value__isnull=True, goal_value__isnull=True)
                | (~Q(indicator="") & ~Q(unit="") & Q(goal_value__isnull=False)),
                name="an_indicator_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=PromiseState.DRAFTED, published_by="", published_at__isnull=True)
                | (
                    ~Q(state=PromiseState.DRAFTED)
                    & ~Q(published_by="")
                    & Q(published_at__isnull=False)
                    & ~Q(published_by=F("drafted_by"))
                ),
                name="a_promise_is_published_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[PromiseState.DONE, PromiseState.GIVEN_UP], closed_on__isnull=False)
                | Q(state__in=[PromiseState.DRAFTED, PromiseState.OPEN], closed_on__isnull=True),
                name="a_closed_promise_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="promises_by_due")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("outcomes:promise", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.state != PromiseState.DRAFTED

    @property
    def is_open(self) -> bool:
        return self.state == PromiseState.OPEN

    @property
    def was_moved(self) -> bool:
        return self.due_on != self.first_due_on

    def standing_on(self, day: date) -> Standing:
        """How it stands on this day."""
        if self.state == PromiseState.OPEN:
            return Standing.LATE if self.due_on < day else Standing.OPEN
        return Standing(self.state)

    def days_late_on(self, day: date) -> int:
        """Days since the day that holds now; 0 where it is not late."""
        return max(0, (day - self.due_on).days) if self.is_open else 0


def source_of_kind(kind: SourceKind) -> Q:
    """Exactly the column of its kind is filled."""
    condition = Q(kind=kind)
    for column in SOURCE_COLUMNS.values():
        condition &= Q(**{f"{column}__isnull": column != SOURCE_COLUMNS[kind]})
    return condition


class PromiseSource(models.Model):
    """Where the city made a promise (約束のもと), and how it follows from there. Never changed."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="sources")
    kind = models.CharField(max_length=16, choices=SourceKind)
    clause = models.ForeignKey(Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="promises")
    answer = models.ForeignKey(Answer, null=True, blank=True, on_delete=models.PROTECT, related_name="promises")
    errand = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="promises")
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="promises"
    )
    reason = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["promise", column],
                condition=Q(**{f"{column}__isnull": False}),
                name=f"one_{column}_per_promise",
            )
            for column in SOURCE_COLUMNS.values()
        ] + [
            models.CheckConstraint(
                condition=source_of_kind(SourceKind.CLAUSE)
                | source_of_kind(SourceKind.ANSWER)
                | source_of_kind(SourceKind.ERRAND)
                | source_of_kind(SourceKind.RECOMMENDATION),
                name="a_promise_has_the_source_of_its_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.promise_id} ← {self.kind}"


class PromiseStep(models.Model):
    """What happened with a promise, on what day, and how one can see it. Never changed.

    ``due_on`` is the new day of MOVED, ``department`` the new one of HANDED_ON, ``value`` what was MEASURED.
    """

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10, choices=PromiseAct)
    happened_on = models.DateField()
    words = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    actor_key = models.CharField(max_length=40)
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["happened_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(act=PromiseAct.DONE) | ~Q(evidence=""), name="done_can_be_seen"),
            models.CheckConstraint(
                condition=Q(act__in=[PromiseAct.MADE, PromiseAct.MEASURED]) | ~Q(words=""),
                name="a_step_of_a_promise_has_words",
            ),
            models.CheckConstraint(
                condition=(Q(act=PromiseAct.MEASURED) & Q(value__isnull=False))
                | (~Q(act=PromiseAct.MEASURED) & Q(value__isnull=True)),
                name="what_is_measured_has_a_value",
            ),
            models.CheckConstraint(
                condition=(Q(act=PromiseAct.MOVED) & Q(due_on__isnull=False))
                | (~Q(act=PromiseAct.MOVED) & Q(due_on__isnull=True)),
                name="a_moved_promise_has_its_new_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promise_id}: {self.act}"
