from collections.abc import Collection
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.enums import NEIGHBOURS, OrganizationKind


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

    def neighbours(self) -> "OrganizationQuerySet":
        """Associations and their federations, by ward, the federations first, then by name."""
        return self.filter(kind__in=NEIGHBOURS).order_by(
            F("area__lane_order").asc(nulls_first=True), F("kind").desc(), "name", "pk"
        )

    def associations(self) -> "OrganizationQuerySet":
        """Neighbourhood associations alone, by ward, then by name."""
        return self.neighbours().filter(kind=OrganizationKind.ASSOCIATION)

    def in_wards(self, wards: Collection[int] | None) -> "OrganizationQuerySet":
        """Those of these wards; None stands for the whole city."""
        return self if wards is None else self.filter(area__in=wards)

    def standing(self, day: date) -> "OrganizationQuerySet":
        """Those that have not ended by this day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))


class Organization(models.Model):
    """A body that takes part: a department, a neighbourhood association, an intermediary, a company.

    ``area`` None stands for the whole city. ``source`` tells where a fact about a real body was read. ``parent`` is the
    federation of an association. ``register_number`` is its number in the city's own list, ``served`` the area it
    serves in words (見本町1〜3丁目); ``school_districts`` are those that it lies in, where known.
    """

    kind = models.CharField(max_length=16, choices=OrganizationKind)
    name = models.CharField(max_length=80)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="organizations")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    register_number = models.CharField(max_length=20, blank=True)
    served = models.CharField(max_length=200, blank=True)
    school_districts = models.ManyToManyField(Area, blank=True, related_name="+")
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
            models.UniqueConstraint(
                fields=["register_number"], condition=~Q(register_number=""), name="one_organization_per_number"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="organization_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_of_neighbours(self) -> bool:
        """An association or a federation."""
        return self.kind in NEIGHBOURS

    @property
    def last_on(self) -> date | None:
        """The last day on which it stood."""
        return self.ended_on and self.ended_on - timedelta(days=1)
