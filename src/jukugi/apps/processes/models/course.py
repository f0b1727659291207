"""The course of a process: phases and milestones in three lanes, what a phase opens, and what must come before what."""

import secrets
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from jukugi.apps.areas.enums import AreaLevel
from jukugi.apps.areas.models import Area
from jukugi.apps.processes.enums import Lane, Precision


def new_key() -> str:
    """By which calendars know an event again, whatever it is called later."""
    return secrets.token_hex(12)


class ProcessQuerySet(models.QuerySet["Process"]):
    def public(self) -> Self:
        """Those that everybody may read."""
        return self.filter(is_draft=False)

    def shown_first(self) -> Self:
        """Public ones: the process that the home page tells of comes first, what is finished last."""
        return self.public().order_by("-is_main", "is_finished", "-starts_on", "pk")

    def unfinished(self) -> Self:
        """Those in which something can still be opened or added."""
        return self.filter(is_finished=False)


class Process(models.Model):
    """A course by which a city renews a policy: phases and milestones in three lanes.

    ``is_draft``: being prepared at the desk; nobody else sees it, and nothing is opened in it yet.
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
    is_draft = models.BooleanField(default=False)
    is_finished = models.BooleanField(default=False)
    attribution = models.TextField(blank=True)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="process_starts_before_it_ends"),
            models.UniqueConstraint(fields=["is_main"], condition=Q(is_main=True), name="one_main_process"),
            models.CheckConstraint(
                condition=~Q(is_main=True, is_draft=True), name="home_tells_of_no_process_in_preparation"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("processes:process", args=[self.slug])


class Stage(models.Model):
    """What phases and milestones have in common.

    ``when`` tells the time in words where the dates alone would say too much; ``source`` holds one source a line.
    ``began_on`` and ``ended_on`` are what really happened; ``is_planned`` False: it was in no plan, it happened.
    ``edition`` counts the changes (SEQUENCE of a calendar); ``row_id`` is the id in the table it was imported from.
    """

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    lane = models.CharField(max_length=12, choices=Lane)
    title = models.CharField(max_length=80)
    precision = models.CharField(max_length=12, choices=Precision, default=Precision.MONTH)
    when = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)
    is_planned = models.BooleanField(default=True)
    began_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    actual_precision = models.CharField(max_length=12, choices=Precision, default=Precision.DAY)
    edition = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    row_id = models.CharField(max_length=40, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


def actual_days_agree(name: str) -> models.CheckConstraint:
    """What ended has begun, and not later."""
    condition = Q(ended_on__isnull=True) | Q(began_on__isnull=False, ended_on__gte=F("began_on"))
    return models.CheckConstraint(condition=condition, name=name)


def one_stage_per_row(name: str) -> models.UniqueConstraint:
    """A row of a table that was imported twice is one stage."""
    return models.UniqueConstraint(fields=["process", "row_id"], condition=~Q(row_id=""), name=name)


class PhaseQuerySet(models.QuerySet["Phase"]):
    def in_area(self, area: Area | None) -> Self:
        """With ``area_opens_at`` and ``area_closes_at``: the period there, which a ward may have of its own."""
        ward = ward_of(area)
        if ward is None:
            return self.annotate(area_opens_at=F("opens_at"), area_closes_at=F("closes_at"))
        from jukugi.apps.processes.models.wards import WardException

        own = WardException.objects.in_force().filter(phase=OuterRef("pk"), ward_id=ward)
        return self.annotate(
            area_opens_at=Coalesce(Subquery(own.values("opens_at")[:1]), F("opens_at")),
            area_closes_at=Coalesce(Subquery(own.values("closes_at")[:1]), F("closes_at")),
        )

    def running(self, now: datetime, area: Area | None = None) -> Self:
        """Phases with opens_at ≤ now < closes_at, there."""
        return self.in_area(area).filter(area_opens_at__lte=now, area_closes_at__gt=now)

    def going_on(self, now: datetime) -> Self:
        """Those that do not stand still: neither the phase is paused nor its process."""
        from jukugi.apps.processes.models.pausing import Pause

        pauses = Pause.objects.at(now)
        return self.exclude(Exists(pauses.filter(phase=OuterRef("pk")))).exclude(
            Exists(pauses.filter(phase__isnull=True, process=OuterRef("process_id")))
        )

    def opening(self, now: datetime, area: Area | None = None) -> Self:
        """Running phases that may open what they name: public, not paused, not held by a gate. No query of its own."""
        from jukugi.apps.processes.models.gates import Gate

        running = self.running(now, area).filter(process__is_finished=False, process__is_draft=False)
        return running.going_on(now).exclude(Exists(Gate.objects.holding(now).filter(phase=OuterRef("pk"))))


def ward_of(area: Area | None) -> int | None:
    """The key of the ward in which an area lies; None for the city. No query."""
    if area is None or area.level == AreaLevel.CITY:
        return None
    return area.pk if area.level == AreaLevel.WARD else area.parent_id


class Phase(Stage):
    """A stretch of time in one lane, ``[opens_at, closes_at)``; its openings switch what rooms allow.

    ``min_days``: shorter than this it must not become (a public comment of thirty days, say).
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="phases")
    headline = models.CharField(max_length=80, blank=True)
    lead = models.CharField(max_length=200, blank=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    min_days = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = PhaseQuerySet.as_manager()

    class Meta:
        ordering = ["opens_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="phase_opens_before_it_closes"),
            actual_days_agree("phase_ended_after_it_began"),
            one_stage_per_row("a_row_is_one_phase"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("processes:phase", args=[self.process.slug, self.pk])


class Opening(models.Model):
    """One thing that a phase opens while it runs, by the name of a registered phase kind."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="openings")
    kind = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["phase", "kind"], name="a_phase_opens_a_thing_once")]

    def __str__(self) -> str:
        return self.kind


class Milestone(Stage):
    """A moment in one lane: a report, a meeting, an adoption."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="milestones")
    on = models.DateField()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            actual_days_agree("milestone_ended_after_it_began"),
            one_stage_per_row("a_row_is_one_milestone"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("processes:milestone", args=[self.process.slug, self.pk])


class FocusPoint(models.Model):
    """What a year of the process is about, ``starts_on`` to ``ends_on`` inclusive."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="focus_points")
    title = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)
    row_id = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="focus_starts_before_it_ends"),
            one_stage_per_row("a_row_is_one_focus_point"),
        ]

    def __str__(self) -> str:
        return self.title

    def is_on(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


class Dependency(models.Model):
    """What must be over before something else begins; what depends moves along when its date slips."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="dependencies")
    before_phase = models.ForeignKey(Phase, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    before_milestone = models.ForeignKey(Milestone, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    after_phase = models.ForeignKey(Phase, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    after_milestone = models.ForeignKey(Milestone, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(before_phase__isnull=True) ^ Q(before_milestone__isnull=True))
                & (Q(after_phase__isnull=True) ^ Q(after_milestone__isnull=True)),
                name="dependency_joins_two_things",
            ),
            *(
                models.UniqueConstraint(
                    fields=[f"before_{before}", f"after_{after}"],
                    condition=Q(**{f"before_{before}__isnull": False, f"after_{after}__isnull": False}),
                    name=f"one_dependency_of_{before}_and_{after}",
                )
                for before in ("phase", "milestone")
                for after in ("phase", "milestone")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before_phase_id or self.before_milestone_id} → {self.after_phase_id or self.after_milestone_id}"
