"""What associations themselves say: how long something takes, and what they would change."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.inventory.models.requests import AdminRequest
from jukugi.apps.organizations.models import Organization


class BurdenReportQuerySet(models.QuerySet["BurdenReport"]):
    def standing(self) -> "BurdenReportQuerySet":
        """The latest of each association on each request and in each year; corrected ones are left out."""
        return self.filter(replaced_at__isnull=True)


class BurdenReport(models.Model):
    """How much of its time one association spent on one request in one fiscal year.

    Read by the association and those who look after it alone; others see five of them or more together. A newer report
    of the same year replaces the former one, which stays.
    """

    admin_request = models.ForeignKey(AdminRequest, on_delete=models.PROTECT, related_name="reports")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="burden_reports")
    fiscal_year = models.PositiveSmallIntegerField()
    times = models.DecimalField(max_digits=7, decimal_places=3)
    people = models.DecimalField(max_digits=7, decimal_places=1)
    hours = models.DecimalField(max_digits=6, decimal_places=2)
    words = models.CharField(max_length=300, blank=True)
    channel = models.CharField(max_length=12, choices=Channel)
    actor_key = models.CharField(max_length=40)
    reported_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = BurdenReportQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["admin_request", "organization", "fiscal_year"],
                condition=Q(replaced_at__isnull=True),
                name="one_burden_report_a_year",
            ),
            models.CheckConstraint(
                condition=Q(times__gte=0, people__gte=0, hours__gte=0), name="burden_report_is_not_below_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk} on {self.admin_request_id}"

    @property
    def hours_each_time(self) -> Decimal:
        return self.people * self.hours

    @property
    def hours_a_year(self) -> Decimal:
        return self.times * self.people * self.hours


class Proposal(models.Model):
    """What an association or a department would change about a request. Answered by a decision."""

    admin_request = models.ForeignKey(AdminRequest, on_delete=models.PROTECT, related_name="proposals")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="request_proposals")
    wish = models.ForeignKey(
        "inventory.DecisionKind", null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )
    text = models.TextField()
    channel = models.CharField(max_length=12, choices=Channel)
    actor_key = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="request_proposal_has_words")]

    def __str__(self) -> str:
        return f"proposal {self.pk} on {self.admin_request_id}"
