"""Civic lotteries, by which features their panels mirror the population, and how they came along."""

from datetime import date, datetime, time, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.areas.models import Area
from jukugi.apps.meetings.models import Body
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Process
from jukugi.apps.sortition.enums import (
    KEEPS_DAYS,
    LINE_LIMIT,
    TITLE_LIMIT,
    FeatureKind,
    LotteryAct,
    LotteryState,
)


class CivicLotteryQuerySet(models.QuerySet["CivicLottery"]):
    def public(self) -> Self:
        """Those of which everybody may know."""
        return self.exclude(state=LotteryState.PREPARED).filter(process__is_draft=False)

    def open_on(self, day: date) -> Self:
        """Those for which invited people may register on this day."""
        return self.filter(state=LotteryState.OPENED, closes_on__gte=day)

    def in_areas(self, areas: set[int | None]) -> Self:
        """Those of these wards; None among the keys stands for the whole city."""
        if None in areas:
            return self
        return self.filter(area__in=[pk for pk in areas if pk is not None])


class CivicLottery(models.Model):
    """A panel that is found by lot (無作為抽出): letters to a random sample, then a draw that mirrors the city.

    ``area`` None stands for the whole city. Confirmed people get a seat in ``body``, where there is one. Registrations
    are taken to the last moment of ``closes_on``. ``starts_on`` to ``ends_on``: the panel's term. What volunteers told
    is erased ``keeps_days`` after its end. ``honorarium``: yen for each meeting. ``contact``: whom to ask, on letters.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="lotteries")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="lotteries")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="lotteries")
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=TITLE_LIMIT)
    aim = models.TextField(blank=True)
    asked = models.TextField(blank=True)
    contact = models.CharField(max_length=LINE_LIMIT, blank=True)
    seats = models.PositiveSmallIntegerField()
    honorarium = models.PositiveIntegerField(default=0)
    closes_on = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    keeps_days = models.PositiveSmallIntegerField(default=KEEPS_DAYS)
    state = models.CharField(max_length=10, choices=LotteryState, default=LotteryState.PREPARED)
    is_sample = models.BooleanField(default=False)
    cancelled_reason = models.TextField(blank=True)
    begun_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    actor_key = models.CharField(max_length=40)

    objects = CivicLotteryQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="lottery_has_a_title"),
            models.CheckConstraint(condition=Q(seats__gt=0), name="lottery_has_a_seat"),
            models.CheckConstraint(
                condition=Q(closes_on__lte=F("starts_on")) & Q(starts_on__lte=F("ends_on")),
                name="lottery_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(state=LotteryState.CANCELLED) | ~Q(cancelled_reason=""),
                name="lottery_is_cancelled_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("sortition:lottery", args=[self.pk])

    @property
    def closes_at(self) -> datetime:
        """The first moment at which nobody can register any more."""
        return timezone.make_aware(datetime.combine(self.closes_on + timedelta(days=1), time()))

    @property
    def erases_on(self) -> date:
        """From this day on nothing that volunteers told is kept."""
        return self.ends_on + timedelta(days=self.keeps_days + 1)

    def is_open_at(self, moment: datetime) -> bool:
        """Whether invited people may register at this moment."""
        return self.state == LotteryState.OPENED and moment < self.closes_at


class Feature(models.Model):
    """By what the panel mirrors the population (項目): ward, age, sex, or something of the city's own."""

    lottery = models.ForeignKey(CivicLottery, on_delete=models.PROTECT, related_name="features")
    kind = models.CharField(max_length=4, choices=FeatureKind)
    name = models.CharField(max_length=40)
    question = models.CharField(max_length=LINE_LIMIT, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["lottery", "name"], name="one_feature_per_name"),
            models.UniqueConstraint(
                fields=["lottery", "kind"], condition=~Q(kind=FeatureKind.OWN), name="one_feature_of_a_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FeatureValue(models.Model):
    """One value of a feature (区分), and between how many and how many people of the panel have it (枠).

    ``ward``, ``age_from``, ``age_to`` and ``sex`` say whom of the population it means, where the feature is a known
    one. ``share``: of the population, from 0 to 1; None where nobody knows. ``low`` and ``high`` None: no target yet.
    """

    feature = models.ForeignKey(Feature, on_delete=models.PROTECT, related_name="values")
    label = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    sex = models.CharField(max_length=8, blank=True)
    share = models.FloatField(null=True, blank=True)
    low = models.PositiveSmallIntegerField(null=True, blank=True)
    high = models.PositiveSmallIntegerField(null=True, blank=True)
    low_flex = models.PositiveSmallIntegerField(null=True, blank=True)
    high_flex = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["feature", "label"], name="one_value_per_label"),
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True) | Q(low__isnull=False, high__isnull=False),
                name="target_has_both_ends",
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | (Q(share__gte=0) & Q(share__lte=1)), name="share_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class LotteryKey(models.Model):
    """The key of what the volunteers of one lottery told, itself encrypted by the secret of the settings.

    When it is destroyed (``sealed`` empty), nothing they told can be read any more, in no copy of the database.
    """

    lottery = models.OneToOneField(CivicLottery, on_delete=models.PROTECT, related_name="key")
    sealed = models.BinaryField(default=b"")
    made_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(destroyed_at__isnull=True) | Q(sealed=b""), name="destroyed_key_is_empty"
            )
        ]

    def __str__(self) -> str:
        return f"{self.lottery_id}"


class LotteryStep(models.Model):
    """What somebody did with a civic lottery, and when. Never changed."""

    lottery = models.ForeignKey(CivicLottery, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10, choices=LotteryAct)
    note = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40, blank=True)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.lottery_id}: {self.act}"
