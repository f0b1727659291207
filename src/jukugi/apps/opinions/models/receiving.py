from django.db import models
from django.db.models import Q
from django.urls import reverse

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import Participant
from jukugi.apps.areas.models import Area
from jukugi.apps.issues.models import Issue
from jukugi.apps.opinions.enums import AgeBand, CallKind
from jukugi.apps.opinions.models.calling import Call
from jukugi.apps.opinions.models.importing import OpinionImport
from jukugi.apps.processes.models import Process


class Submission(models.Model):
    """What came in at once from one person (通): on which channel, where, when. It holds one or more opinions.

    ``sent_key`` is equal for the same words of the same form, and for the same row of a table: a second press finds the
    first. ``about`` is the issue that the writer chose. ``entered_by`` is the key of the member of staff who typed in
    what came on paper, or let a table be taken; then ``import_row`` is its row there, ``import_number`` its number.
    ``call`` is what asked for it, None where it came by itself.
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="submissions")
    receipt = models.CharField(max_length=9, unique=True)
    channel = models.CharField(max_length=12, choices=Channel)
    place = models.CharField(max_length=80, blank=True)
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions")
    age_band = models.CharField(max_length=4, choices=AgeBand, blank=True)
    author = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="submissions")
    about = models.ForeignKey(Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    call = models.ForeignKey(Call, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions")
    received_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=40, blank=True)
    sent_key = models.CharField(max_length=64, unique=True)
    opinion_import = models.ForeignKey(
        OpinionImport, null=True, blank=True, on_delete=models.PROTECT, related_name="submissions"
    )
    import_row = models.PositiveIntegerField(null=True, blank=True)
    import_number = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["process", "-received_at"], name="submissions_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opinion_import__isnull=True, import_row__isnull=True, import_number="")
                | Q(opinion_import__isnull=False, import_row__isnull=False),
                name="imported_submission_has_its_row",
            ),
            models.UniqueConstraint(fields=["opinion_import", "import_row"], name="a_row_is_imported_once"),
        ]

    def __str__(self) -> str:
        return self.receipt

    def get_absolute_url(self) -> str:
        return reverse("receipt", args=[self.receipt])

    @property
    def is_comment(self) -> bool:
        """Whether a consultation asked for it (パブリックコメント)."""
        return self.call is not None and self.call.kind == CallKind.CONSULTATION

    @property
    def is_typed_in(self) -> bool:
        """Whether somebody of the staff typed the words in from paper or heard them: then slips are theirs."""
        return self.entered_by != "" and self.opinion_import_id is None


class PrintedCard(models.Model):
    """A card that was printed with its number and handed out; back when a submission has the same number.

    ``call`` is what it was printed for.
    """

    receipt = models.CharField(max_length=9, unique=True)
    place = models.CharField(max_length=80, blank=True)
    call = models.ForeignKey(Call, null=True, blank=True, on_delete=models.PROTECT, related_name="cards")
    printed_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)

    class Meta:
        ordering = ["-printed_at", "-pk"]

    def __str__(self) -> str:
        return self.receipt
