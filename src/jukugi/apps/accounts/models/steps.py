"""What joins the devices of one person, which steps they have reached, and what was erased."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from jukugi.apps.accounts.enums import ErasureReason, StepKind
from jukugi.apps.accounts.models.people import Participant
from jukugi.apps.areas.models import Area


class ParticipantMerge(models.Model):
    """Two rows of participants are one person (参加をつないだ記録). Never changed: logs from before stay as they are,
    and lead to the person through this row.
    """

    merged = models.OneToOneField(Participant, on_delete=models.PROTECT, related_name="merge")
    into = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="merges")
    merged_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(merged=models.F("into")), name="a_merge_is_of_two")]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.into_id}"


class CarryCode(models.Model):
    """A code by which a person goes on with another device (引き継ぎコード). Used once; only its keyed hash is kept."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="carry_codes")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, used_by__isnull=True)
                | Q(used_at__isnull=False, used_by__isnull=False),
                name="carry_code_is_used_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"carry code {self.pk}"


class MailAddressQuerySet(models.QuerySet["MailAddress"]):
    def confirmed(self) -> Self:
        """Those whose owner said so, by the code of a mail."""
        return self.filter(confirmed_at__isnull=False)

    def unconfirmed(self, before: datetime) -> Self:
        return self.filter(confirmed_at__isnull=True, asked_at__lte=before)


class MailAddress(models.Model):
    """An e-mail address by which a person finds their participation again (メールの確認).

    Encrypted (``sealed``), found by its keyed hash. Deleted when the person says so, or never confirms it.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="mail_addresses")
    sealed = models.TextField()
    digest = models.CharField(max_length=64, db_index=True)
    code_digest = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = MailAddressQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "digest"], name="one_row_of_an_address_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"mail address {self.pk}"


class StepReached(models.Model):
    """Somebody has reached a step (確認の段階). Never changed. ``ward``: of a resident, where the code told it."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="steps_reached")
    kind = models.CharField(max_length=10, choices=StepKind)
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reached_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.kind}"


class Erasure(models.Model):
    """What a person had given was erased (消去の記録): when, why, and how many rows of what. Never changed."""

    participant = models.OneToOneField(Participant, on_delete=models.PROTECT, related_name="erasure")
    reason = models.CharField(max_length=10, choices=ErasureReason)
    counts = models.JSONField(default=dict)
    erased_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.reason}"
