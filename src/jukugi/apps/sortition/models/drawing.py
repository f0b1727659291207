"""Draws: what was published before, which row the public number chose."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jukugi.apps.sortition.enums import ROWS, DrawKind, DrawMethod, DrawState, PublicNumber
from jukugi.apps.sortition.models.lotteries import CivicLottery


class Draw(models.Model):
    """A lottery of panels, computed, published, and then decided by a number that nobody can choose (抽せん).

    ``quotas``: feature, value, low, high of each target as they were, as JSON. ``minimum`` and ``bound`` of the
    smallest chance, ``is_proven`` whether the method's promise is certified. ``largest_error``: the most by which a
    share of rows differs from the chance. ``reasons``: why there is no panel, as JSON. ``draws_at``, ``place``,
    ``public_number`` and ``announced_how``: when, where and by which number it is drawn, told before. ``row`` counts
    from 0; ``digits`` is the number as it was thrown; ``corrections`` those that were entered by mistake before, each
    with digits, row, reason and moment, as JSON.
    """

    lottery = models.ForeignKey(CivicLottery, on_delete=models.PROTECT, related_name="draws")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=DrawKind)
    state = models.CharField(max_length=10, choices=DrawState, default=DrawState.COMPUTING)
    method = models.CharField(max_length=8, choices=DrawMethod, default=DrawMethod.LEXIMIN)
    seats = models.PositiveSmallIntegerField()
    rows = models.PositiveIntegerField(default=ROWS)
    seed = models.CharField(max_length=64)
    quotas = models.JSONField(default=list)
    volunteers = models.PositiveIntegerField(default=0)
    minimum = models.FloatField(null=True, blank=True)
    bound = models.FloatField(null=True, blank=True)
    is_proven = models.BooleanField(default=False)
    largest_error = models.FloatField(null=True, blank=True)
    is_even = models.BooleanField(default=False)
    reasons = models.JSONField(default=dict)
    code_version = models.CharField(max_length=40, blank=True)
    public_number = models.CharField(max_length=8, choices=PublicNumber, blank=True)
    announced_how = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    draws_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField()
    computed_at = models.DateTimeField(null=True, blank=True)
    committed_at = models.DateTimeField(null=True, blank=True)
    row = models.PositiveIntegerField(null=True, blank=True)
    digits = models.CharField(max_length=20, blank=True)
    corrections = models.JSONField(default=list)
    note = models.TextField(blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["lottery", "number"], name="one_draw_per_number"),
            models.CheckConstraint(condition=Q(row__isnull=True) | Q(row__lt=F("rows")), name="row_is_in_the_table"),
            models.CheckConstraint(
                condition=~Q(state=DrawState.DRAWN)
                | Q(row__isnull=False, drawn_at__isnull=False, committed_at__isnull=False),
                name="drawn_after_it_was_published",
            ),
            models.CheckConstraint(
                condition=~Q(state=DrawState.VOID) | ~Q(void_reason=""), name="draw_is_void_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lottery_id}-{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("sortition:draw", args=[self.lottery_id, self.number])


class PublishedFile(models.Model):
    """A file that was published before the draw (公表資料), as it was. ``digest``: SHA-256. Never changed."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=40)
    content = models.BinaryField()
    digest = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["draw", "name"], name="one_published_file_per_name")]

    def __str__(self) -> str:
        return self.name
