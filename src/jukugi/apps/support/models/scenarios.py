"""Scenarios (シナリオ): what a ward plans, who could run it in which form, and what residents said to it."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.models import Call, Opinion
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Process
from jukugi.apps.support.enums import (
    LINE_LIMIT,
    NAME_LIMIT,
    TITLE_LIMIT,
    HeardAnswer,
    OperatorForm,
    ScenarioKind,
    ScenarioPart,
    SchemeSource,
)
from jukugi.apps.support.models.catalogue import SupportFunction


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    def public(self) -> Self:
        """Those that everybody may read."""
        return self.filter(published_at__isnull=False, process__is_draft=False)

    def in_areas(self, areas: set[int | None]) -> Self:
        """Those of these wards; None among the keys stands for the whole city and every ward."""
        if None in areas:
            return self
        return self.filter(area__in=[pk for pk in areas if pk is not None])

    def asking_at(self, moment: datetime) -> Self:
        """Those about which residents are asked at this moment."""
        return self.filter(call__in=Call.objects.open_at(moment))


class Scenario(models.Model):
    """What a ward, or the city (``area`` None), plans of one kind in a process.

    ``call`` binds what residents say to it. Whether it was decided is told by its decisions.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="scenarios")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="scenarios")
    kind = models.CharField(max_length=14, choices=ScenarioKind)
    title = models.CharField(max_length=TITLE_LIMIT)
    aim = models.TextField()
    call = models.OneToOneField(Call, null=True, blank=True, on_delete=models.PROTECT, related_name="scenario")
    is_sample = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        ordering = [F("area__lane_order").asc(nulls_first=True), "kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(aim=""), name="scenario_has_title_and_aim"),
            models.UniqueConstraint(
                fields=["process", "area", "kind"], condition=Q(area__isnull=False), name="one_scenario_of_a_ward"
            ),
            models.UniqueConstraint(
                fields=["process", "kind"], condition=Q(area__isnull=True), name="one_scenario_of_the_city"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("support:scenario", args=[self.pk])


class PlannedFunction(models.Model):
    """A function of the catalogue that a scenario means to fulfil, and how."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="functions")
    function = models.ForeignKey(SupportFunction, on_delete=models.PROTECT, related_name="planned")
    how = models.TextField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "function"], name="a_function_is_planned_once"),
            models.CheckConstraint(condition=~Q(how=""), name="planned_function_says_how"),
        ]

    def __str__(self) -> str:
        return f"{self.scenario_id}: {self.function_id}"


class ScenarioMilestone(models.Model):
    """A day by which something shall stand; ``done_on`` and ``done_note`` when it does."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=LINE_LIMIT)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_note = models.CharField(max_length=LINE_LIMIT, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="scenario_milestone_has_a_title"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=False) | Q(done_note=""), name="a_note_of_what_is_done_has_its_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_late_on(self, day: date) -> bool:
        return self.done_on is None and self.due_on < day


class ScenarioRisk(models.Model):
    """Something that may go wrong, and what is done about it."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="risks")
    words = models.CharField(max_length=LINE_LIMIT)
    remedy = models.TextField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(words="") & ~Q(remedy=""), name="a_risk_has_its_remedy")]

    def __str__(self) -> str:
        return self.words


class Alternative(models.Model):
    """One way to do it (選択肢): who runs it in which form, and why so.

    ``operator`` is a body of the register, ``operator_words`` says who it would be where none is known.
    ``dropped_reason``: it was taken back, and why; it stays to be read.
    """

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="alternatives")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=NAME_LIMIT)
    form = models.CharField(max_length=14, choices=OperatorForm)
    operator = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    operator_words = models.CharField(max_length=LINE_LIMIT, blank=True)
    why = models.TextField()
    dropped_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "number"], name="one_alternative_per_number"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(why=""), name="alternative_has_name_and_why"),
            models.CheckConstraint(
                condition=Q(operator__isnull=False) | ~Q(operator_words=""), name="alternative_has_an_operator"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def operator_name(self) -> str:
        """Read the operator along before."""
        return self.operator.name if self.operator is not None else self.operator_words


class MoneyLine(models.Model):
    """Money of an alternative in a fiscal year from one source."""

    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="money")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=8, choices=SchemeSource)
    yen = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["year", "source"]
        constraints = [
            models.UniqueConstraint(fields=["alternative", "year", "source"], name="one_sum_of_a_year_and_source")
        ]

    def __str__(self) -> str:
        return f"{self.alternative_id}: {self.year} {self.source}"


class StaffLine(models.Model):
    """How many full-time people an alternative takes in a fiscal year, in tenths of a person."""

    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="staff")
    year = models.PositiveSmallIntegerField()
    people = models.DecimalField(max_digits=5, decimal_places=1)

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["alternative", "year"], name="one_staff_figure_of_a_year"),
            models.CheckConstraint(condition=Q(people__gte=0), name="staff_is_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.alternative_id}: {self.year}"


class HeardPoint(models.Model):
    """One thing that residents said to a scenario, what was done with it, and why; with the voices it rests on."""

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="heard")
    gist = models.TextField()
    answer = models.CharField(max_length=10, choices=HeardAnswer)
    reason = models.TextField()
    position = models.PositiveSmallIntegerField()
    voices = models.ManyToManyField(Opinion, blank=True, related_name="heard_points")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(gist="") & ~Q(reason=""), name="what_was_heard_is_answered")]

    def __str__(self) -> str:
        return f"{self.scenario_id}-{self.position}"


class ScenarioChange(models.Model):
    """A part of a scenario as it read after one change. Rows are only added; what was before is the row before.

    ``alternative`` says whose part it was; ``reason`` is asked for once the scenario is public.
    """

    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="changes")
    part = models.CharField(max_length=12, choices=ScenarioPart)
    alternative = models.ForeignKey(
        Alternative, null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )
    words = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.scenario_id}: {self.part} {self.changed_at}"
