"""Places as they are now, every change of them, and notes that something has changed."""

import hashlib
import json
from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.models import Area
from jukugi.apps.places.enums import (
    DAYS_UNTIL_CHECKED_AGAIN,
    LINE_LIMIT,
    WORDS_LIMIT,
    Holidays,
    Known,
    NoteKind,
    NoteState,
    PlaceAct,
    PlaceKind,
    PlaceState,
    Toilet,
    Weekday,
)


class PlaceQuerySet(models.QuerySet["Place"]):
    def confirmed(self) -> Self:
        """Those that everybody finds in the list."""
        return self.filter(state=PlaceState.CONFIRMED)

    def public(self) -> Self:
        """Those with a page of their own."""
        return self.filter(state__in=[PlaceState.CONFIRMED, PlaceState.CLOSED])

    def is_old(self, day: date) -> Q:
        """What is true of a place in the list that nobody has looked at for a year, or ever."""
        edge = day - timedelta(days=DAYS_UNTIL_CHECKED_AGAIN)
        return Q(state=PlaceState.CONFIRMED) & (Q(checked_on__isnull=True) | Q(checked_on__lt=edge))

    def unchecked_since(self, day: date) -> Self:
        """Those that nobody has looked at for a year, or ever: longest first."""
        return self.filter(self.is_old(day)).order_by(F("checked_on").asc(nulls_first=True), "pk")

    def without_district(self) -> Self:
        """Those whose school district nobody knows, though it is known where they lie."""
        still = self.filter(state__in=[PlaceState.PROPOSED, PlaceState.CONFIRMED], district__isnull=True)
        return still.filter(is_rough=False, lat__isnull=False)

    def in_wards(self, wards: set[int | None]) -> Self:
        """Of these wards; None among them stands for the whole city."""
        return self if None in wards else self.filter(ward__in=[key for key in wards if key is not None])


class Place(models.Model):
    """A place where neighbours meet (居場所), as it is now; how it came to be so stands in its writings.

    ``is_rough``: its keeper asked that it is not shown exactly. What is kept is then rounded itself, and the address
    ends with the town: what nobody has cannot get out. ``is_free``: None where nobody knows.
    """

    name = models.CharField(max_length=LINE_LIMIT)
    reading = models.CharField(max_length=LINE_LIMIT, blank=True)
    kind = models.CharField(max_length=12, choices=PlaceKind)
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="places")
    district = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=LINE_LIMIT, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    is_rough = models.BooleanField(default=False)
    hours_note = models.CharField(max_length=WORDS_LIMIT, blank=True)
    closed_days = models.CharField(max_length=LINE_LIMIT, blank=True)
    holidays = models.CharField(max_length=8, choices=Holidays, default=Holidays.UNKNOWN)
    step_free = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    toilet = models.CharField(max_length=8, choices=Toilet, default=Toilet.UNKNOWN)
    hearing_loop = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    parking = models.CharField(max_length=8, choices=Known, default=Known.UNKNOWN)
    is_free = models.BooleanField(null=True, blank=True)
    cost = models.CharField(max_length=LINE_LIMIT, blank=True)
    welcome = models.CharField(max_length=LINE_LIMIT, blank=True)
    languages = models.CharField(max_length=LINE_LIMIT, blank=True)
    about = models.CharField(max_length=WORDS_LIMIT, blank=True)
    how_to_ask = models.CharField(max_length=WORDS_LIMIT, blank=True)
    contact = models.CharField(max_length=LINE_LIMIT, blank=True)
    source = models.CharField(max_length=LINE_LIMIT, blank=True)
    is_sample = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=PlaceState, default=PlaceState.PROPOSED)
    receipt = models.CharField(max_length=9, blank=True)
    channel = models.CharField(max_length=12, choices=Channel, blank=True)
    author_key = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField()
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.CharField(max_length=40, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["ward__lane_order", "reading", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__isnull=False, lon__isnull=False),
                name="place_has_a_whole_position",
            ),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True) | ~Q(checked_by=""), name="place_is_checked_by_somebody"
            ),
            models.UniqueConstraint(fields=["receipt"], condition=~Q(receipt=""), name="one_place_of_a_receipt"),
        ]
        indexes = [models.Index(fields=["state", "ward"], name="places_by_ward")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("places:place", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.state in (PlaceState.CONFIRMED, PlaceState.CLOSED)


class OpeningHours(models.Model):
    """When a place opens on one day of the week. ``weeks``: which of the month (24: second and fourth), empty: all."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    opens = models.TimeField()
    closes = models.TimeField()
    weeks = models.CharField(max_length=5, blank=True)

    class Meta:
        ordering = ["weekday", "opens", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="place_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id}: {self.weekday} {self.opens}–{self.closes}"


class PlaceWriting(models.Model):
    """One act on a place, with all that stood there after it. Never changed.

    ``digest`` fixes what it says; should a contact have to be forgotten, ``facts`` go and the act stays.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="writings")
    act = models.CharField(max_length=12, choices=PlaceAct)
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, editable=False)
    reason = models.CharField(max_length=WORDS_LIMIT, blank=True)
    actor_key = models.CharField(max_length=40, blank=True)
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.place_id}: {self.act}"


class PlaceNote(models.Model):
    """Somebody says that something about a place has changed (変わったことの知らせ); the ward looks and answers."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=8, choices=NoteKind)
    text = models.CharField(max_length=WORDS_LIMIT)
    receipt = models.CharField(max_length=9, unique=True)
    channel = models.CharField(max_length=12, choices=Channel)
    author_key = models.CharField(max_length=40)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=NoteState, default=NoteState.WAITING)
    answer = models.CharField(max_length=WORDS_LIMIT, blank=True)
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=NoteState.WAITING, answered_at__isnull=True)
                | (~Q(state=NoteState.WAITING) & Q(answered_at__isnull=False) & ~Q(answer="")),
                name="place_note_is_answered_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id}: {self.receipt}"


def facts_digest(facts: dict[str, Any]) -> str:
    """What fixes the facts of a writing."""
    said = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()
