"""Reviews, by what they judge, the measures they judge, and what is known of these."""

import secrets
from datetime import date, datetime, time, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.areas.models import Area
from jukugi.apps.evaluations.enums import (
    CLAIM_LIMIT,
    LINE_LIMIT,
    NAME_LIMIT,
    TITLE_LIMIT,
    FactKind,
    ReviewAct,
    ReviewState,
)
from jukugi.apps.issues.models import Policy
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Process


def new_key() -> str:
    """What opens the sheet to those who were given the link."""
    return secrets.token_urlsafe(16)


class ReviewQuerySet(models.QuerySet["Review"]):
    def public(self) -> Self:
        """Those of which everybody may know."""
        return self.exclude(state=ReviewState.PREPARED).filter(process__is_draft=False)

    def open_on(self, day: date) -> Self:
        """Those that take sheets on this day."""
        return self.filter(state=ReviewState.OPENED, opens_on__lte=day, closes_on__gte=day)

    def in_areas(self, areas: set[int | None]) -> Self:
        """Those of these wards; None among the keys stands for the whole city."""
        if None in areas:
            return self
        return self.filter(area__in=[pk for pk in areas if pk is not None])


class Review(models.Model):
    """A round of review of past measures (検証): period, criteria, who looks at them from where.

    ``member_key`` and ``partner_key`` open the sheet to members of bodies and to intermediaries, by a link that they
    are given; everybody else has their own way. ``years`` tells of which years it speaks.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="reviews")
    title = models.CharField(max_length=TITLE_LIMIT)
    purpose = models.TextField(blank=True)
    years = models.CharField(max_length=LINE_LIMIT, blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField()
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews")
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.PREPARED)
    member_key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    partner_key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    next_finding = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)
    opened_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="review_has_a_title"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="review_opens_before_it_ends"),
            models.CheckConstraint(
                condition=Q(state=ReviewState.PREPARED, opened_at__isnull=True)
                | (~Q(state=ReviewState.PREPARED) & Q(opened_at__isnull=False)),
                name="opened_review_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=ReviewState.PUBLISHED, published_at__isnull=False)
                | (~Q(state=ReviewState.PUBLISHED) & Q(published_at__isnull=True)),
                name="review_is_published_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evaluations:review", args=[self.pk])

    @property
    def closes_at(self) -> datetime:
        """The first moment at which nothing is taken any more."""
        return _midnight(self.closes_on + timedelta(days=1))

    def is_open_at(self, moment: datetime) -> bool:
        """Whether sheets are taken at this moment."""
        return self.state == ReviewState.OPENED and _midnight(self.opens_on) <= moment < self.closes_at

    @property
    def is_prepared(self) -> bool:
        return self.state == ReviewState.PREPARED

    @property
    def is_opened(self) -> bool:
        return self.state == ReviewState.OPENED

    @property
    def is_closed(self) -> bool:
        return self.state == ReviewState.CLOSED

    @property
    def is_published(self) -> bool:
        return self.state == ReviewState.PUBLISHED


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


class Criterion(models.Model):
    """By what measures are judged (評価の観点): a name, and the sentence to which a verdict says how far it is true."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=NAME_LIMIT)
    claim = models.CharField(max_length=CLAIM_LIMIT)
    help = models.CharField(max_length=LINE_LIMIT, blank=True)

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["review", "name"], name="one_criterion_of_a_name"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(claim=""), name="criterion_has_words"),
        ]

    def __str__(self) -> str:
        return self.name


class ReviewedMeasure(models.Model):
    """A policy of the register as it is looked back upon (検証する施策). Unknown is empty, and said as 不明.

    ``listed_only``: it is told with its facts, and nobody is asked to judge it.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="measures")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="reviewed")
    position = models.PositiveSmallIntegerField()
    aim = models.TextField(blank=True)
    years = models.CharField(max_length=LINE_LIMIT, blank=True)
    listed_only = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "policy"], name="a_policy_is_reviewed_once_in_it")]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.policy_id}"

    def get_absolute_url(self) -> str:
        return reverse("evaluations:measure", args=[self.review_id, self.pk])


class MeasureFact(models.Model):
    """One thing that is known of a measure, with its source (事実). Money is whole yen.

    Empty ``yen`` or ``words``: it was looked for and is not known.
    """

    measure = models.ForeignKey(ReviewedMeasure, on_delete=models.CASCADE, related_name="facts")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=FactKind)
    year = models.CharField(max_length=20, blank=True)
    label = models.CharField(max_length=LINE_LIMIT, blank=True)
    yen = models.BigIntegerField(null=True, blank=True)
    words = models.TextField(blank=True)
    source = models.CharField(max_length=LINE_LIMIT)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="fact_has_its_source"),
            models.CheckConstraint(
                condition=Q(yen__isnull=True) | Q(kind=FactKind.MONEY, yen__gte=0), name="yen_are_of_money"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.kind} {self.year}"

    @property
    def is_unknown(self) -> bool:
        return self.yen is None and not self.words


class ReviewStep(models.Model):
    """What somebody did with a review, and when. Never changed."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10, choices=ReviewAct)
    note = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.act}"
