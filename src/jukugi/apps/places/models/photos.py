"""Photos of places, and the way in for those who keep one."""

import secrets

from django.db import models
from django.db.models import Q

from jukugi.apps.places.enums import LINE_LIMIT, WORDS_LIMIT
from jukugi.apps.places.enums.photos import PhotoLicence, PhotoPeople, PhotoState
from jukugi.apps.places.models.register import Place


def new_secret() -> str:
    """What stands in the address of what only those find who were given it: 128 bits."""
    return secrets.token_urlsafe(16)


class PlacePhoto(models.Model):
    """A photo of a place (居場所の写真): drawn anew as JPEG when it came, without what cameras write into files.

    ``consent``: who agreed that it is shown, for staff only. One that is taken away loses its picture and the words of
    consent; the row and the reason stay.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="photos")
    key = models.CharField(max_length=22, unique=True, default=new_secret, editable=False)
    content = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    alt = models.CharField(max_length=LINE_LIMIT)
    licence = models.CharField(max_length=8, choices=PhotoLicence)
    credit = models.CharField(max_length=LINE_LIMIT, blank=True)
    people = models.CharField(max_length=8, choices=PhotoPeople)
    consent = models.CharField(max_length=LINE_LIMIT, blank=True)
    state = models.CharField(max_length=8, choices=PhotoState, default=PhotoState.WAITING)
    by_keeper = models.BooleanField(default=False)
    brought_by = models.CharField(max_length=40)
    brought_at = models.DateTimeField()
    removed_reason = models.CharField(max_length=WORDS_LIMIT, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(alt=""), name="place_photo_is_told_in_words"),
            models.CheckConstraint(
                condition=Q(state=PhotoState.REMOVED, removed_at__isnull=False, consent="") & ~Q(removed_reason="")
                | (~Q(state=PhotoState.REMOVED) & Q(removed_at__isnull=True) & ~Q(consent="")),
                name="place_photo_has_consent_or_was_removed_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(licence=PhotoLicence.CC_BY) | ~Q(credit=""), name="place_photo_of_cc_by_names_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id}: photo {self.pk}"


class KeeperEntry(models.Model):
    """The way in for those who keep a place (守る人の入口): an address with a secret, of which the hash is kept."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="keeper_entries")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    mail = models.EmailField(blank=True)
    given_by = models.CharField(max_length=40)
    given_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(closed_at__isnull=True), name="one_open_keeper_entry_of_a_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id}: entry {self.pk}"
