"""Where people live, as points, and who of them has a place within reach."""

from django.db import models
from django.db.models import Q

from jukugi.apps.areas.models import Area


class PopulationPoint(models.Model):
    """People of a town or a mesh, at one point (人口の点).

    ``children`` (0–14) and ``elderly`` (65 and older): None where nobody counted them apart. ``is_sample``: invented.
    """

    key = models.CharField(max_length=40, unique=True)
    lat = models.FloatField()
    lon = models.FloatField()
    people = models.FloatField()
    children = models.FloatField(null=True, blank=True)
    elderly = models.FloatField(null=True, blank=True)
    ward = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    district = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=200)
    as_of = models.DateField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=0), name="population_point_has_no_negative_people"),
            models.CheckConstraint(condition=~Q(source=""), name="population_point_has_its_source"),
        ]

    def __str__(self) -> str:
        return self.key


class CoverageEdition(models.Model):
    """Who has a place within reach, reckoned once (届き方の版) from places and points as they were.

    ``input_digest`` fixes what it was reckoned from. The newest is shown.
    """

    document = models.JSONField()
    input_digest = models.CharField(max_length=64)
    code_version = models.CharField(max_length=40)
    radius_m = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.pk}: {self.radius_m} m"
