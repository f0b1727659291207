from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jukugi.apps.areas.models import Area
from jukugi.apps.processes.enums import Lane, Precision


class ProcessQuerySet(models.QuerySet["Process"]):
    def shown_first(self) -> "ProcessQuerySet":
        """The process that the home page tells of comes first, what is finished last."""
        return self.order_by("-is_main", "is_finished", "-starts_on", "pk")

    def unfinished(self) -> "ProcessQuerySet":
        """Those in which something can still be opened or added."""
        return self.filter(is_finished=False)


class Process(models.Model):
    """A course by which a city renews a policy: phases and milestones in three lanes.

    ``is_finished``: a record to read; nothing is opened in it any more, and nothing added.
    """

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    summary = models.TextField(blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT)
    starts_on = models.DateField()
    ends_on = models.DateField()
    is_main = models.BooleanField(default=False)
    is_sample = models.BooleanField(default=False)
    is_finished = models.BooleanField(default=False)
    attribution = models.TextField(blank=True)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="process_starts_before_it_ends"),
            models.UniqueConstraint(fields=["is_main"], condition=Q(is_main=True), name="one_main_process"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("processes:process", args=[self.slug])


class PhaseQuerySet(models.QuerySet["Phase"]):
    def running(self, now: datetime) -> "PhaseQuerySet":
        """Phases with opens_at ≤ now < closes_at."""
        return self.filter(opens_at__lte=now, closes_at__gt=now)


class Phase(models.Model):
    """A stretch of time in one lane, ``[opens_at, closes_at)``; its openings switch what rooms allow.

    ``when`` tells the time in words where the dates alone would say too much; ``source`` holds one source a line.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="phases")
    lane = models.CharField(max_length=12, choices=Lane)
    title = models.CharField(max_length=80)
    headline = models.CharField(max_length=80, blank=True)
    lead = models.CharField(max_length=200, blank=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    precision = models.CharField(max_length=8, choices=Precision, default=Precision.MONTH)
    when = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)

    objects = PhaseQuerySet.as_manager()

    class Meta:
        ordering = ["opens_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="phase_opens_before_it_closes")
        ]

    def __str__(self) -> str:
        return self.title


class Opening(models.Model):
    """One thing that a phase opens while it runs, by the name of a registered phase kind."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="openings")
    kind = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["phase", "kind"], name="a_phase_opens_a_thing_once")]

    def __str__(self) -> str:
        return self.kind


class Milestone(models.Model):
    """A moment in one lane: a report, a meeting, an adoption. ``when``, ``note``, ``source`` as in a phase."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="milestones")
    lane = models.CharField(max_length=12, choices=Lane)
    title = models.CharField(max_length=80)
    on = models.DateField()
    precision = models.CharField(max_length=8, choices=Precision, default=Precision.MONTH)
    when = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return self.title
