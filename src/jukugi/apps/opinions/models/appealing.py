from django.db import models
from django.db.models import Q

from jukugi.apps.accounts.models import Participant
from jukugi.apps.opinions.enums import AppealState
from jukugi.apps.opinions.models.opinions import Opinion
from jukugi.apps.organizations.models import Organization


class Appeal(models.Model):
    """Somebody who holds the number says that an opinion should not have been hidden (異議). Another person than who
    hid it decides; the answer is public, what was written is for staff.

    ``author`` is whose device it was sent from.
    """

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="appeals")
    text = models.TextField()
    author = models.ForeignKey(Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=AppealState, default=AppealState.WAITING)
    answer = models.TextField(blank=True)
    decided_by = models.CharField(max_length=40, blank=True)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion"], condition=Q(state=AppealState.WAITING), name="one_waiting_appeal_per_opinion"
            ),
            models.CheckConstraint(
                condition=Q(state=AppealState.WAITING, answer="", decided_by="", decided_at__isnull=True)
                | (~Q(state=AppealState.WAITING) & ~Q(answer="") & ~Q(decided_by="") & Q(decided_at__isnull=False)),
                name="appeal_is_decided_with_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id}: {self.state}"
