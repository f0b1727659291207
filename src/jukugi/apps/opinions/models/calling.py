from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import CallKind
from jukugi.apps.processes.models import Process


class CallQuerySet(models.QuerySet["Call"]):
    def open_at(self, moment: datetime) -> "CallQuerySet":
        """Those that ask for opinions at this moment: opens_at ≤ moment < closes_at, and not ended before."""
        begun = self.filter(opens_at__lte=moment)
        return begun.filter(Q(closes_at=None) | Q(closes_at__gt=moment), Q(ended_at=None) | Q(ended_at__gt=moment))

    def written_here(self) -> "CallQuerySet":
        """Those for which one writes on this room's own form; others have one in the room that asks."""
        return self.exclude(kind__in=[CallKind.CONSULTATION, CallKind.SURVEY])

    def in_areas(self, areas: set[int | None]) -> "CallQuerySet":
        """Those of these wards; None among the keys stands for the whole city."""
        return self if None in areas else self.filter(ward__in=[pk for pk in areas if pk is not None])


class Call(models.Model):
    """Something that asks for opinions (意見の募集): an event, a place with a box, a meeting. What comes in for it is
    bound to it, on whatever channel; a higher room that asks holds a key to its call.

    Open in ``[opens_at, closes_at)``, without ``closes_at`` until it is ended. ``question`` stands above the form in
    place of the usual one. ``needs_hearing``: a phase of the process must hear opinions too; a meeting takes its notes
    without. ``code`` is its address on a poster.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="calls")
    kind = models.CharField(max_length=12, choices=CallKind)
    code = models.CharField(max_length=8, unique=True)
    title = models.CharField(max_length=80)
    question = models.CharField(max_length=120, blank=True)
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="calls")
    place = models.CharField(max_length=80, blank=True)
    about = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="calls")
    needs_hearing = models.BooleanField(default=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=40, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")), name="call_opens_before_it_closes"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="") | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="call_is_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("opinions:call", args=[self.code])

    def is_open_at(self, moment: datetime) -> bool:
        """The same as ``open_at`` of one that was read."""
        end = min((end for end in (self.closes_at, self.ended_at) if end is not None), default=None)
        return self.opens_at <= moment and (end is None or moment < end)
