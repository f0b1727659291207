from django.db import models

from jukugi.apps.issues.models import LineageAct
from jukugi.apps.opinions.models.opinions import IssueLink


class LinkMove(models.Model):
    """A link that followed its issue: ``after`` is the row that stands for it now. ``is_made``: the act wrote that row;
    otherwise the opinion was a voice of that issue already."""

    act = models.ForeignKey(LineageAct, on_delete=models.PROTECT, related_name="link_moves")
    before = models.ForeignKey(IssueLink, on_delete=models.PROTECT, related_name="moves_from")
    after = models.ForeignKey(IssueLink, on_delete=models.PROTECT, related_name="moves_to")
    is_made = models.BooleanField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["act", "before", "after"], name="a_link_moves_once_in_an_act")]

    def __str__(self) -> str:
        return f"{self.act_id}: {self.before_id} → {self.after_id}"
