from django.db import models
from django.db.models import Q
from django.urls import reverse

from jukugi.apps.opinions.enums import AttachmentKind
from jukugi.apps.opinions.models.receiving import Submission


class Attachment(models.Model):
    """The sheet itself beside what was typed in from it: a photo, drawn anew when it came, or a PDF (FAX).

    For those who handle the voice alone: handwriting tells who wrote. Taken away with a reason; then the content goes.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="attachments")
    kind = models.CharField(max_length=8, choices=AttachmentKind)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, editable=False)
    width = models.PositiveSmallIntegerField(null=True, blank=True)
    height = models.PositiveSmallIntegerField(null=True, blank=True)
    added_at = models.DateTimeField()
    actor_key = models.CharField(max_length=40)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_reason = models.TextField(blank=True)
    removed_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_reason="", removed_by="")
                | (Q(removed_at__isnull=False) & ~Q(removed_reason="") & ~Q(removed_by="")),
                name="attachment_is_removed_with_a_reason",
            ),
            # The same file pressed twice is one; one that was taken away may come again.
            models.UniqueConstraint(
                fields=["submission", "digest"], condition=Q(removed_at__isnull=True), name="one_attachment_of_a_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.kind}"

    def get_absolute_url(self) -> str:
        return reverse("opinions:attachment", args=[self.pk])
