"""Letters to a random sample: rounds, and the code in each letter. No name and no address."""

from django.db import models
from django.db.models import Q

from jukugi.apps.areas.models import Area
from jukugi.apps.sortition.enums import RoundState
from jukugi.apps.sortition.models.lotteries import CivicLottery


class InvitationRound(models.Model):
    """Letters that go out together (案内の回).

    ``plan``: letters, weights and expected responses by stratum, as JSON. People are ranked by ``secret`` and
    ``public_number`` together; ``secret_digest`` (SHA-256) is published before the number is known. ``register_counts``
    tells how many people of the register are in each stratum; nothing else of the register comes here.
    """

    lottery = models.ForeignKey(CivicLottery, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    letters = models.PositiveIntegerField()
    plan = models.JSONField(default=dict)
    secret = models.CharField(max_length=64)
    secret_digest = models.CharField(max_length=64)
    announced_how = models.CharField(max_length=200, blank=True)
    public_number = models.CharField(max_length=40, blank=True)
    register_counts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.PLANNED)
    planned_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    actor_key = models.CharField(max_length=40)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["lottery", "number"], name="one_round_per_number"),
            models.CheckConstraint(condition=Q(letters__gt=0), name="round_has_letters"),
        ]

    def __str__(self) -> str:
        return f"{self.lottery_id}-{self.number}"


class InvitationCode(models.Model):
    """The code in one letter (案内番号), for one registration. Only its keyed hash is kept.

    ``ward``, ``age_band`` (as the plan names it) and ``sex``: the stratum whose letter it is, once the round is drawn.
    ``returned_at``: the letter came back.
    """

    round = models.ForeignKey(InvitationRound, on_delete=models.PROTECT, related_name="codes")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, unique=True, editable=False)
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    age_band = models.CharField(max_length=20, blank=True)
    sex = models.CharField(max_length=8, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="one_invitation_code_per_number")]

    def __str__(self) -> str:
        return f"{self.round_id}-{self.number}"
