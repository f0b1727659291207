from django.db import models


class RetentionRun(models.Model):
    """How erasing one kind of thing went: when it last began and ended, how many went then and in all. Counts only."""

    name = models.CharField(max_length=80, unique=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=80, blank=True)
    erased_last = models.PositiveIntegerField(default=0)
    erased_in_all = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
