from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jukugi.apps.meetings.enums import MinutesState
from jukugi.apps.meetings.models.meetings import AgendaItem, Meeting


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def published(self) -> "MinutesQuerySet":
        """Versions that everybody may read, the newest first."""
        return self.filter(state=MinutesState.PUBLISHED).order_by("-version")


class Minutes(models.Model):
    """One version of the minutes of a meeting (会議録). Drafted, checked by another, approved, then public.

    What was published never changes: a correction is a new version with its ``reason``. ``present`` and ``absent``
    hold one line for each, as everybody may read it.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    version = models.PositiveSmallIntegerField(default=1)
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=MinutesState, default=MinutesState.DRAFTED)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField()
    present = models.TextField(blank=True)
    absent = models.TextField(blank=True)
    public_attendance = models.PositiveSmallIntegerField(null=True, blank=True)
    summary = models.TextField(blank=True)
    drafted_by = models.CharField(max_length=40)
    drafted_at = models.DateTimeField()
    checked_by = models.CharField(max_length=40, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=40, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        ordering = ["version"]
        verbose_name_plural = "minutes"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "version"], name="one_minutes_per_version"),
            models.UniqueConstraint(
                fields=["meeting"], condition=~Q(state=MinutesState.PUBLISHED), name="one_version_at_work"
            ),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="a_correction_has_its_reason"),
            models.CheckConstraint(condition=Q(opened_at__lte=F("closed_at")), name="minutes_open_before_they_close"),
            models.CheckConstraint(
                condition=Q(state=MinutesState.DRAFTED)
                | (~Q(checked_by="") & Q(checked_at__isnull=False) & ~Q(checked_by=F("drafted_by"))),
                name="minutes_are_checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[MinutesState.DRAFTED, MinutesState.CHECKED])
                | (~Q(approved_by="") & Q(approved_at__isnull=False) & ~Q(approved_by=F("drafted_by"))),
                name="minutes_are_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state=MinutesState.PUBLISHED, published_at__isnull=False)
                | (~Q(state=MinutesState.PUBLISHED) & Q(published_at__isnull=True)),
                name="minutes_are_public_with_their_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} v{self.version}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:minutes", args=[self.meeting_id, self.version])


class MinutesItem(models.Model):
    """What was said and decided on one item of the agenda."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="items")
    agenda_item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="minutes_items")
    discussion = models.TextField(blank=True)
    decision = models.TextField(blank=True)

    class Meta:
        ordering = ["agenda_item__position"]
        constraints = [models.UniqueConstraint(fields=["minutes", "agenda_item"], name="an_item_is_minuted_once")]

    def __str__(self) -> str:
        return f"{self.minutes_id}: {self.agenda_item_id}"


class Handout(models.Model):
    """A paper of a meeting as it was handed out. Taken back with a reason, never deleted."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="handouts")
    title = models.CharField(max_length=80)
    file_name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    added_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="handout_is_withdrawn_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.file_name}"
