"""An issue calls for projects, and a project becomes a proposal of an issue."""

from datetime import date

from django.db import models
from django.db.models import Q

from jukugi.apps.circles.enums import LINE_LIMIT, WORDS_LIMIT, CircleProposalState
from jukugi.apps.issues.models import Issue


class ProjectCall(models.Model):
    """An officer asks for citizens' projects on an issue (活動の呼びかけ). ``closes_on`` is the last day."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="project_calls")
    title = models.CharField(max_length=LINE_LIMIT)
    text = models.CharField(max_length=WORDS_LIMIT)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=40)
    closes_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="project_call_says_something")]

    def __str__(self) -> str:
        return self.title

    def is_open_on(self, day: date) -> bool:
        return self.ended_at is None and (self.closes_on is None or day <= self.closes_on)


class CircleProposal(models.Model):
    """What a circle learned, sent to an issue (論点への提案). The city answers in words."""

    circle = models.ForeignKey("circles.Circle", on_delete=models.PROTECT, related_name="proposals")
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="circle_proposals")
    text = models.CharField(max_length=WORDS_LIMIT)
    actor_key = models.CharField(max_length=40)
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=CircleProposalState, default=CircleProposalState.SENT)
    answer = models.CharField(max_length=WORDS_LIMIT, blank=True)
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "issue"],
                condition=Q(state=CircleProposalState.SENT),
                name="one_waiting_proposal_of_a_circle",
            ),
            models.CheckConstraint(
                condition=Q(state=CircleProposalState.SENT, answered_at__isnull=True)
                | (~Q(state=CircleProposalState.SENT) & Q(answered_at__isnull=False) & ~Q(answer="")),
                name="circle_proposal_is_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circle_id} → {self.issue_id}"
