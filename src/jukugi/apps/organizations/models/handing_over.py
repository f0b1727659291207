"""What one officer leaves to the next, and the lists in which a ward tells who holds office from April on."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.enums import OfficerListState
from jukugi.apps.organizations.models.bodies import Organization


class HandOverNoteQuerySet(models.QuerySet["HandOverNote"]):
    def standing(self) -> "HandOverNoteQuerySet":
        """The notes that hold, the latest first; former wordings are left out."""
        return self.filter(replaced_at__isnull=True)


class HandOverNote(models.Model):
    """What an association's officer wrote for the successor: a subject, words, and where the papers are.

    A correction is a new row (``replaces``). Nobody but the association's officers and the staff who look after it
    reads this.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="hand_over_notes")
    subject = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    papers = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    actor_key = models.CharField(max_length=40)
    written_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = HandOverNoteQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(subject=""), name="hand_over_note_has_a_subject"),
        ]

    def __str__(self) -> str:
        return f"note {self.pk} of {self.organization_id}"


class OfficerList(models.Model):
    """A ward's table of who holds office (役員名簿): looked at by a person, then taken.

    ``content`` goes when it is taken or dropped. Terms in it begin on ``starts_on``; ``ends_on`` is the first day after
    them, where known. ``adds_unknown``: an association that is not in the register yet is added to it, unless one with
    a name like it is there.
    """

    ward = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="officer_lists")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    adds_unknown = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=OfficerListState, default=OfficerListState.WAITING)
    outcome = models.JSONField(default=dict)
    actor_key = models.CharField(max_length=40)
    brought_at = models.DateTimeField()
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=OfficerListState.WAITING, decided_at__isnull=True)
                | (~Q(state=OfficerListState.WAITING) & Q(decided_at__isnull=False)),
                name="officer_list_is_decided_with_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"list {self.pk}: {self.state}"

    @property
    def last_on(self) -> date | None:
        """The last day of the terms in it."""
        return self.ends_on and self.ends_on - timedelta(days=1)
