"""What the administration asks of neighbourhood associations (行政依頼事務)."""

from collections.abc import Collection
from decimal import Decimal

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse

from jukugi.apps.areas.models import Area
from jukugi.apps.inventory.enums import Basis, Carrier, Category, RequestChannel, RequestState
from jukugi.apps.organizations.models import Organization


class AdminRequestQuerySet(models.QuerySet["AdminRequest"]):
    def made(self) -> "AdminRequestQuerySet":
        """Those that are made to associations now, by kind of work, then by title."""
        return self.filter(state=RequestState.ACTIVE).in_order()

    def in_order(self) -> "AdminRequestQuerySet":
        """By kind of work as the calendar has them, then by title."""
        places = (When(category=value, then=Value(place)) for place, value in enumerate(Category.values))
        return self.order_by(Case(*places, output_field=models.IntegerField()), "title", "pk")

    def told(self) -> "AdminRequestQuerySet":
        """Those that everybody may read: made now, or made once and over."""
        return self.filter(state__in=(RequestState.ACTIVE, RequestState.ENDED))

    def of_departments(self, departments: Collection[int] | None) -> "AdminRequestQuerySet":
        """Those of these departments; None stands for all."""
        return self if departments is None else self.filter(department__in=departments)

    def with_recipients(self) -> "AdminRequestQuerySet":
        """With department, and to whom each goes: three queries for all."""
        return self.select_related("department__area").prefetch_related("wards", "associations")


class AdminRequest(models.Model):
    """One request, with what it costs an association as the department estimates it.

    ``months`` are calendar months; none where it is not known. ``times_per_year`` below 1 does not come every year.
    ``people_per_time`` people spend ``hours_per_person`` each time; ``per_households`` where people grow with the
    association. It goes to ``associations`` where there are any, else to those of ``wards``, else to all.
    ``answer_to_warnings`` tells why the department asks in spite of what it was warned of.
    """

    department = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="admin_requests")
    category = models.CharField(max_length=14, choices=Category)
    title = models.CharField(max_length=80)
    purpose = models.TextField(blank=True)
    basis = models.CharField(max_length=10, choices=Basis)
    basis_note = models.CharField(max_length=200, blank=True)
    is_voluntary_told = models.BooleanField(default=False)
    times_per_year = models.DecimalField(max_digits=7, decimal_places=3)
    months = models.JSONField(default=list)
    people_per_time = models.DecimalField(max_digits=7, decimal_places=1)
    hours_per_person = models.DecimalField(max_digits=6, decimal_places=2)
    hours_low = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    hours_high = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    per_households = models.PositiveIntegerField(null=True, blank=True)
    carrier = models.CharField(max_length=10, choices=Carrier)
    channel = models.CharField(max_length=8, choices=RequestChannel)
    copies = models.CharField(max_length=80, blank=True)
    payment = models.CharField(max_length=80, blank=True)
    since_year = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=80, blank=True)
    wards = models.ManyToManyField(Area, blank=True, related_name="+")
    associations = models.ManyToManyField(Organization, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=RequestState, default=RequestState.WAITING)
    answer_to_warnings = models.TextField(blank=True)
    filed_by = models.CharField(max_length=40)
    filed_at = models.DateTimeField()
    reviewed_by = models.CharField(max_length=40, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_reason = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = AdminRequestQuerySet.as_manager()

    class Meta:
        ordering = ["category", "title", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="admin_request_has_a_title"),
            models.CheckConstraint(condition=Q(times_per_year__gt=0), name="admin_request_comes_sometime"),
            models.CheckConstraint(
                condition=Q(people_per_time__gte=0, hours_per_person__gte=0), name="admin_request_costs_nothing_or_more"
            ),
            models.CheckConstraint(
                condition=Q(hours_low__isnull=True, hours_high__isnull=True)
                | Q(hours_low__lte=F("hours_per_person"), hours_high__gte=F("hours_per_person")),
                name="hours_stand_within_their_range",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.WAITING, reviewed_at__isnull=True)
                | (~Q(state=RequestState.WAITING) & Q(reviewed_at__isnull=False)),
                name="admin_request_is_reviewed_with_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by="") | ~Q(reviewed_by=F("filed_by")), name="admin_request_is_approved_by_another"
            ),
            models.CheckConstraint(
                condition=(Q(state=RequestState.ENDED) & Q(ended_on__isnull=False))
                | (~Q(state=RequestState.ENDED) & Q(ended_on__isnull=True)),
                name="only_an_ended_request_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("inventory:request", kwargs={"request_pk": self.pk})

    @property
    def hours_each_time(self) -> Decimal:
        """Person-hours of one time, as the department estimates them, at share 1."""
        return self.people_per_time * self.hours_per_person

    @property
    def hours_a_year(self) -> Decimal:
        """Person-hours of a mean year, at share 1."""
        return self.times_per_year * self.hours_each_time

    @property
    def is_rare(self) -> bool:
        """It does not come every year."""
        return self.times_per_year < 1

    @property
    def rests_on_little(self) -> bool:
        """By custom alone, or nobody knows on what."""
        return self.basis in (Basis.CUSTOM, Basis.UNKNOWN)
