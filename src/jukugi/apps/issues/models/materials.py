from django.db import models
from django.db.models import F, Q

from jukugi.apps.issues.models.issues import Issue
from jukugi.apps.organizations.models import Organization


class DutyChange(models.Model):
    """Another department became responsible for an issue, or none is any more; with a public reason. Never changed."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="duty_changes")
    was = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    became = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    actor_key = models.CharField(max_length=40)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="duty_change_has_its_reason"),
            models.CheckConstraint(condition=~Q(was=F("became")), name="duty_change_changes"),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id}: {self.was_id} → {self.became_id}"


class MaterialQuerySet(models.QuerySet["Material"]):
    def opened(self) -> "MaterialQuerySet":
        """What everybody may read."""
        return self.filter(opened_at__isnull=False)


class Material(models.Model):
    """Working material of the city on an issue (庁内資料). Everybody sees that it is there, of which department and
    day; its title and words are for staff until they are opened, with a reason, for good."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(max_length=80)
    text = models.TextField()
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    dated_on = models.DateField()
    actor_key = models.CharField(max_length=40)
    added_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_reason = models.TextField(blank=True)
    opened_by = models.CharField(max_length=40, blank=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        ordering = ["dated_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="material_has_words"),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, opened_reason="", opened_by="")
                | (Q(opened_at__isnull=False) & ~Q(opened_reason="") & ~Q(opened_by="")),
                name="material_is_opened_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id}: {self.pk}"
