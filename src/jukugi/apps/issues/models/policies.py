import unicodedata

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jukugi.apps.issues.enums import DemandKind, IssueLevel
from jukugi.apps.issues.models.issues import Issue
from jukugi.apps.organizations.models import Organization


class PolicyQuerySet(models.QuerySet["Policy"]):
    def holding(self, words: str) -> "PolicyQuerySet":
        """Policies that hold these words in their name, aim or legal basis; the width of letters does not count."""
        found = Q()
        for written in dict.fromkeys([words, unicodedata.normalize("NFKC", words)]):
            found |= Q(name__icontains=written) | Q(aim__icontains=written) | Q(legal_basis__icontains=written)
        return self.filter(found)


class Policy(models.Model):
    """A policy of the city (施策): what for, by which law or rule, since when, of which department.

    ``started`` and ``ended`` are written as far as they are known: 2006, 2016-06 or 2019-06-28; empty is not known.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    aim = models.TextField(blank=True)
    level = models.CharField(max_length=10, choices=IssueLevel)
    department = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="policies"
    )
    legal_basis = models.CharField(max_length=200, blank=True)
    started = models.CharField(max_length=10, blank=True)
    ended = models.CharField(max_length=10, blank=True)
    figures = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    is_sample = models.BooleanField(default=False)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=~Q(name="") & ~Q(code=""), name="policy_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("issues:policy", args=[self.pk])


class InForceQuerySet(models.QuerySet):
    def in_force(self) -> "InForceQuerySet":
        """Rows that were not ended."""
        return self.filter(ended_at__isnull=True)


class PolicyPart(models.Model):
    """Who does what in a policy: an organization with its role. Ended, never deleted."""

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="parts")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="policy_parts")
    role = models.CharField(max_length=80)
    actor_key = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=40, blank=True)

    objects = InForceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "organization", "role"], condition=Q(ended_at__isnull=True), name="one_part_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.policy_id}: {self.organization_id}"


class PolicyDemand(models.Model):
    """A meeting, list or request of a policy: whom it asks, and in which months (1 to 12; none is not known)."""

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="demands")
    kind = models.CharField(max_length=8, choices=DemandKind)
    name = models.CharField(max_length=80)
    target = models.CharField(max_length=80)
    months = models.JSONField(default=list, blank=True)
    actor_key = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=40, blank=True)

    objects = InForceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.policy_id}: {self.name}"


class PolicyLink(models.Model):
    """What a policy has to do with an issue, and why. Ended with a reason, never deleted."""

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="links")
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="policy_links")
    reason = models.TextField()
    actor_key = models.CharField(max_length=40)
    department = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)
    ended_by = models.CharField(max_length=40, blank=True)

    objects = InForceQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "issue"], condition=Q(ended_at__isnull=True), name="one_policy_link_in_force"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="policy_link_has_its_reason"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_reason="", ended_by="")
                | (Q(ended_at__isnull=False) & ~Q(ended_reason="") & ~Q(ended_by="")),
                name="policy_link_is_ended_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy_id} → {self.issue_id}"
