"""What was changed in a course: dates and names, each with its reason. Rows are added, never rewritten."""

from django.db import models
from django.db.models import F, Q

from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models.course import Milestone, Phase, Process
from jukugi.apps.processes.models.wards import WardException


class Shift(models.Model):
    """One decision to move dates, with its public reason; its ``moves`` are what it moved."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="shifts")
    reason = models.TextField()
    shifted_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-shifted_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="shift_has_its_reason")]

    def __str__(self) -> str:
        return f"{self.process_id}: {self.shifted_at}"


class Move(models.Model):
    """One thing that a shift moved: its half-open period before and after; of a milestone the day at midnight.

    ``is_cause``: what the shift was about; the others followed.
    """

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="moves")
    phase = models.ForeignKey(Phase, null=True, blank=True, on_delete=models.CASCADE, related_name="moves")
    milestone = models.ForeignKey(Milestone, null=True, blank=True, on_delete=models.CASCADE, related_name="moves")
    ward_exception = models.ForeignKey(
        WardException, null=True, blank=True, on_delete=models.CASCADE, related_name="moves"
    )
    is_cause = models.BooleanField()
    before_from = models.DateTimeField()
    before_to = models.DateTimeField()
    before_precision = models.CharField(max_length=12)
    after_from = models.DateTimeField()
    after_to = models.DateTimeField()
    after_precision = models.CharField(max_length=12)

    class Meta:
        ordering = ["-is_cause", "after_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(phase__isnull=False, milestone__isnull=True, ward_exception__isnull=True)
                | Q(phase__isnull=True, milestone__isnull=False, ward_exception__isnull=True)
                | Q(phase__isnull=True, milestone__isnull=True, ward_exception__isnull=False),
                name="a_move_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(before_from__lte=F("before_to"), after_from__lte=F("after_to")), name="move_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shift_id}: {self.phase_id or self.milestone_id or self.ward_exception_id}"


class FormerName(models.Model):
    """How a process or a stage of it was called before, until when and why not any more; old addresses go on."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="former_names")
    phase = models.ForeignKey(Phase, null=True, blank=True, on_delete=models.CASCADE, related_name="former_names")
    milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.CASCADE, related_name="former_names"
    )
    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, blank=True)
    reason = models.TextField()
    renamed_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-renamed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], condition=~Q(slug=""), name="an_old_address_leads_to_one_process"),
            models.CheckConstraint(
                condition=Q(phase__isnull=True) | Q(milestone__isnull=True), name="a_name_is_of_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CourseTemplate(models.Model):
    """A course that a city saved to begin others from, as ``courses.py`` reads it; the packaged ones are files."""

    name = models.CharField(max_length=80, unique=True)
    description = models.TextField(blank=True)
    document = models.JSONField()
    made_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
