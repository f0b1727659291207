"""Who was drawn, whether they come, and to which meetings they came."""

from typing import Self

from django.db import models
from django.db.models import Q

from jukugi.apps.meetings.models import BodyMember, Meeting
from jukugi.apps.sortition.enums import SeatAct, SeatState
from jukugi.apps.sortition.models.drawing import Draw
from jukugi.apps.sortition.models.lotteries import CivicLottery
from jukugi.apps.sortition.models.volunteers import Volunteer


class SeatQuerySet(models.QuerySet["Seat"]):
    def taken(self) -> Self:
        """Those whose people come, or have not been asked yet."""
        return self.filter(state__in=[SeatState.DRAWN, SeatState.CONFIRMED])

    def waiting(self) -> Self:
        """Those whose people have not been asked yet."""
        return self.filter(state=SeatState.DRAWN)


class Seat(models.Model):
    """Somebody who was drawn (席). ``position`` counts the seats of one lottery from 1, over all draws.

    ``member``: the seat in the lottery's body, from confirmation on, where it has one.
    """

    lottery = models.ForeignKey(CivicLottery, on_delete=models.PROTECT, related_name="drawn_seats")
    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="drawn_seats")
    volunteer = models.OneToOneField(Volunteer, on_delete=models.PROTECT, related_name="seat")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=SeatState, default=SeatState.DRAWN)
    member = models.OneToOneField(BodyMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["lottery", "position"], name="one_seat_per_position"),
            models.CheckConstraint(
                condition=Q(member__isnull=True) | Q(state__in=[SeatState.CONFIRMED, SeatState.DROPPED_OUT]),
                name="only_who_confirmed_is_a_member",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lottery_id}-{self.position}"


class SeatStep(models.Model):
    """What was done about a seat: calls, answers, reasons. Never changed."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=12, choices=SeatAct)
    note = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40, blank=True)
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.act}"


class Attendance(models.Model):
    """Whether somebody came to a meeting (出席), by which the honorarium is reckoned."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attendances")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    is_present = models.BooleanField()
    actor_key = models.CharField(max_length=40)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["meeting", "seat"]
        constraints = [models.UniqueConstraint(fields=["seat", "meeting"], name="one_attendance_of_a_meeting")]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.meeting_id}"
