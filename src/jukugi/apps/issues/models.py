from django.db import models
from django.urls import reverse

from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.processes.models import Process


class Issue(models.Model):
    """A question of a process, in one of three levels or by itself; questions form a tree."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="issues")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    code = models.CharField(max_length=40)
    level = models.CharField(max_length=10, choices=IssueLevel)
    title = models.CharField(max_length=80)
    description = models.TextField(blank=True)
    direction = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["process", "code"], name="one_issue_per_code")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("issues:issue", args=[self.pk])
