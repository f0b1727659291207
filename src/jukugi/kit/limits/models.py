from django.db import models


class DaySalt(models.Model):
    """A random word that goes into the hashes of one day."""

    day = models.DateField(unique=True)
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.day}"


class Counter(models.Model):
    """How often something happened from one place (a salted hash) in ten minutes."""

    place = models.CharField(max_length=64)
    window_number = models.BigIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "window_number"], name="one_counter_per_place")]

    def __str__(self) -> str:
        return f"{self.window_number}: {self.count}"
