from django.db import models


class Tick(models.Model):
    """When a recurring job is due next. One row per job, moved on by whichever worker comes first."""

    job = models.CharField(max_length=80, unique=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.job


class Beat(models.Model):
    """The last sign of a worker: one row per worker, gone a day after the last one."""

    worker = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker
