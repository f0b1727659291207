"""What was counted: for those who work on it, and as it was published."""

from django.db import models
from django.urls import reverse

from jukugi.apps.surveys.models.asking import Survey


class PreparedResult(models.Model):
    """The result as last counted by a job (集計), from which pages are made; renewed, for staff.

    ``content`` is packed JSON. ``sheets`` and ``last_sheet``: how many were counted, and up to which key.
    ``wanted_at``: something changed that the keys do not tell; None while nothing is to do.
    """

    survey = models.OneToOneField(Survey, on_delete=models.PROTECT, related_name="prepared")
    content = models.BinaryField(default=b"")
    sheets = models.PositiveIntegerField(default=0)
    last_sheet = models.PositiveBigIntegerField(default=0)
    code_version = models.CharField(max_length=40, blank=True)
    wanted_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.sheets}"


class ResultEdition(models.Model):
    """The result as it was published (結果の版): figures, and all that is needed to count it again. Never changed.

    ``content`` is packed JSON, ``digest`` fixes it.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    content = models.BinaryField()
    digest = models.CharField(max_length=64, editable=False)
    sheets = models.PositiveIntegerField()
    last_sheet = models.PositiveBigIntegerField()
    code_version = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    actor_key = models.CharField(max_length=40)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="one_result_edition_per_number")]

    def __str__(self) -> str:
        return f"{self.survey_id}-{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("surveys:result", args=[self.survey.code])
