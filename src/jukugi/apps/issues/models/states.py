from django.db import models
from django.db.models import F, Q

from jukugi.apps.issues.enums import IssueStatus
from jukugi.apps.issues.models.issues import Issue
from jukugi.apps.organizations.models import Organization


class StatusChange(models.Model):
    """A step of an issue from one status to another, with a reason that everybody reads. Never changed."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="status_changes")
    was = models.CharField(max_length=12, choices=IssueStatus)
    became = models.CharField(max_length=12, choices=IssueStatus)
    reason = models.TextField()
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="status_change_has_its_reason"),
            models.CheckConstraint(condition=~Q(was=F("became")), name="status_change_changes"),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id}: {self.was} → {self.became}"
