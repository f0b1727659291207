"""The emergence picture, counted by a job."""

from django.db import models


class EmergenceEdition(models.Model):
    """Which interests found each other across wards, and which asked and found nobody (創発の図), counted once.

    ``document`` holds protected figures alone. The newest is shown.
    """

    document = models.JSONField()
    input_digest = models.CharField(max_length=64)
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.pk)
