from django.db import models


class Receipt(models.Model):
    """A receipt number that was given out, and the kind of thing that stands behind it. Never given out again."""

    number = models.CharField(max_length=9, primary_key=True)
    kind = models.CharField(max_length=24)
    issued_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
