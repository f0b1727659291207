from django.db import models
from django.db.models import Q

from jukugi.apps.inventory.enums import PlanState


class RequestPlan(models.Model):
    """The fewest changes that bring every association under a ceiling, as a job found them. A proposal, no decision.

    ``document`` is what ``core.planning.document`` makes, with requests and associations by their keys.
    """

    ceiling = models.DecimalField(max_digits=7, decimal_places=1)
    most_months = models.PositiveSmallIntegerField()
    kinds = models.JSONField()
    is_cautious = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=PlanState, default=PlanState.ASKED)
    document = models.JSONField(default=dict)
    actor_key = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PlanState.ASKED, done_at__isnull=True)
                | (~Q(state=PlanState.ASKED) & Q(done_at__isnull=False)),
                name="request_plan_is_done_with_its_moment",
            ),
            models.CheckConstraint(condition=Q(ceiling__gte=0), name="request_plan_has_a_ceiling"),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"
