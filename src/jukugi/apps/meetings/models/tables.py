from django.db import models
from django.db.models import Q

from jukugi.apps.meetings.enums import Hand, NoteWay
from jukugi.apps.meetings.models.meetings import AgendaItem, Meeting, Question, new_secret
from jukugi.apps.opinions.models import Opinion


class Table(models.Model):
    """A table of a meeting. Its ``key`` is given to the facilitator, who needs no sign-in."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="tables")
    number = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=80, blank=True)
    key = models.CharField(max_length=22, unique=True, default=new_secret, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="one_table_per_number")]

    def __str__(self) -> str:
        return f"{self.meeting_id}-{self.number}"


class NotePhoto(models.Model):
    """A photo of a sheet or a sticky note: drawn anew as JPEG when it came, without what cameras write into files."""

    content = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"photo {self.pk}"


class NoteQuerySet(models.QuerySet["Note"]):
    def standing(self) -> "NoteQuerySet":
        """Notes that were not taken back."""
        return self.filter(withdrawn_at__isnull=True)

    def unsent(self) -> "NoteQuerySet":
        """Notes that stand and are no opinions yet."""
        return self.standing().filter(opinion__isnull=True)


class Note(models.Model):
    """What was written at a table: its words never change, nobody's name stands by it.

    ``client_key`` is made on the device that sends it, so that a note sent twice is one. It becomes an ``opinion`` in
    one step. One that was typed by mistake is taken back with a reason and stays.
    """

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="notes")
    agenda_item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="notes")
    client_key = models.CharField(max_length=40, unique=True)
    text = models.TextField()
    photo = models.OneToOneField(NotePhoto, null=True, blank=True, on_delete=models.PROTECT, related_name="note")
    way = models.CharField(max_length=12, choices=NoteWay)
    received_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40, blank=True)
    opinion = models.OneToOneField(Opinion, null=True, blank=True, on_delete=models.PROTECT, related_name="note")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | Q(photo__isnull=False), name="note_has_words_or_a_photo"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="note_is_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(opinion__isnull=True), name="an_opinion_is_not_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table_id}: {self.pk}"


class HandCount(models.Model):
    """How many hands were raised at a table for one answer to a question. The last count holds; none is changed."""

    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="hand_counts")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="hand_counts")
    hand = models.CharField(max_length=8, choices=Hand)
    count = models.PositiveSmallIntegerField()
    client_key = models.CharField(max_length=40, unique=True)
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["question", "table", "hand"], name="hands_by_question")]

    def __str__(self) -> str:
        return f"{self.table_id}-{self.question_id}: {self.hand} {self.count}"
