from django.db import models
from django.db.models import Q

from jukugi.apps.meetings.enums import AccessNeed, RegistrationState
from jukugi.apps.meetings.models.meetings import Meeting
from jukugi.apps.meetings.models.tables import Table
from jukugi.kit import receipts


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def seated(self) -> "RegistrationQuerySet":
        """Those who have a seat."""
        return self.filter(state=RegistrationState.SEATED)

    def waiting(self) -> "RegistrationQuerySet":
        """Those who wait for a seat, in their order."""
        return self.filter(state=RegistrationState.WAITING).order_by("position")


class Registration(models.Model):
    """Somebody who wants to come, without a name: a number, and what they need.

    ``position`` counts those of one meeting from 1, in the order in which they came: by it the waiting list moves up,
    and tables are drawn. ``sent_key`` is equal for a second press of the same form. ``email`` goes 30 days after the
    meeting; ``told_at`` is when somebody of the staff told them that a seat became free.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="registrations")
    number = models.CharField(max_length=9, unique=True)
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=RegistrationState)
    needs = models.JSONField(default=list)
    needs_note = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    sent_key = models.CharField(max_length=64, unique=True)
    registered_at = models.DateTimeField()
    moved_up_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    checked_in_at = models.DateTimeField(null=True, blank=True)
    table = models.ForeignKey(Table, null=True, blank=True, on_delete=models.SET_NULL, related_name="registrations")

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="one_registration_per_position"),
            models.CheckConstraint(
                condition=Q(state=RegistrationState.CANCELLED, cancelled_at__isnull=False)
                | (~Q(state=RegistrationState.CANCELLED) & Q(cancelled_at__isnull=True)),
                name="registration_is_cancelled_with_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(checked_in_at__isnull=True) | Q(state=RegistrationState.SEATED),
                name="only_who_has_a_seat_comes_in",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def shown(self) -> str:
        """The number as it is printed."""
        return receipts.shown(self.number)

    @property
    def needs_told(self) -> list[str]:
        """What they need, in words."""
        return [str(AccessNeed(need).label) for need in self.needs if need in AccessNeed.values]
