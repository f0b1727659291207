"""Who volunteered: encrypted, under a key that everybody may see."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.sortition.enums import Ground, Resolution, VolunteerAct, VolunteerState
from jukugi.apps.sortition.models.inviting import InvitationCode
from jukugi.apps.sortition.models.lotteries import CivicLottery


class VolunteerQuerySet(models.QuerySet["Volunteer"]):
    def registered(self) -> Self:
        """Those who may be drawn."""
        return self.filter(state=VolunteerState.REGISTERED)


class Volunteer(models.Model):
    """Somebody who was written to and wants to take part (応募した人).

    ``key`` stands for them in everything that is published. ``particulars`` (name, address, how to reach them, what
    they need) and ``answers`` (their value of each feature) are ciphertexts under the lottery's key (``sealing``).
    ``household``: who shares a number lives together; at most one of them is drawn. After erasure both ciphertexts are
    empty and ``proof``, a keyed hash whose key is gone too, is all that is left of them.
    """

    lottery = models.ForeignKey(CivicLottery, on_delete=models.PROTECT, related_name="volunteers")
    code = models.OneToOneField(
        InvitationCode, null=True, blank=True, on_delete=models.PROTECT, related_name="volunteer"
    )
    key = models.CharField(max_length=7)
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=10, choices=VolunteerState, default=VolunteerState.REGISTERED)
    particulars = models.BinaryField(default=b"")
    answers = models.BinaryField(default=b"")
    household = models.PositiveIntegerField(null=True, blank=True)
    sent_key = models.CharField(max_length=64, unique=True)
    registered_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    proof = models.CharField(max_length=64, blank=True)

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["lottery", "key"], name="one_volunteer_per_key"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(particulars=b"", answers=b""), name="erased_volunteer_is_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class VolunteerStep(models.Model):
    """What happened to a registration, by whom and why. Never changed."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10, choices=VolunteerAct)
    reason = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40, blank=True)
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.volunteer_id}: {self.act}"


class Resemblance(models.Model):
    """Two registrations that look alike (重なりの疑い), and what a person found. ``first`` is the earlier one."""

    first = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="resembled_by")
    second = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="resembles")
    grounds = models.JSONField(default=list)
    resolution = models.CharField(max_length=14, choices=Resolution, default=Resolution.OPEN)
    reason = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40, blank=True)
    found_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_resemblance_of_two"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="the_earlier_comes_first"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id}~{self.second_id}"

    @property
    def grounds_told(self) -> list[str]:
        """Why they look alike, in words."""
        return [str(Ground(ground).label) for ground in self.grounds if ground in Ground.values]
