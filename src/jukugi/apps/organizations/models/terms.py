from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from jukugi.apps.accounts.models import User
from jukugi.apps.organizations.enums import MembershipRole
from jukugi.apps.organizations.models.bodies import Organization


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_term(self, day: date) -> "MembershipQuerySet":
        """Memberships with starts_on ≤ day < ends_on."""
        return self.ending_after(day).filter(starts_on__lte=day)

    def ending_after(self, day: date) -> "MembershipQuerySet":
        """Memberships with day < ends_on, also those that have not begun."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))

    def overlapping(self, starts_on: date, ends_on: date | None) -> "MembershipQuerySet":
        """Memberships that share a day with ``[starts_on, ends_on)``."""
        begun = self if ends_on is None else self.filter(starts_on__lt=ends_on)
        return begun.ending_after(starts_on)


class Membership(models.Model):
    """What one person is in one body during one term, ``[starts_on, ends_on)``. Ended, never deleted."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=MembershipRole)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")), name="term_starts_before_it_ends"
            ),
            models.UniqueConstraint(
                fields=["person", "organization", "role"],
                condition=Q(ends_on__isnull=True),
                name="one_open_term_per_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.organization_id} {self.role}"

    @property
    def last_on(self) -> date | None:
        """The last day in office, as people say a term."""
        return self.ends_on and self.ends_on - timedelta(days=1)
