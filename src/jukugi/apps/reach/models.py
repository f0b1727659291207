"""Who was reached, as last counted and as published; and what was tried for whom."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jukugi.apps.accounts.enums import Sex
from jukugi.apps.areas.models import Area
from jukugi.apps.opinions.enums import AgeBand
from jukugi.apps.opinions.models import Call
from jukugi.apps.processes.models import Process
from jukugi.apps.reach.enums import WORDS_LIMIT, OutreachKind


class PreparedReach(models.Model):
    """Who took part, as last counted by a job; renewed, for staff.

    ``live``: all counts. ``public``: what may be published after edition ``after``; ``cells``: the counts behind it.
    ``wanted_at``: somebody wants it anew; None while nothing is to do.
    """

    process = models.OneToOneField(Process, on_delete=models.PROTECT, related_name="prepared_reach")
    live = models.JSONField(default=dict)
    public = models.JSONField(default=dict)
    cells = models.JSONField(default=dict)
    after = models.PositiveSmallIntegerField(default=0)
    wanted_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.process_id}: {self.counted_at}"


class ReachEdition(models.Model):
    """Who took part, as it was published (参加の広がりの版). Never changed.

    ``content`` is what the page shows, ``digest`` fixes it. ``cells`` are the counts behind it, also those that are not
    published: the next edition must not tell them by the difference. They never leave the staff side.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="reach_editions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64, editable=False)
    cells = models.JSONField()
    note = models.TextField(blank=True)
    code_version = models.CharField(max_length=40)
    counted_at = models.DateTimeField()
    published_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["process", "number"], name="one_reach_edition_per_number")]

    def __str__(self) -> str:
        return f"{self.process_id}-{self.number}"

    def get_absolute_url(self) -> str:
        return f"{reverse('reach:reach')}?edition={self.number}"


class OutreachQuerySet(models.QuerySet["Outreach"]):
    def standing(self) -> Self:
        """Entries in whose place no corrected one stands, and that were not taken back."""
        return self.filter(corrected_by__isnull=True, ended_at__isnull=True)


class Outreach(models.Model):
    """What was tried for whom (はたらきかけ), and what came of it. A correction is an entry of its own.

    ``ward``, ``age_band`` and ``sex`` say for whom, ``people`` in words. ``handed_out``: leaflets, letters, visits;
    ``responses``: counted by hand, None where nobody counted; those to ``call`` are counted by it.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="outreach")
    kind = models.CharField(max_length=10, choices=OutreachKind)
    title = models.CharField(max_length=WORDS_LIMIT)
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    age_band = models.CharField(max_length=4, choices=AgeBand, blank=True)
    sex = models.CharField(max_length=8, choices=Sex, blank=True)
    people = models.CharField(max_length=WORDS_LIMIT, blank=True)
    done_on = models.DateField()
    handed_out = models.PositiveIntegerField()
    cost_yen = models.PositiveIntegerField(null=True, blank=True)
    responses = models.PositiveIntegerField(null=True, blank=True)
    call = models.ForeignKey(Call, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    is_sample = models.BooleanField(default=False)
    actor_key = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    correction_reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=40, blank=True)
    ended_reason = models.TextField(blank=True)

    objects = OutreachQuerySet.as_manager()

    class Meta:
        ordering = ["-done_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="outreach_has_a_title"),
            models.CheckConstraint(condition=Q(handed_out__gt=0), name="outreach_reaches_out_to_somebody"),
            models.CheckConstraint(
                condition=Q(call__isnull=True) | Q(responses__isnull=True), name="responses_are_counted_in_one_way"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, correction_reason="")
                | (Q(corrects__isnull=False) & ~Q(correction_reason="")),
                name="outreach_is_corrected_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="", ended_reason="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="") & ~Q(ended_reason="")),
                name="outreach_is_taken_back_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def target(self) -> str:
        """For whom, in words."""
        told: list[Any] = [self.ward.name if self.ward else "", self.get_age_band_display() if self.age_band else ""]
        told.append(self.get_sex_display() if self.sex else "")
        return "・".join(filter(None, [*map(str, told), self.people]))
