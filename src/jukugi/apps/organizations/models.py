from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.enums import MembershipRole, OrganizationKind


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def departments(self) -> "OrganizationQuerySet":
        """Departments of the city and its wards, the city's first, then by ward."""
        return self.filter(kind=OrganizationKind.DEPARTMENT).order_by(
            F("area__lane_order").asc(nulls_first=True), "name", "pk"
        )

    def other_bodies(self) -> "OrganizationQuerySet":
        """All that are no department: by kind, then by ward, then by name."""
        return self.exclude(kind=OrganizationKind.DEPARTMENT).order_by(
            "kind", F("area__lane_order").asc(nulls_first=True), "name", "pk"
        )

    def standing(self, day: date) -> "OrganizationQuerySet":
        """Those that have not ended by this day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))


class Organization(models.Model):
    """A body that takes part: a department, a neighbourhood association, an intermediary, a company.

    ``area`` None stands for the whole city. ``source`` tells where a fact about a real body was read.
    """

    kind = models.CharField(max_length=16, choices=OrganizationKind)
    name = models.CharField(max_length=80)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="organizations")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    note = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    is_sample = models.BooleanField(default=False)
    ended_on = models.DateField(null=True, blank=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "name", "area"], name="one_organization_per_area"),
            models.UniqueConstraint(
                fields=["kind", "name"], condition=Q(area__isnull=True), name="one_organization_of_the_city"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="organization_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def last_on(self) -> date | None:
        """The last day on which it stood."""
        return self.ended_on and self.ended_on - timedelta(days=1)


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
