from django.db import models
from django.db.models import Q

from jukugi.apps.issues.models.issues import Issue
from jukugi.apps.organizations.models import Organization


class DirectionVersion(models.Model):
    """The direction of an issue (検討の方向) as it stood from ``written_at`` on; its text may be empty: taken back.

    Every version is kept. ``written_at`` is None for the text that stood before versions were kept, with an empty key.
    """

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="directions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    reason = models.TextField()
    actor_key = models.CharField(max_length=40, blank=True)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "number"], name="one_direction_per_number"),
            models.CheckConstraint(condition=~Q(reason=""), name="direction_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id}: {self.number}"
