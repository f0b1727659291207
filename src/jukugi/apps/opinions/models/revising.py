from django.db import models
from django.db.models import Q

from jukugi.apps.opinions.enums import GIST_LIMIT, RevisionKind
from jukugi.apps.opinions.models.opinions import Opinion
from jukugi.apps.organizations.models import Organization


class OpinionRevision(models.Model):
    """Others stand in the place of an opinion (``results``): its parts, what was really written, the same with words
    masked. The opinion itself stays as it is. Undone, never deleted: then the opinion stands again.
    """

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="revisions")
    kind = models.CharField(max_length=12, choices=RevisionKind)
    reason = models.TextField()
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revised_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_reason = models.TextField(blank=True)
    undone_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["revised_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion"], condition=Q(undone_at__isnull=True), name="one_revision_in_force_per_opinion"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="revision_has_its_reason"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_reason="", undone_by="")
                | (Q(undone_at__isnull=False) & ~Q(undone_reason="") & ~Q(undone_by="")),
                name="revision_is_undone_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id}: {self.kind}"


class OpinionGist(models.Model):
    """What an opinion says in short (要旨), written by staff beside its words; the newest holds, "" takes it back."""

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="gists")
    text = models.CharField(max_length=GIST_LIMIT, blank=True)
    actor_key = models.CharField(max_length=40)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.opinion_id}"
