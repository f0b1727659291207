from django.db import models
from django.db.models import Q

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.inventory.enums import AnswerKind
from jukugi.apps.inventory.models.requests import AdminRequest
from jukugi.apps.organizations.models import Organization


class BundleAnswerQuerySet(models.QuerySet["BundleAnswer"]):
    def standing(self) -> "BundleAnswerQuerySet":
        """The latest answer of each association to each request of each month."""
        return self.filter(replaced_at__isnull=True)


class BundleAnswer(models.Model):
    """An association received a request of one month's bundle, or answers that it cannot, and why.

    An answer may change; the former one stays with the moment at which it was replaced.
    """

    admin_request = models.ForeignKey(AdminRequest, on_delete=models.PROTECT, related_name="answers")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="request_answers")
    month_on = models.DateField()
    kind = models.CharField(max_length=8, choices=AnswerKind)
    reason = models.CharField(max_length=300, blank=True)
    channel = models.CharField(max_length=12, choices=Channel)
    actor_key = models.CharField(max_length=40)
    answered_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = BundleAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-month_on", "organization", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["admin_request", "organization", "month_on"],
                condition=Q(replaced_at__isnull=True),
                name="one_answer_to_a_request_a_month",
            ),
            models.CheckConstraint(condition=~Q(kind=AnswerKind.CANNOT) | ~Q(reason=""), name="cannot_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} on {self.admin_request_id}: {self.kind}"
