from django.db import models
from django.db.models import F, Q

from jukugi.apps.inventory.models.requests import AdminRequest
from jukugi.apps.organizations.models import Organization


class DecisionKindQuerySet(models.QuerySet["DecisionKind"]):
    def in_use(self) -> "DecisionKindQuerySet":
        """Those that may be chosen, in the city's order."""
        return self.filter(is_in_use=True).order_by("position", "pk")


class DecisionKind(models.Model):
    """What may be decided of a request: the city's own words, and how much of it is left afterwards.

    ``left_low`` ≤ ``left`` ≤ ``left_high``: per cent of the hours that are left, as the city expects.
    ``deliveries_left``: per cent of the deliveries. ``ends_it``: the request is over from the decision's day on.
    """

    name = models.CharField(max_length=20, unique=True)
    meaning = models.CharField(max_length=200, blank=True)
    left_low = models.PositiveSmallIntegerField()
    left = models.PositiveSmallIntegerField()
    left_high = models.PositiveSmallIntegerField()
    deliveries_left = models.PositiveSmallIntegerField()
    ends_it = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    is_in_use = models.BooleanField(default=True)

    objects = DecisionKindQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_low__lte=F("left"), left__lte=F("left_high"), left_high__lte=100),
                name="what_is_left_stands_within_its_range",
            ),
            models.CheckConstraint(condition=Q(deliveries_left__lte=100), name="deliveries_left_are_a_share"),
        ]

    def __str__(self) -> str:
        return self.name


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self) -> "DecisionQuerySet":
        """The latest decision on each request."""
        return self.filter(replaced_at__isnull=True)


class Decision(models.Model):
    """What the city decided of one request: reason, day, who sees to it. A new decision replaces the former one.

    ``promised_low`` ≤ ``promised`` ≤ ``promised_high``: person-hours a year of all associations together that were
    expected to be freed on the day of the decision; what came of it is measured by associations' later reports.
    """

    admin_request = models.ForeignKey(AdminRequest, on_delete=models.PROTECT, related_name="decisions")
    kind = models.ForeignKey(DecisionKind, on_delete=models.PROTECT, related_name="decisions")
    reason = models.TextField()
    decided_on = models.DateField()
    starts_on = models.DateField()
    owner = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="request_decisions")
    promised_low = models.DecimalField(max_digits=10, decimal_places=1)
    promised = models.DecimalField(max_digits=10, decimal_places=1)
    promised_high = models.DecimalField(max_digits=10, decimal_places=1)
    actor_key = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["admin_request"], condition=Q(replaced_at__isnull=True), name="one_decision_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="request_decision_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.admin_request_id}: {self.kind_id}"
