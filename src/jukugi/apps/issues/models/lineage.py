from django.db import models
from django.db.models import Q

from jukugi.apps.issues.enums import LineageKind, LineageSide
from jukugi.apps.issues.models.edges import IssueEdge
from jukugi.apps.issues.models.issues import Issue
from jukugi.apps.organizations.models import Organization
from jukugi.apps.processes.models import Process


class LineageActQuerySet(models.QuerySet["LineageAct"]):
    def in_force(self) -> "LineageActQuerySet":
        """Acts that were not undone."""
        return self.filter(undone_at__isnull=True)


class LineageAct(models.Model):
    """Issues were merged into one, or one was split: why, by whom, when; undone, never deleted.

    ``memos``: by name of a follower what it needs to go back.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="lineage_acts")
    kind = models.CharField(max_length=8, choices=LineageKind)
    reason = models.TextField()
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_reason = models.TextField(blank=True)
    undone_by = models.CharField(max_length=40, blank=True)
    memos = models.JSONField(default=dict)

    objects = LineageActQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="lineage_has_its_reason"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_reason="", undone_by="")
                | (Q(undone_at__isnull=False) & ~Q(undone_reason="") & ~Q(undone_by="")),
                name="lineage_is_undone_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class LineageTie(models.Model):
    """An issue that stood before an act or stands after it. ``is_new``: it began with the act."""

    act = models.ForeignKey(LineageAct, on_delete=models.CASCADE, related_name="ties")
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="lineage")
    side = models.CharField(max_length=8, choices=LineageSide)
    is_new = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["act", "issue"], name="one_tie_of_an_issue_to_an_act"),
            models.CheckConstraint(
                condition=Q(is_new=False) | Q(side=LineageSide.AFTER), name="only_what_follows_is_new"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act_id}: {self.issue_id} ({self.side})"


class EdgeMove(models.Model):
    """An edge that followed an act: ``after`` is the row that stands for it now; None where none could stand."""

    act = models.ForeignKey(LineageAct, on_delete=models.CASCADE, related_name="edge_moves")
    before = models.ForeignKey(IssueEdge, on_delete=models.CASCADE, related_name="moves_from")
    after = models.ForeignKey(IssueEdge, null=True, blank=True, on_delete=models.CASCADE, related_name="moves_to")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.act_id}: {self.before_id} → {self.after_id}"
