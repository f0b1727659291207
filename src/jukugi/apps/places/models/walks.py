"""Citizens on foot look at places (まち歩き調査): a campaign, what somebody saw at one place, and each thing seen."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.places.enums import LINE_LIMIT, WORDS_LIMIT
from jukugi.apps.places.enums.walks import CheckItem, FindingState, Walker
from jukugi.apps.places.models.photos import new_secret
from jukugi.apps.places.models.register import Place


class WalkQuerySet(models.QuerySet["Walk"]):
    def in_wards(self, wards: set[int | None]) -> Self:
        """Of these wards; None among them stands for the whole city."""
        return self if None in wards else self.filter(ward__in=[key for key in wards if key is not None])

    def running(self, day: date) -> Self:
        return self.filter(begins_on__lte=day, ends_on__gte=day)


class Walk(models.Model):
    """A campaign: which places, on which days, what to look at. ``key`` stands in the address that people join by."""

    title = models.CharField(max_length=LINE_LIMIT)
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="walks")
    district = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField()
    items = models.JSONField(default=list)
    words = models.CharField(max_length=WORDS_LIMIT, blank=True)
    key = models.CharField(max_length=22, unique=True, default=new_secret, editable=False)
    opened_by = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    objects = WalkQuerySet.as_manager()

    class Meta:
        ordering = ["-ends_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="walk_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("places:walk", args=[self.key])


class PlaceCheck(models.Model):
    """Somebody stood before a place. ``client_key`` is made on the device: what is sent twice is one. Never changed."""

    walk = models.ForeignKey(Walk, on_delete=models.PROTECT, related_name="checks")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="checks")
    client_key = models.CharField(max_length=40, unique=True)
    walker = models.CharField(max_length=12, choices=Walker)
    channel = models.CharField(max_length=12, choices=Channel)
    author_key = models.CharField(max_length=40)
    looked_on = models.DateField()
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.place_id}: check {self.pk}"


class Finding(models.Model):
    """One thing seen at a place, with what the register said then. An officer decides on each that differs."""

    found_in = models.ForeignKey(PlaceCheck, on_delete=models.PROTECT, related_name="findings")
    item = models.CharField(max_length=12, choices=CheckItem)
    value = models.CharField(max_length=WORDS_LIMIT)
    before = models.CharField(max_length=WORDS_LIMIT, blank=True)
    state = models.CharField(max_length=8, choices=FindingState, default=FindingState.WAITING)
    reason = models.CharField(max_length=WORDS_LIMIT, blank=True)
    settled_by = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["found_in", "item"], name="one_finding_of_an_item_in_a_check"),
            models.CheckConstraint(
                condition=Q(state__in=[FindingState.SAME, FindingState.WAITING], settled_at__isnull=True)
                | Q(state=FindingState.TAKEN, settled_at__isnull=False)
                | (Q(state=FindingState.LEFT, settled_at__isnull=False) & ~Q(reason="")),
                name="finding_is_settled_by_somebody_and_left_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.found_in_id}: {self.item}"
