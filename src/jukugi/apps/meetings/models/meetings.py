import secrets
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.meetings.enums import MeetingKind, MinutesState
from jukugi.apps.meetings.models.bodies import Body
from jukugi.apps.opinions.models import Call
from jukugi.apps.processes.models import Phase, Process


def new_secret() -> str:
    """A key that opens a page to those who were given it: 128 random bits."""
    return secrets.token_urlsafe(16)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def coming(self, now: datetime) -> "MeetingQuerySet":
        """Meetings that are not over, the next one first."""
        return self.filter(ends_at__gt=now).order_by("starts_at", "pk")

    def past(self, now: datetime) -> "MeetingQuerySet":
        """Meetings that are over, the latest first."""
        return self.filter(ends_at__lte=now).order_by("-starts_at", "-pk")

    def held(self) -> "MeetingQuerySet":
        """Meetings that were not called off."""
        return self.filter(cancelled_at__isnull=True)

    def without_minutes(self) -> "MeetingQuerySet":
        """Meetings of which no minutes are public."""
        return self.exclude(minutes__state=MinutesState.PUBLISHED)

    def in_areas(self, areas: set[int | None]) -> "MeetingQuerySet":
        """Those of these wards; None among the keys stands for all."""
        if None in areas:
            return self
        return self.filter(ward__in=[pk for pk in areas if pk is not None])

    def told(self) -> "MeetingQuerySet":
        """With what every list tells of a meeting."""
        return self.select_related("process", "body", "ward")


class Meeting(models.Model):
    """A meeting of any kind: when, where, about what, who may come.

    ``capacity`` None: one comes without registering. ``opened_at`` and ``closed_at`` are the true times. ``call`` binds
    the voices that its notes become; it is opened with the first of them.
    Three keys open pages without a sign-in: ``join_key`` lets those in the hall write notes, ``wall_key`` shows the
    notes on the wall; a facilitator has the key of the table. ``seed`` is the public seed of the table plan.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="meetings")
    phase = models.ForeignKey(Phase, null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings")
    kind = models.CharField(max_length=12, choices=MeetingKind)
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    issues = models.ManyToManyField(Issue, blank=True, related_name="meetings")
    call = models.OneToOneField(Call, null=True, blank=True, on_delete=models.PROTECT, related_name="meeting")
    title = models.CharField(max_length=80)
    purpose = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=80)
    address = models.CharField(max_length=120, blank=True)
    online_url = models.URLField(blank=True)
    access = models.TextField(blank=True)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    registration_closes_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.TextField(blank=True)
    seed = models.CharField(max_length=32, blank=True)
    join_key = models.CharField(max_length=22, unique=True, default=new_secret, editable=False)
    wall_key = models.CharField(max_length=22, unique=True, default=new_secret, editable=False)
    is_sample = models.BooleanField(default=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["starts_at"], name="meetings_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="meeting_starts_before_it_ends"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_reason="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_reason="")),
                name="meeting_is_cancelled_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__lte=F("closed_at")),
                name="meeting_is_opened_before_it_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(registration_closes_at__isnull=False),
                name="registering_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.pk])

    @property
    def minutes_long(self) -> int:
        """How many minutes it is planned to take."""
        return int((self.ends_at - self.starts_at) // timedelta(minutes=1))

    @property
    def takes_registrations(self) -> bool:
        return self.capacity is not None


class AgendaItem(models.Model):
    """One item of the agenda and the minutes it may take."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    minutes = models.PositiveSmallIntegerField()
    takes_notes = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="one_agenda_item_per_position"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="agenda_item_takes_time"),
        ]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """A question for which hands are raised at the tables: agree, disagree, not sure."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=140)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="one_question_per_position")]

    def __str__(self) -> str:
        return self.text
