"""What people are interested in, offer and need; who may fit whom, and what each answered."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.areas.models import Area
from jukugi.apps.circles.enums import LINE_LIMIT, NAME_LIMIT, WORDS_LIMIT, Consent, SeekKind, SeekSide
from jukugi.apps.circles.models.circles import Circle


class SeekQuerySet(models.QuerySet["Seek"]):
    def open_on(self, day: date) -> Self:
        return self.filter(closed_at__isnull=True, expires_on__gte=day)

    def shown(self) -> Self:
        """Those that everybody may read."""
        return self.filter(consent=Consent.SHOWN, is_hidden=False)

    def matchable(self) -> Self:
        """Those whose authors agreed to be matched."""
        return self.filter(consent__in=[Consent.SHOWN, Consent.MATCHED], is_hidden=False)


class Seek(models.Model):
    """An interest, an offer or a need of one person (求めと申し出), with what they agreed to show.

    ``ward`` None: anywhere. ``up_to_yen``: of money alone. ``expires_on`` is the last day. ``circle``: for which one
    of its members asks.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="seeks")
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.PROTECT, related_name="seeks")
    side = models.CharField(max_length=10, choices=SeekSide)
    kind = models.CharField(max_length=8, choices=SeekKind, blank=True)
    text = models.CharField(max_length=WORDS_LIMIT)
    up_to_yen = models.PositiveIntegerField(null=True, blank=True)
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    district = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    consent = models.CharField(max_length=8, choices=Consent, default=Consent.MINE)
    expires_on = models.DateField()
    receipt = models.CharField(max_length=9, unique=True)
    channel = models.CharField(max_length=12, choices=Channel)
    written_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    is_hidden = models.BooleanField(default=False)
    hidden_reason = models.CharField(max_length=WORDS_LIMIT, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = SeekQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(side=SeekSide.INTEREST, kind="") | (~Q(side=SeekSide.INTEREST) & ~Q(kind="")),
                name="offers_and_needs_have_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(up_to_yen__isnull=True) | Q(kind=SeekKind.MONEY), name="only_money_has_a_sum"
            ),
            models.CheckConstraint(
                condition=Q(is_hidden=False, hidden_reason="") | (Q(is_hidden=True) & ~Q(hidden_reason="")),
                name="a_seek_is_hidden_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["consent", "expires_on"], name="seeks_by_consent")]

    def __str__(self) -> str:
        return str(self.pk)


class Match(models.Model):
    """Two items that may fit (引き合わせ), proposed by calculation. ``why`` holds what both agreed to show.

    ``met_at``: both said yes. Nothing here tells of a no.
    """

    first = models.ForeignKey(Seek, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Seek, on_delete=models.PROTECT, related_name="+")
    why = models.JSONField()
    proposed_at = models.DateTimeField()
    expires_on = models.DateField()
    met_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_match_of_two"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="a_match_is_told_in_one_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} – {self.second_id}"


class MatchReply(models.Model):
    """What one side said to a match. ``name`` and ``contact`` go to the other side only when both said yes."""

    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="answers")
    seek = models.ForeignKey(Seek, on_delete=models.PROTECT, related_name="+")
    is_yes = models.BooleanField()
    name = models.CharField(max_length=NAME_LIMIT, blank=True)
    contact = models.CharField(max_length=LINE_LIMIT, blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["match", "seek"], name="one_answer_of_a_side"),
            models.CheckConstraint(
                condition=Q(is_yes=True) | Q(is_yes=False, name="", contact=""), name="a_no_carries_no_contact"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.match_id}"
