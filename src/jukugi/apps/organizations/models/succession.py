"""What became of bodies: named anew, merged, split, dissolved. What there was stays with those that were."""

from django.db import models
from django.db.models import F, Q

from jukugi.apps.organizations.enums import SuccessionKind, SuccessionSide
from jukugi.apps.organizations.models.bodies import Organization


class Succession(models.Model):
    """A body was named anew, merged, split or dissolved, from a day on, with the reason that everybody may read.

    ``former_name`` is for one that was named anew; ``aftermath`` says who looks after the area from then on, where no
    body follows.
    """

    kind = models.CharField(max_length=10, choices=SuccessionKind)
    on = models.DateField()
    reason = models.TextField()
    aftermath = models.TextField(blank=True)
    former_name = models.CharField(max_length=80, blank=True)
    actor_key = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="succession_has_its_reason"),
            models.CheckConstraint(
                condition=(Q(kind=SuccessionKind.RENAMED) & ~Q(former_name=""))
                | (~Q(kind=SuccessionKind.RENAMED) & Q(former_name="")),
                name="only_a_new_name_has_a_former_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class SuccessionTie(models.Model):
    """One body on one side of a succession."""

    succession = models.ForeignKey(Succession, on_delete=models.PROTECT, related_name="ties")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="succession_ties")
    side = models.CharField(max_length=6, choices=SuccessionSide)

    class Meta:
        ordering = ["succession", "side", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["succession", "organization", "side"], name="a_body_stands_once_on_a_side"),
        ]

    def __str__(self) -> str:
        return f"{self.succession_id} {self.side} {self.organization_id}"


class DistinctPair(models.Model):
    """A person looked at two bodies that seemed to be one, and found that they are two. ``first`` has the lower key."""

    first = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    actor_key = models.CharField(max_length=40)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="two_bodies_are_told_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="a_pair_is_written_one_way"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
