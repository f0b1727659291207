from django.db import models
from django.db.models import F, Q

from jukugi.apps.issues.enums import EdgeKind
from jukugi.apps.issues.models.issues import Issue
from jukugi.apps.organizations.models import Organization


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
    never deleted: its words stay. ``act``: it followed when issues were merged or split, or went back.
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
    act = models.ForeignKey("issues.LineageAct", null=True, blank=True, on_delete=models.CASCADE, related_name="edges")

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
