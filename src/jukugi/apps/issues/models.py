import hashlib
import unicodedata

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jukugi.apps.issues.enums import EdgeKind, IssueLevel
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

    def without_department(self) -> "IssueQuerySet":
        """Issues for which nobody at the city is responsible yet."""
        return self.filter(department__isnull=True)


class Issue(models.Model):
    """A question of a process, in one of three levels or by itself; questions form a tree.

    ``keywords``: words, separated by blanks, by which a voice is proposed for this issue.
    ``department``: who is responsible for it on the city's side.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="issues")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    code = models.CharField(max_length=40)
    level = models.CharField(max_length=10, choices=IssueLevel)
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
        words = [self.description, self.direction, self.keywords, str(self.department_id)]
        return hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:16]


class IssueEdgeQuerySet(models.QuerySet["IssueEdge"]):
    def in_force(self) -> "IssueEdgeQuerySet":
        """Edges that were not undone."""
        return self.filter(undone_at__isnull=True)

    def touching(self, issue: Issue) -> "IssueEdgeQuerySet":
        """Edges from this issue and to it, with the issues at both ends."""
        return self.filter(Q(source=issue) | Q(target=issue)).select_related("source", "target", "department")


class IssueEdge(models.Model):
    """What one issue has to do with another, read from ``source`` to ``target``: a kind, a reason, who and when.

    ``about`` says in a few words what was moved or meant. What stays where it is has no target. An edge is undone,
    never deleted: its words stay.
    """

    source = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="edges_out")
    target = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.CASCADE, related_name="edges_in")
    kind = models.CharField(max_length=16, choices=EdgeKind)
    about = models.CharField(max_length=80)
    reason = models.TextField()
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_reason = models.TextField(blank=True)
    undone_by = models.CharField(max_length=40, blank=True)

    objects = IssueEdgeQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=EdgeKind.STAYS, target__isnull=True)
                | (~Q(kind=EdgeKind.STAYS) & Q(target__isnull=False) & ~Q(source=F("target"))),
                name="edge_joins_two_issues",
            ),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(about=""), name="edge_has_its_reason"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_reason="", undone_by="")
                | (Q(undone_at__isnull=False) & ~Q(undone_reason="") & ~Q(undone_by="")),
                name="edge_is_undone_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"
