import hashlib
import unicodedata

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jukugi.apps.areas.models import Area
from jukugi.apps.issues.enums import IssueLevel, IssueStatus
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Process

# The letters, digits and signs of ASCII as Japanese papers often print them: ＮＰＯ.
TO_FULL_WIDTH = {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1)}


class IssueQuerySet(models.QuerySet["Issue"]):
    def holding(self, words: str) -> "IssueQuerySet":
        """Issues that hold these words in their title or keywords; the width of letters does not count."""
        plain = unicodedata.normalize("NFKC", words)
        found = Q()
        for written in dict.fromkeys([words, plain, plain.translate(TO_FULL_WIDTH)]):
            found |= Q(title__icontains=written) | Q(keywords__icontains=written)
        return self.filter(found)

    def standing(self) -> "IssueQuerySet":
        """Issues that were neither merged into others nor split: to them voices, edges and changes still go."""
        return self.filter(ended_at__isnull=True)

    def without_department(self) -> "IssueQuerySet":
        """Issues for which nobody at the city is responsible yet."""
        return self.filter(department__isnull=True)


class Issue(models.Model):
    """A question of a process, in one of three levels or by itself; questions form a tree.

    ``area``: the ward or school district whose question it is; None for the whole city.
    ``direction`` is the text of its last ``DirectionVersion``, ``status`` follows the last ``StatusChange``.
    ``ended_at``: since then others stand in its place (``LineageAct``).
    ``keywords``: words, separated by blanks, by which a voice is proposed for this issue.
    ``department``: who is responsible for it on the city's side; it follows the last ``DutyChange``.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="issues")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    code = models.CharField(max_length=40)
    level = models.CharField(max_length=10, choices=IssueLevel)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="issues")
    status = models.CharField(max_length=12, choices=IssueStatus, default=IssueStatus.RAISED)
    ended_at = models.DateTimeField(null=True, blank=True)
    title = models.CharField(max_length=80)
    description = models.TextField(blank=True)
    direction = models.TextField(blank=True)
    keywords = models.TextField(blank=True)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="issues")
    position = models.PositiveIntegerField(default=0)

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["process", "code"], name="one_issue_per_code")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("issues:issue", args=[self.pk])

    @property
    def edition(self) -> str:
        """Changes whenever what an officer may edit changes."""
        words = [self.description, self.keywords]
        return hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:16]
