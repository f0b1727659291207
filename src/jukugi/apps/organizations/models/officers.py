"""Who holds an office in an association. Nobody of them needs an account: the least that is needed of a person."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Case, F, Q, Value, When

from jukugi.apps.organizations.enums import OfficerRole
from jukugi.apps.organizations.models.bodies import Organization


class OfficerQuerySet(models.QuerySet["Officer"]):
    def in_term(self, day: date) -> "OfficerQuerySet":
        """Officers with starts_on ≤ day < ends_on, in the order of the lists."""
        return self.ending_after(day).filter(starts_on__lte=day)

    def ending_after(self, day: date) -> "OfficerQuerySet":
        """Officers with day < ends_on, also those whose term has not begun."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day)).in_order()

    def in_order(self) -> "OfficerQuerySet":
        """President first, as the lists have it; within a role the earlier term first."""
        place = Case(*(When(role=role, then=Value(n)) for n, role in enumerate(OfficerRole)), default=Value(99))
        return self.annotate(place=place).order_by("organization_id", "place", "starts_on", "pk")


class Officer(models.Model):
    """One person's term in one office of an association, ``[starts_on, ends_on)``. Ended, never deleted.

    The name is shown to everybody only where the person agreed (``name_agreed_on``) and the association too. ``name``
    is "" where nobody told it, or it was erased (``erased_on``); ``phone`` and ``email`` go some time after the term.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="officers")
    role = models.CharField(max_length=10, choices=OfficerRole)
    name = models.CharField(max_length=80, blank=True)
    name_agreed_on = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    erased_on = models.DateField(null=True, blank=True)
    actor_key = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    objects = OfficerQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")), name="office_starts_before_it_ends"
            ),
            models.CheckConstraint(
                condition=Q(erased_on__isnull=True) | Q(name="", phone="", email="", name_agreed_on__isnull=True),
                name="nothing_is_left_of_an_erased_officer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.role} {self.starts_on}"

    @property
    def last_on(self) -> date | None:
        """The last day in office, as people say a term."""
        return self.ends_on and self.ends_on - timedelta(days=1)


class AccessQuerySet(models.QuerySet["AccessCode"]):
    def in_force(self, day: date) -> "AccessQuerySet":
        """Codes whose devices may look at the association's page on a day."""
        return self.not_over(day).filter(starts_on__lte=day)

    def not_over(self, day: date) -> "AccessQuerySet":
        """Codes that are in force or will be."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), revoked_at__isnull=True)


class AccessCode(models.Model):
    """An invitation code (招待コード): opens the association's own page on the devices of who holds an office.

    Only a keyed hash of it is kept. It opens devices from ``starts_on`` until ``enter_by``, that day included; the
    devices stay open over ``[starts_on, ends_on)``. ``officer`` is to whom the letter went.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="access_codes")
    officer = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="access_codes")
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    starts_on = models.DateField()
    enter_by = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    actor_key = models.CharField(max_length=40)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("enter_by")), name="code_can_be_entered_some_day"),
        ]

    def __str__(self) -> str:
        return f"code {self.pk} of {self.organization_id}"


class AccessDevice(models.Model):
    """A device that a code opened. It is known by a token of which only a hash is kept."""

    code = models.ForeignKey(AccessCode, on_delete=models.CASCADE, related_name="devices")
    token_hash = models.CharField(max_length=64, editable=False, db_index=True)
    actor_key = models.CharField(max_length=40, unique=True, editable=False)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["code", "token_hash"], name="a_device_is_opened_once_by_a_code"),
        ]

    def __str__(self) -> str:
        return f"device {self.pk} of {self.code_id}"
